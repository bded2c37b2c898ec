package dev.tinyrig.sim.isa;

/** The ways in which encodings pack their immediates. */
final class Immediates {
    private Immediates() {}

    /** ThumbExpandImm (A5.3.2) of the 12 bits in field k. */
    static int expanded(Fields fields) {
        int packed = fields.of('k');
        int low = packed & 0xff;
        return switch (packed >>> 8) {
            case 0 -> low;
            case 1 -> low * 0x00010001;
            case 2 -> low * 0x01000100;
            case 3 -> low * 0x01010101;
            default -> Integer.rotateRight(0x80 | (packed & 0x7f), packed >>> 7);
        };
    }

    /** Whether field k holds a rotated constant, whose top bit becomes the carry. */
    static boolean isRotated(Fields fields) {
        return fields.has('k') && fields.of('k') >>> 10 != 0;
    }

    /** MOVW and MOVT: field j above field i. */
    static int wide(Fields fields) {
        return fields.of('j') << 12 | fields.of('i');
    }

    /** An offset in field i that the U bit, if there is one, may turn negative. */
    static int offset(Fields fields) {
        return signedByU(fields, fields.of('i'));
    }

    /** The same in words. */
    static int wordOffset(Fields fields) {
        return signedByU(fields, 4 * fields.of('i'));
    }

    private static int signedByU(Fields fields, int magnitude) {
        return fields.or('U', 1) == 1 ? magnitude : -magnitude;
    }

    /** The target of B and BL with 25 bits, where J1 and J2 are stored relative to the sign (A7.7.12 T4). */
    static int farTarget(Fields fields) {
        int sign = fields.of('s');
        int high = 1 ^ fields.of('p') ^ sign;
        int low = 1 ^ fields.of('q') ^ sign;
        int offset = sign << 24 | high << 23 | low << 22 | fields.of('i') << 1;
        return fields.address() + 4 + (offset << 7 >> 7);
    }

    /** The target of a conditional branch with 21 bits (T3). */
    static int middleTarget(Fields fields) {
        int offset = fields.of('s') << 20 | fields.of('q') << 19 | fields.of('p') << 18 | fields.of('i') << 1;
        return fields.address() + 4 + (offset << 11 >> 11);
    }

    /** The target of a 16-bit branch whose field i has so many bits. */
    static int nearTarget(Fields fields, int bits) {
        return fields.address() + 4 + fields.signed('i', bits, 1);
    }

    /** VFPExpandImm (A7.5.1) of the 8 bits in field i, as a single. */
    static int single(Fields fields) {
        int packed = fields.of('i');
        int exponent = (packed & 0x40) != 0 ? 0x7c : 0x80;
        return (packed & 0x80) << 24 | (exponent | (packed >>> 4 & 3)) << 23 | (packed & 15) << 19;
    }
}
