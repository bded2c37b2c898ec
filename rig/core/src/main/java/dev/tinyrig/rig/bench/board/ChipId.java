package dev.tinyrig.rig.bench.board;

/** The 96 bits that tell one chip from every other, as 24 hex digits in the order of its memory. */
public record ChipId(String digits) {
    public ChipId {
        if (!digits.matches("[0-9a-f]{24}")) {
            throw new IllegalArgumentException("chip id '" + digits + "' is not 24 lower-case hex digits");
        }
    }

    @Override
    public String toString() {
        return digits;
    }
}
