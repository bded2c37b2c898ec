package dev.tinyrig.sim.isa;

/**
 * The bits of an encoding as the architecture manual draws them: 16 or 32 characters, 0 and 1 for fixed bits and one
 * letter for each field; a field may lie in several pieces, which are joined in the order in which they stand.
 */
public final class Pattern {
    private final String bits;
    private final int mask;
    private final int value;

    Pattern(String text) {
        bits = text.replace(" ", "");
        if (bits.length() != 16 && bits.length() != 32) {
            throw new IllegalArgumentException(bits.length() + " bits in pattern " + text);
        }
        mask = bitsWhere('0') | bitsWhere('1');
        value = bitsWhere('1');
    }

    private int bitsWhere(char wanted) {
        int found = 0;
        for (int at = 0; at < bits.length(); at++) {
            found = found << 1 | (bits.charAt(at) == wanted ? 1 : 0);
        }
        return found;
    }

    /** 2 or 4. */
    public int bytes() {
        return bits.length() / 8;
    }

    public int mask() {
        return mask;
    }

    public int value() {
        return value;
    }

    /** Whether an instruction of this length is this encoding. */
    public boolean matches(int word) {
        return (word & mask) == value;
    }

    public boolean has(char letter) {
        return bits.indexOf(letter) >= 0;
    }

    int extract(int word, char letter) {
        int field = 0;
        for (int at = 0; at < bits.length(); at++) {
            if (bits.charAt(at) == letter) {
                field = field << 1 | (word >>> (bits.length() - 1 - at) & 1);
            }
        }
        return field;
    }

    /** As it was written, without blanks. */
    @Override
    public String toString() {
        return bits;
    }
}
