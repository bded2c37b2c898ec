package dev.tinyrig.sim;

import dev.tinyrig.sim.fault.FaultReport;
import java.util.Optional;

/** Why a {@link Machine} stopped running. */
public sealed interface Stop {
    /** What would help the program on. */
    enum Remedy {
        RUN,
        FEED,
        NONE
    }

    Remedy remedy();

    /** As many instructions were executed as were allowed. */
    record Limit() implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.RUN;
        }
    }

    /** A BKPT is at the program counter; semihosting calls are {@code immediate} 0xAB. */
    record Breakpoint(int address, int immediate) implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.NONE;
        }
    }

    /** The program keeps asking its console for input and there is none. */
    record AwaitingInput() implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.FEED;
        }
    }

    /** The program sleeps and nothing is left that could wake it. */
    record Asleep() implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.NONE;
        }
    }

    /** The program asked for a reset; the machine was reset and is ready to run. */
    record ResetRequested() implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.RUN;
        }
    }

    /** A fault happened while no fault handler could run. */
    record LockedUp(String why, Optional<FaultReport> cause) implements Stop {
        @Override
        public Remedy remedy() {
            return Remedy.NONE;
        }
    }
}
