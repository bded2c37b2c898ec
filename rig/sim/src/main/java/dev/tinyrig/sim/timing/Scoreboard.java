package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From when on each register can be read, at the four places of a Cortex-M7 that read registers. */
final class Scoreboard {
    private static final int REGISTERS = 64;

    /** No register: from when on the floating-point unit takes what must keep clear of multiply-accumulates. */
    private static final int CLEAR = REGISTERS - 1;

    private final long[] late = new long[REGISTERS];
    /** For addresses, the early ALU and the shifter. */
    private final long[] early = new long[REGISTERS];

    private final long[] multiplicand = new long[REGISTERS];
    private final long[] accumulator = new long[REGISTERS];

    /** The first cycle in which all operands of an instruction are ready. */
    long ready(Traits t) {
        long at = latest(early, t.addressed | t.shifted);
        boolean multiplies = t.kind == Kind.MAC || t.kind == Kind.LONG_MAC;
        at = Math.max(at, latest(multiplies ? multiplicand : late, t.operands));
        at = Math.max(at, latest(accumulator, t.accumulators));
        at = keepsClear(t) ? Math.max(at, late[CLEAR]) : at;
        return Math.max(at, latest(late, t.stored) - M7Rule.STORE_DATA_LATE.cycles);
    }

    private static boolean keepsClear(Traits t) {
        return switch (t.kind) {
            case FLOAT_LOAD_MULTIPLE, FLOAT_STORE_MULTIPLE -> true;
            case FLOAT_LOAD, FLOAT_STORE -> t.words > 1;
            default -> false;
        };
    }

    /** Whether an instruction may stand in the younger slot of this cycle, for the multiply-accumulates before it. */
    boolean mayBeYounger(Traits t, long at) {
        return at >= late[CLEAR] || !Pairing.isMove(t.kind);
    }

    private static long latest(long[] times, long registers) {
        long latest = 0;
        for (long left = registers; left != 0; left &= left - 1) {
            latest = Math.max(latest, times[Long.numberOfTrailingZeros(left)]);
        }
        return latest;
    }

    /** Whether the early ALU could have its operands in this cycle. */
    boolean isEarly(Traits t, long at) {
        return latest(early, t.operands) <= at;
    }

    /** Notes when what an instruction writes that is issued at this time can be read. */
    void issue(Traits t, long at, boolean early) {
        set(t.base, at + 1, at + 1, at + 1, at + 1);
        switch (t.kind) {
            case LOAD -> loaded(t, at, 0);
            case NARROW_LOAD -> loaded(t, at, M7Rule.NARROW_LOAD.cycles);
            case MAC, LONG_MAC ->
                set(t.written, at + M7Rule.MAC.cycles, at + 3, at + 2, at + M7Rule.MAC_TO_ACCUMULATOR.cycles);
            case SATURATION -> set(t.written, at + M7Rule.SATURATION.cycles, at + 3, at + 2, at + 1);
            case FLOAT_SUM -> setAll(t.written, at + M7Rule.FLOAT_SUM.cycles);
            case FLOAT_CHAINED -> {
                setAll(t.written, at + M7Rule.FLOAT_CHAINED.cycles);
                late[CLEAR] = at + 1 + M7Rule.CLEAR_OF_FLOAT_MAC.cycles;
            }
            case FLOAT_FUSED -> {
                setAll(t.written, at + M7Rule.FLOAT_FUSED.cycles);
                setAccumulator(t.written, at + M7Rule.FLOAT_FUSED_TO_ACCUMULATOR.cycles);
                late[CLEAR] = at + 1 + M7Rule.CLEAR_OF_FLOAT_MAC.cycles;
            }
            case FLOAT_LOAD, FLOAT_LOAD_MULTIPLE -> {
                setAll(t.written, at + 1);
                setAccumulator(t.written, at + M7Rule.FLOAT_LOAD_TO_ACCUMULATOR.cycles);
            }
            case FLOAT_MOVE -> setAll(t.written, at + 1);
            default -> computed(t, at, early);
        }
    }

    private void loaded(Traits t, long at, int more) {
        long toAddress = at + M7Rule.LOAD_TO_ADDRESS.cycles;
        set(t.written, at + M7Rule.LOAD.cycles + more, toAddress + more, toAddress, at + 1);
    }

    private void computed(Traits t, long at, boolean early) {
        int toAddress = early ? M7Rule.EARLY_RESULT.cycles : M7Rule.LATE_RESULT_TO_ADDRESS.cycles;
        set(t.written, at + 1, at + toAddress, at + 1, at);
    }

    private void setAll(long registers, long at) {
        set(registers, at, at, at, at);
    }

    private void setAccumulator(long registers, long at) {
        for (long left = registers; left != 0; left &= left - 1) {
            accumulator[Long.numberOfTrailingZeros(left)] = at;
        }
    }

    private long[][] places() {
        return new long[][] {late, early, multiplicand, accumulator};
    }

    /** Which registers are not ready at which place, and how long: each as one number, in a fixed order. */
    List<Long> waits(long now) {
        List<Long> waits = new ArrayList<>();
        long[][] places = places();
        for (int place = 0; place < places.length; place++) {
            for (int register = 0; register < REGISTERS; register++) {
                if (places[place][register] > now) {
                    waits.add((places[place][register] - now) << 8 | place * REGISTERS + register);
                }
            }
        }
        return waits;
    }

    /** Makes exactly these registers wait. */
    void wait(List<Long> waits, long now) {
        long[][] places = places();
        for (long[] place : places) {
            Arrays.fill(place, now);
        }
        for (long wait : waits) {
            int which = (int) wait & 0xff;
            places[which / REGISTERS][which % REGISTERS] = now + (wait >>> 8);
        }
    }

    private void set(long registers, long toLate, long toEarly, long toMultiply, long toAccumulate) {
        for (long left = registers; left != 0; left &= left - 1) {
            int register = Long.numberOfTrailingZeros(left);
            late[register] = toLate;
            early[register] = toEarly;
            multiplicand[register] = toMultiply;
            accumulator[register] = toAccumulate;
        }
    }
}
