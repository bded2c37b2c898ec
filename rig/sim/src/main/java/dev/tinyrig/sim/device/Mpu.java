package dev.tinyrig.sim.device;

/** The registers of a memory protection unit of 8 regions, from 0xE000ED90 (B3.5); they protect nothing. */
final class Mpu {
    static final int FIRST = 0x90;
    static final int LAST = 0xb8;

    private static final int REGIONS = 8;
    private static final int TYPE = REGIONS << 8;
    private static final int CTRL = 0x94;
    private static final int RNR = 0x98;
    private static final int VALID = 1 << 4;

    private final int[] base = new int[REGIONS];
    private final int[] attributes = new int[REGIONS];
    private int control;
    private int region;

    int read(int offset) {
        return switch (offset) {
            case FIRST -> TYPE;
            case CTRL -> control;
            case RNR -> region;
            default -> isBase(offset) ? (base[region] & ~0x1f) | region : attributes[region];
        };
    }

    void write(int offset, int value) {
        switch (offset) {
            case FIRST -> {
                // MPU_TYPE is read-only.
            }
            case CTRL -> control = value & 7;
            case RNR -> region = value & (REGIONS - 1);
            default -> writeRegion(offset, value);
        }
    }

    /** RBAR and RASR, and their three aliases: a base that is valid says of which region it is. */
    private void writeRegion(int offset, int value) {
        if (!isBase(offset)) {
            attributes[region] = value;
            return;
        }
        if ((value & VALID) != 0) {
            region = value & (REGIONS - 1);
        }
        base[region] = value & ~0x1f;
    }

    private static boolean isBase(int offset) {
        return (offset - RNR) % 8 == 4;
    }
}
