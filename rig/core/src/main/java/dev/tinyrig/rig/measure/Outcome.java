package dev.tinyrig.rig.measure;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a candidate: it was measured, refused for a reason of its own, or it crashed the device; or sound benches failed
 * with it or disagree, so that nobody knows.
 */
public sealed interface Outcome {
    <T> T match(
            Function<Measured, T> measured,
            Function<Rejected, T> rejected,
            Function<Crashed, T> crashed,
            Function<Unjudged, T> unjudged);

    /** The outcome of a single bench, which throws where it does not know; only a lab leaves a candidate unjudged. */
    default <T> T match(Function<Measured, T> measured, Function<Rejected, T> rejected, Function<Crashed, T> crashed) {
        return match(measured, rejected, crashed, unjudged -> {
            throw new IllegalStateException("no single bench says: " + unjudged);
        });
    }

    /** Whose fault it is that nothing was measured; empty where all went well. */
    default Optional<ErrorClass> errorClass() {
        return match(
                measured -> Optional.empty(),
                rejected -> Optional.of(ErrorClass.PRODUCT),
                crashed -> Optional.of(ErrorClass.PRODUCT),
                unjudged -> Optional.of(ErrorClass.INFRASTRUCTURE));
    }

    /** The workload ran to its end and every output equalled the reference. */
    record Measured(Measurement measurement) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured,
                Function<Rejected, T> rejected,
                Function<Crashed, T> crashed,
                Function<Unjudged, T> unjudged) {
            return measured.apply(this);
        }
    }

    /** The candidate is not acceptable: what was seen, in one line. */
    record Rejected(Reason reason, String detail) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured,
                Function<Rejected, T> rejected,
                Function<Crashed, T> crashed,
                Function<Unjudged, T> unjudged) {
            return rejected.apply(this);
        }
    }

    /** The device faulted, locked up or fell silent: what was seen, and its last console lines. */
    record Crashed(String detail, String console) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured,
                Function<Rejected, T> rejected,
                Function<Crashed, T> crashed,
                Function<Unjudged, T> unjudged) {
            return crashed.apply(this);
        }
    }

    /** Several benches failed with it that are sound without it, or disagree on it: neither measured nor to be blamed; each attempt. */
    record Unjudged(String detail) implements Outcome {
        @Override
        public <T> T match(
                Function<Measured, T> measured,
                Function<Rejected, T> rejected,
                Function<Crashed, T> crashed,
                Function<Unjudged, T> unjudged) {
            return unjudged.apply(this);
        }
    }

    /** Why a candidate was refused. */
    enum Reason {
        TOO_BIG,
        TOO_SLOW,
        WRONG_OUTPUT
    }
}
