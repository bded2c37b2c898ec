package dev.tinyrig.rig.bench.board;

/** By which ways a board that passed its check was reached: its probe, its console, and its power. */
public record Passed(String probe, String console, String power) {
    @Override
    public String toString() {
        return "probe by %s, console %s, power %s".formatted(probe, console, power);
    }
}
