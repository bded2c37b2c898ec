package dev.tinyrig.sim.fault;

/** Ends the instruction that caused it; the processor turns it into an exception of the simulated program. */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FaultCause cause;
    private final int address;

    /**
     * What was done wrong and where.
     *
     * @param address the data address for a bus fault, else the address of the instruction
     * @param detail what was seen, without the address
     */
    public Fault(FaultCause cause, int address, String detail) {
        super(detail, null, false, false);
        this.cause = cause;
        this.address = address;
    }

    public FaultCause reason() {
        return cause;
    }

    public int address() {
        return address;
    }
}
