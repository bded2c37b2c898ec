package dev.tinyrig.rig.bench.board.console;

import java.io.IOException;

/** A serial port as its driver behaves: any call may block for ever. */
interface SerialLine {
    String name();

    void open() throws IOException;

    /** How many bytes came, 0 after a short while without any, -1 when the port has gone. */
    int read(byte[] into);

    /** How many bytes the port took; fewer than there are when it has gone. */
    int write(byte[] bytes);

    void close();
}
