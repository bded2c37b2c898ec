package dev.tinyrig.sim.timing;

/** A rule of the Cortex-M4 that costs cycles besides the one of each instruction. */
public enum M4Rule {
    /** B, BL, BX, BLX, MOV PC, LDR PC, POP PC and table branches refill the pipeline: 1 to 3 quoted, 2 fits best. */
    REFILL(2, Status.MEASURED, "Arm 100166 3.3.1"),
    /** A single load that does not follow a single load, or whose address is what that one loads. */
    LOAD_ALONE(1, Status.QUOTED, "TI SWCU185G, load/store timings"),
    /** A store with its offset in a register, unless it follows a single load. */
    STORE_REGISTER_OFFSET(1, Status.QUOTED, "Arm DDI 0337I 3-9, GCC cortex-m4.md"),
    /** LDRD, STRD, LDM, STM, PUSH, POP, VLDM and VSTM: for each register. */
    BLOCK_WORD(1, Status.QUOTED, "GCC cortex-m4.md; VLDM and VSTM recalled"),
    /** An address that the instruction before computed. */
    ADDRESS_DEPENDENCY(1, Status.QUOTED, "TI SWCU185G"),
    /** A word at an address that is even but no multiple of 4, or a halfword at an odd one. */
    UNALIGNED_HALVES(1, Status.QUOTED, "rsaxvc.net, 2018-11-24"),
    /** A word at an odd address. */
    UNALIGNED_BYTES(2, Status.QUOTED, "rsaxvc.net, 2018-11-24"),
    /**
     * The third in a row of 32-bit instructions at addresses that are no multiple of 4, after one of several cycles; one that
     * pays a penalty is one of several cycles too.
     */
    UNALIGNED_GROUP(1, Status.MEASURED, "compendium.i-0.nl, instruction alignment; eprint 2025/523"),
    /** A branch to a 32-bit instruction at an address that is no multiple of 4. */
    UNALIGNED_TARGET(1, Status.MEASURED, "compendium.i-0.nl, instruction alignment"),
    /** SDIV and UDIV: 2 to 12 in all, by leading zeros in a way that is not published; 7 in all. */
    DIVISION(6, Status.QUOTED, "TI SWCU192"),
    /** VMLA, VFMA and their kin. */
    FLOAT_MAC(2, Status.QUOTED, "LLVM ARMScheduleM4.td"),
    /** VDIV and VSQRT; what may complete meanwhile is left out. */
    FLOAT_DIVISION(13, Status.QUOTED, "LLVM ARMScheduleM4.td"),
    /** VLDR and VSTR: for each word. */
    FLOAT_WORD(1, Status.QUOTED, "LLVM ARMScheduleM4.td; doubles recalled"),
    /** IT behind a 16-bit instruction is folded into it. */
    FOLDED_IT(-1, Status.RECALLED, "Arm 100166 3.3.1"),
    /** Entering or leaving an exception, in all. */
    EXCEPTION(12, Status.RECALLED, "Arm 100166 3.9");

    final int cycles;
    private final Status status;
    private final String source;

    M4Rule(int cycles, Status status, String source) {
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

    /** Cycles each time it applies. */
    public int cycles() {
        return cycles;
    }
}
