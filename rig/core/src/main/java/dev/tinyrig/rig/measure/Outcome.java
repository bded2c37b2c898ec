package dev.tinyrig.rig.measure;

import java.util.Optional;
import java.util.function.Function;

/** What came of a candidate: it was measured, refused for a reason of its own, or it crashed the device. */
public sealed interface Outcome {
    <T> T match(Function<Measured, T> measured, Function<Rejected, T> rejected, Function<Crashed, T> crashed);

    /** Whose fault it is that nothing was measured; empty where all went well. */
    default Optional<ErrorClass> errorClass() {
        return match(
                measured -> Optional.empty(),
                rejected -> Optional.of(ErrorClass.PRODUCT),
                crashed -> Optional.of(ErrorClass.PRODUCT));
    }

    /** The workload ran to its end and every output equalled the reference. */
    record Measured(Measurement measurement) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured, Function<Rejected, T> rejected, Function<Crashed, T> crashed) {
            return measured.apply(this);
        }
    }

    /** The candidate is not acceptable: what was seen, in one line. */
    record Rejected(Reason reason, String detail) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured, Function<Rejected, T> rejected, Function<Crashed, T> crashed) {
            return rejected.apply(this);
        }
    }

    /** The device faulted, locked up or fell silent: what was seen, and its last console lines. */
    record Crashed(String detail, String console) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured, Function<Rejected, T> rejected, Function<Crashed, T> crashed) {
            return crashed.apply(this);
        }
    }

    /** Why a candidate was refused. */
    enum Reason {
        TOO_BIG,
        TOO_SLOW,
        WRONG_OUTPUT
    }
}
