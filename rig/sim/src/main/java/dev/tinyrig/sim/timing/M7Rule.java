package dev.tinyrig.sim.timing;

/** A number in the scoreboard of the Cortex-M7; latencies are to the late ALU unless their name says otherwise. */
public enum M7Rule {
    /** ADD, SUB and MOV without shift in the older slot, computed early: to addresses too. */
    EARLY_RESULT(1, Status.QUOTED, "jnk0le, cortex_m7.md"),
    /** Other results to addresses, early operands and shifters. */
    LATE_RESULT_TO_ADDRESS(2, Status.QUOTED, "jnk0le, cortex_m7.md"),
    LOAD(1, Status.QUOTED, "jnk0le; LLVM ARMScheduleM7.td"),
    /** Also to the operands of multiplications. */
    LOAD_TO_ADDRESS(2, Status.QUOTED, "jnk0le; LLVM ARMScheduleM7.td"),
    /** Bytes and halfwords take this much longer, but not to an accumulator. */
    NARROW_LOAD(1, Status.QUOTED, "jnk0le; LLVM M7SlowLoad"),
    MAC(2, Status.QUOTED, "jnk0le; LLVM WriteMAC32"),
    MAC_TO_ACCUMULATOR(1, Status.QUOTED, "jnk0le; LLVM ReadMAC"),
    SATURATION(2, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_SUM(3, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_FUSED(5, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_FUSED_TO_ACCUMULATOR(3, Status.QUOTED, "jnk0le, cortex_m7.md; 2 in a longer chain, left out"),
    FLOAT_CHAINED(6, Status.QUOTED, "jnk0le, cortex_m7.md"),
    /**
     * VLDM, VSTM and loads and stores of doubles wait this long behind the cycle of a multiply-accumulate; VLDR, VSTR and
     * VMOV need the older slot so long. VADD and VMOV of a constant wait too, which is left out.
     */
    CLEAR_OF_FLOAT_MAC(3, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_LOAD_TO_ACCUMULATOR(3, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_DIVISION(16, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FLOAT_ROOT(14, Status.QUOTED, "jnk0le, cortex_m7.md"),
    DIVISION(7, Status.QUOTED, "LLVM ARMScheduleM7.td; GCC says 4"),
    /** What is stored may come later than the address by this. */
    STORE_DATA_LATE(1, Status.MEASURED, "scoreboard compared with published latencies"),
    /** STM, STRD and PUSH at an address that is no multiple of 8. */
    STORE_BLOCK_UNALIGNED(1, Status.QUOTED, "jnk0le, cortex_m7.md"),
    /** A load at an address that is no multiple of its size. */
    UNALIGNED_OLDER(3, Status.QUOTED, "jnk0le on an H743; rsaxvc.net says 1"),
    UNALIGNED_YOUNGER(4, Status.QUOTED, "jnk0le on an H743; rsaxvc.net says 1"),
    /** The store buffer takes a byte or halfword of each bank in this many cycles. */
    NARROW_STORE_DRAIN(4, Status.QUOTED, "jnk0le, cortex_m7.md"),
    /** How many of them it holds for each bank. */
    NARROW_STORE_DEPTH(4, Status.ASSUMED, "not published"),
    MISPREDICT(8, Status.QUOTED, "jnk0le, cortex_m7.md"),
    MISPREDICT_EARLY_FLAGS(6, Status.QUOTED, "jnk0le, cortex_m7.md: flags set 3 cycles earlier"),
    EARLY_FLAGS(3, Status.QUOTED, "jnk0le, cortex_m7.md"),
    FETCH_BYTES(8, Status.QUOTED, "Arm DDI 0489 1.2"),
    QUEUE_BYTES(40, Status.MEASURED, "scoreboard compared with published latencies; 32 quoted"),
    /** A load or store at a peripheral takes this much longer. */
    PERIPHERAL(4, Status.MEASURED, "scoreboard compared with published latencies"),
    /** Entering or leaving an exception. */
    EXCEPTION(12, Status.RECALLED, "Arm DDI 0489");

    final int cycles;
    private final Status status;
    private final String source;

    M7Rule(int cycles, Status status, String source) {
        this.cycles = cycles;
        this.status = status;
        this.source = source;
    }

    public Status status() {
        return status;
    }

    public String source() {
        return source;
    }

    /** Cycles, or what the name of the rule says instead. */
    public int cycles() {
        return cycles;
    }
}
