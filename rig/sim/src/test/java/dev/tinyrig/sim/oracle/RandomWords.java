package dev.tinyrig.sim.oracle;

import java.util.Random;

/** Operands that reach the corners: extremes, small numbers, special floats, and anything. */
final class RandomWords {
    private static final int[] CORNERS = {
        0,
        1,
        -1,
        0x80000000,
        0x7fffffff,
        0x80008000,
        0x7fff7fff,
        0x80807f7f,
        0xff00ff00,
        // floats: 1, -0, infinities, quiet and signalling NaNs, the smallest and largest, denormals
        0x3f800000,
        0xbf800000,
        0x7f800000,
        0xff800000,
        0x7fc12345,
        0xffc00001,
        0x7f812345,
        0xffa00000,
        0x00800000,
        0x80800001,
        0x7f7fffff,
        0x00000100,
        0x80400000,
        // the upper words of special doubles
        0x7ff00000,
        0xfff80000,
        0x7ff00001,
        0x000fffff,
        0x3ff00000,
        0x41dfffff,
        0xc1e00000,
        0x4f000000,
        0xcf000001,
        0x47000000
    };

    private RandomWords() {}

    static int any(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> CORNERS[random.nextInt(CORNERS.length)];
            case 2 -> random.nextInt(256);
            case 3 -> -random.nextInt(70_000);
            case 4 -> Float.floatToRawIntBits((random.nextInt(2001) - 1000) / 8f);
            case 5 -> Float.floatToRawIntBits((float) (random.nextGaussian() * 1e5));
            default -> random.nextInt();
        };
    }
}
