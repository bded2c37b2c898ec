package dev.tinyrig.rig.bench.board;

/** What a chip's option bytes must be, as its flash interface shows them in one register. */
public record OptionBytes(int value) {
    /**
     * From eight hex digits.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static OptionBytes of(String digits) {
        if (!digits.matches("0x[0-9a-fA-F]{8}")) {
            throw new IllegalArgumentException("'%s' is not 0x and eight hex digits, in quotes".formatted(digits));
        }
        return new OptionBytes(Integer.parseUnsignedInt(digits.substring(2), 16));
    }

    @Override
    public String toString() {
        return "0x%08x".formatted(value);
    }
}
