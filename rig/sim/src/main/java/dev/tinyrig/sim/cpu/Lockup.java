package dev.tinyrig.sim.cpu;

/** The processor stopped for good: a fault while no fault handler could run. */
public final class Lockup extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lockup(String why) {
        super(why, null, false, false);
    }
}
