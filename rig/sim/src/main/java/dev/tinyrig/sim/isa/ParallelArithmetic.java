package dev.tinyrig.sim.isa;

import dev.tinyrig.sim.cpu.Cpu;
import java.util.ArrayList;
import java.util.List;

/** Additions in lanes, SEL and the saturating sums of the DSP extension (A5.3.13, A5.3.14). */
final class ParallelArithmetic {
    /** How a lane becomes its result: wrapped with GE set, saturated, or halved; signed or not. */
    private enum Lane {
        S("000", "s"),
        Q("001", "q"),
        SH("010", "sh"),
        U("100", "u"),
        UQ("101", "uq"),
        UH("110", "uh");

        private final String bits;
        private final String prefix;

        Lane(String bits, String prefix) {
            this.bits = bits;
            this.prefix = prefix;
        }

        boolean signed() {
            return this == S || this == Q || this == SH;
        }

        int read(int word, int at, int width) {
            int moved = word << (32 - width - at);
            return signed() ? moved >> (32 - width) : moved >>> (32 - width);
        }

        int result(int value, int width) {
            return switch (this) {
                case S, U -> value;
                case SH, UH -> value >> 1;
                case Q -> clamp(value, -(1 << (width - 1)), (1 << (width - 1)) - 1);
                case UQ -> clamp(value, 0, (1 << width) - 1);
            };
        }

        private static int clamp(int value, int low, int high) {
            return Math.max(low, Math.min(high, value));
        }

        /** What GE says of a lane: not negative, no borrow, or a carry. */
        boolean greaterOrEqual(int value, int width, boolean subtracts) {
            return value >= (this == S || subtracts ? 0 : 1 << width);
        }

        boolean setsGe() {
            return this == S || this == U;
        }
    }

    /** What happens in the lanes of a word. */
    private enum Operation {
        ADD8("000", "add8", 8, false, false),
        ADD16("001", "add16", 16, false, false),
        ASX("010", "asx", 16, true, false),
        SUB8("100", "sub8", 8, false, true),
        SUB16("101", "sub16", 16, false, true),
        SAX("110", "sax", 16, true, true);

        private final String bits;
        private final String name;
        private final int width;
        private final boolean exchanges;
        private final boolean subtracts;

        Operation(String bits, String name, int width, boolean exchanges, boolean subtracts) {
            this.bits = bits;
            this.name = name;
            this.width = width;
            this.exchanges = exchanges;
            this.subtracts = subtracts;
        }

        /** ASX subtracts below and adds above, SAX the other way round. */
        boolean subtractsAt(int at) {
            return exchanges ? subtracts == (at != 0) : subtracts;
        }
    }

    private ParallelArithmetic() {}

    static List<Encoding> encodings() {
        List<Encoding> rows = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            for (Operation operation : Operation.values()) {
                rows.add(Encoding.of(
                        "111110101" + operation.bits + "nnnn1111dddd0" + lane.bits + "mmmm",
                        lane.prefix + operation.name + " %d, %n, %m",
                        (c, i) -> inLanes(c, i, lane, operation)));
            }
        }
        rows.add(Encoding.of("111110101010nnnn1111dddd1000mmmm", "sel %d, %n, %m", ParallelArithmetic::sel));
        rows.add(Encoding.of("111110101000nnnn1111dddd1000mmmm", "qadd %d, %m, %n", ParallelArithmetic::qadd));
        rows.add(Encoding.of("111110101000nnnn1111dddd1001mmmm", "qdadd %d, %m, %n", ParallelArithmetic::qdadd));
        rows.add(Encoding.of("111110101000nnnn1111dddd1010mmmm", "qsub %d, %m, %n", ParallelArithmetic::qsub));
        rows.add(Encoding.of("111110101000nnnn1111dddd1011mmmm", "qdsub %d, %m, %n", ParallelArithmetic::qdsub));
        return rows;
    }

    private static void inLanes(Cpu c, Insn i, Lane lane, Operation operation) {
        int width = operation.width;
        int n = c.r[i.n];
        int m = operation.exchanges ? Integer.rotateRight(c.r[i.m], 16) : c.r[i.m];
        int result = 0;
        int ge = 0;
        for (int at = 0; at < 32; at += width) {
            boolean subtracts = operation.subtractsAt(at);
            int x = lane.read(n, at, width);
            int y = lane.read(m, at, width);
            int value = subtracts ? x - y : x + y;
            result |= (lane.result(value, width) & (1 << width) - 1) << at;
            if (lane.greaterOrEqual(value, width, subtracts)) {
                ge |= (width == 8 ? 1 : 3) << (at / 8);
            }
        }
        c.r[i.d] = result;
        c.ge = lane.setsGe() ? ge : c.ge;
    }

    private static void sel(Cpu c, Insn i) {
        int mask = 0;
        for (int lane = 0; lane < 4; lane++) {
            mask |= (c.ge >>> lane & 1) * (0xff << (8 * lane));
        }
        c.r[i.d] = (c.r[i.n] & mask) | (c.r[i.m] & ~mask);
    }

    private static void qadd(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturate(c, (long) c.r[i.m] + c.r[i.n]);
    }

    private static void qsub(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturate(c, (long) c.r[i.m] - c.r[i.n]);
    }

    private static void qdadd(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturate(c, c.r[i.m] + doubled(c, i));
    }

    private static void qdsub(Cpu c, Insn i) {
        c.r[i.d] = Lanes.saturate(c, c.r[i.m] - doubled(c, i));
    }

    private static long doubled(Cpu c, Insn i) {
        return Lanes.saturate(c, 2L * c.r[i.n]);
    }
}
