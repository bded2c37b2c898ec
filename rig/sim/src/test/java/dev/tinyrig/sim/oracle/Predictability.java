package dev.tinyrig.sim.oracle;

import dev.tinyrig.sim.isa.Encoding;

/** Which operands the architecture leaves open, so that two right simulators may differ (A7.7, "UNPREDICTABLE"). */
final class Predictability {
    private static final int SP_AND_PC = 1 << 13 | 1 << 15;

    private Predictability() {}

    /** How many bits a field has. */
    static int width(Encoding encoding, char letter) {
        return (int) encoding.pattern()
                .toString()
                .chars()
                .filter(one -> one == letter)
                .count();
    }

    /** Whether a field names a floating-point register: then its fifth bit is a field too. */
    static boolean isFloat(Encoding encoding, char letter) {
        return encoding.pattern().has(Character.toUpperCase(letter)) && "dnm".indexOf(letter) >= 0;
    }

    static int field(Encoding encoding, int word, char letter) {
        String bits = encoding.pattern().toString();
        int value = 0;
        for (int at = 0; at < bits.length(); at++) {
            if (bits.charAt(at) == letter) {
                value = value << 1 | (word >>> (bits.length() - 1 - at) & 1);
            }
        }
        return value;
    }

    static boolean needsAlignment(Encoding encoding) {
        return encoding.text().matches("(ldrd|strd|ldm|stm|ldrex|strex|vldr|vstr|vldm|vstm).*");
    }

    static boolean isPredictable(Encoding encoding, int word) {
        String text = encoding.text();
        if (text.matches("(push|pop|ldm|stm).*")) {
            return isPredictableList(encoding, word);
        }
        if (text.startsWith("cmp %n, %m") && width(encoding, 'n') == 4) {
            return field(encoding, word, 'n') > 7 || field(encoding, word, 'm') > 7;
        }
        boolean twoResults = text.matches("(smull|umull|smlal|umlal|umaal|smlsl).*");
        boolean writesBack = text.contains("%B");
        return !(twoResults && same(encoding, word, 'd', 'a'))
                && !(text.matches("(ldrd|vmov %d, %a).*") && same(encoding, word, 't', 'a'))
                && !(writesBack && (same(encoding, word, 'n', 't') || same(encoding, word, 'n', 'a')))
                && !(text.startsWith("strex") && (same(encoding, word, 'd', 'n') || same(encoding, word, 'd', 'a')))
                && !(text.contains("[%n, %m") && same(encoding, word, 'n', 'm'));
    }

    private static boolean same(Encoding encoding, int word, char one, char other) {
        return encoding.pattern().has(one)
                && encoding.pattern().has(other)
                && field(encoding, word, one) == field(encoding, word, other);
    }

    /** Lists with SP or PC, with the base in a list that writes it back, or with less than two in 32 bits. */
    private static boolean isPredictableList(Encoding encoding, int word) {
        int list = field(encoding, word, 'i');
        boolean wide = encoding.pattern().bytes() == 4;
        boolean loadsPc = encoding.text().startsWith("pop") && field(encoding, word, 'P') == 1;
        boolean holdsBase = encoding.pattern().has('n') && (list >>> field(encoding, word, 'n') & 1) != 0;
        boolean loadsBase = encoding.text().startsWith("ldmia %n,") && holdsBase;
        return Integer.bitCount(list) >= (wide ? 2 : 1)
                && (list & SP_AND_PC) == 0
                && !loadsPc
                && (!holdsBase || loadsBase);
    }
}
