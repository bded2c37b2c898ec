package dev.tinyrig.sim.isa;

/** A BKPT was reached; the machine stops on it. */
public final class BreakpointHit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int address;
    private final int immediate;

    BreakpointHit(int address, int immediate) {
        super("bkpt " + immediate, null, false, false);
        this.address = address;
        this.immediate = immediate;
    }

    public int address() {
        return address;
    }

    public int immediate() {
        return immediate;
    }
}
