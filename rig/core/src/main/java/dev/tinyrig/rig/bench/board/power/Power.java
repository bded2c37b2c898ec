package dev.tinyrig.rig.bench.board.power;

import java.io.IOException;

/** Switches the power of USB ports. */
public interface Power {
    /**
     * Takes the power away.
     *
     * @throws IOException if the hub does not obey: what it said
     */
    void off(HubPort port) throws IOException;

    /**
     * Gives the power back.
     *
     * @throws IOException if the hub does not obey: what it said
     */
    void on(HubPort port) throws IOException;
}
