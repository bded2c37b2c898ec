package dev.tinyrig.sim.device;

/** A device that can interrupt the processor. */
public interface Interrupter {
    /** Whether its firmware has enabled any interrupt. */
    boolean mayInterrupt();

    /** Whether its interrupt line is high now. */
    boolean interrupts();

    /** The time on the processor's clock when its line may rise by itself. */
    default long nextExpiry() {
        return Long.MAX_VALUE;
    }
}
