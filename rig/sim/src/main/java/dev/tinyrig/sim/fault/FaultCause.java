package dev.tinyrig.sim.fault;

/** One named reason to fault: its bit in CFSR or HFSR and the exception that it raises (DDI 0403E B3.2.15, B3.2.16). */
public enum FaultCause {
    IACCVIOL(FaultCause.MEM_MANAGE, 1, "instruction fetch from a region that cannot be executed"),
    IBUSERR(FaultCause.BUS_FAULT, 1 << 8, "instruction fetch from an address where nothing is mapped"),
    PRECISERR(FaultCause.BUS_FAULT, 1 << 9, "data access that nothing answers"),
    UNSTKERR(FaultCause.BUS_FAULT, 1 << 11, "exception return could not read its frame"),
    STKERR(FaultCause.BUS_FAULT, 1 << 12, "exception entry could not write its frame"),
    LSPERR(FaultCause.BUS_FAULT, 1 << 13, "lazy floating-point save could not write its frame"),
    UNDEFINSTR(FaultCause.USAGE_FAULT, 1 << 16, "undefined instruction"),
    INVSTATE(FaultCause.USAGE_FAULT, 1 << 17, "branch to an address without the Thumb bit"),
    INVPC(FaultCause.USAGE_FAULT, 1 << 18, "invalid exception return"),
    NOCP(FaultCause.USAGE_FAULT, 1 << 19, "coprocessor disabled or absent"),
    UNALIGNED(FaultCause.USAGE_FAULT, 1 << 24, "unaligned access that the instruction or the device forbids"),
    DIVBYZERO(FaultCause.USAGE_FAULT, 1 << 25, "division by zero while CCR.DIV_0_TRP is set"),
    VECTTBL(FaultCause.HARD_FAULT, 1 << 1, "vector table could not be read");

    private static final int HARD_FAULT = 3;
    private static final int MEM_MANAGE = 4;
    private static final int BUS_FAULT = 5;
    private static final int USAGE_FAULT = 6;

    private final int exception;
    private final int statusBit;
    private final String meaning;

    FaultCause(int exception, int statusBit, String meaning) {
        this.exception = exception;
        this.statusBit = statusBit;
        this.meaning = meaning;
    }

    /** The exception number that this cause raises when its handler is enabled. */
    public int exception() {
        return exception;
    }

    /** The bit in CFSR, or in HFSR for a cause that is always a HardFault. */
    public int statusBit() {
        return statusBit;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the address of the access is kept in BFAR. */
    public boolean hasAddress() {
        return this == PRECISERR;
    }
}
