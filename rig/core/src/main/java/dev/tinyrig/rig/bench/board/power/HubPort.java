package dev.tinyrig.rig.bench.board.power;

/** A port of a USB hub, as uhubctl names it: {@code -l LOCATION -p PORT}. */
public record HubPort(String location, int port) {
    @Override
    public String toString() {
        return "hub %s port %d".formatted(location, port);
    }
}
