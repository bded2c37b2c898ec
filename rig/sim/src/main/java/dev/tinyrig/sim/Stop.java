package dev.tinyrig.sim;

import dev.tinyrig.sim.fault.FaultReport;
import java.util.Optional;

/** Why a {@link Machine} stopped running. */
public sealed interface Stop {
    /** As many instructions were executed as were allowed. */
    record Limit() implements Stop {}

    /** A BKPT is at the program counter; semihosting calls are {@code immediate} 0xAB. */
    record Breakpoint(int address, int immediate) implements Stop {}

    /** The program keeps asking its console for input and there is none. */
    record AwaitingInput() implements Stop {}

    /** The program sleeps and nothing is left that could wake it. */
    record Asleep() implements Stop {}

    /** The program asked for a reset; the machine was reset and is ready to run. */
    record ResetRequested() implements Stop {}

    /** A fault happened while no fault handler could run. */
    record LockedUp(String why, Optional<FaultReport> cause) implements Stop {}
}
