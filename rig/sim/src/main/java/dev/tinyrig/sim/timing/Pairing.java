package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;

/** Which two instructions a Cortex-M7 issues in one cycle (jnk0le, cortex_m7.md). */
final class Pairing {
    private Pairing() {}

    /** Whether one can stand in the younger slot beside another; addresses are of loads and stores. */
    static boolean fits(Traits older, int olderAddress, Traits younger, int youngerAddress) {
        if (isAlone(older.kind) || isAlone(younger.kind) || isOlderOnly(younger.kind)) {
            return false;
        }
        if (older.shifts && younger.shifts) {
            return false;
        }
        if (older.kind.isFloat() && younger.kind.isFloat()) {
            return (isMove(older.kind) || isMove(younger.kind)) && !isFloatMac(older.kind) && !isFloatMac(younger.kind);
        }
        return multipliersFit(older.kind, younger.kind)
                && memoryFits(older.kind, olderAddress, younger.kind, youngerAddress)
                && !(isBranch(older.kind) && isBranch(younger.kind));
    }

    /** One multiplication a cycle, and none beside a store. */
    private static boolean multipliersFit(Kind older, Kind younger) {
        boolean first = isMac(older);
        boolean second = isMac(younger);
        return !(first && (second || younger.writes())) && !(second && older.writes());
    }

    /** Two loads only from different banks, two stores never. */
    private static boolean memoryFits(Kind older, int olderAddress, Kind younger, int youngerAddress) {
        if (older.reads() && younger.reads()) {
            return ((olderAddress ^ youngerAddress) & 4) != 0;
        }
        return !(older.writes() && younger.writes());
    }

    private static boolean isAlone(Kind kind) {
        return kind.isBlock()
                || kind == Kind.DIVISION
                || kind == Kind.FLOAT_DIVISION
                || kind == Kind.SYSTEM
                || kind == Kind.TABLE_BRANCH;
    }

    private static boolean isOlderOnly(Kind kind) {
        return kind == Kind.DSP || kind == Kind.SATURATION;
    }

    static boolean isMac(Kind kind) {
        return kind == Kind.MAC || kind == Kind.LONG_MAC;
    }

    private static boolean isFloatMac(Kind kind) {
        return kind == Kind.FLOAT_CHAINED || kind == Kind.FLOAT_FUSED;
    }

    static boolean isMove(Kind kind) {
        return kind == Kind.FLOAT_LOAD || kind == Kind.FLOAT_STORE || kind == Kind.FLOAT_MOVE;
    }

    static boolean isBranch(Kind kind) {
        return kind == Kind.BRANCH || kind == Kind.CONDITIONAL_BRANCH || kind == Kind.TABLE_BRANCH;
    }
}
