package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import java.util.function.Function;

/**
 * One run of a bench: what was asked, and what came of it.
 *
 * @param target the target that the session was opened for
 * @param question names firmware and workload; equal questions are the same run
 */
record RecordedRun(String bench, Fidelity fidelity, String target, String question, Ending ending) {
    /** How a run ended. */
    sealed interface Ending {
        <T> T match(Function<Returned, T> returned, Function<Failed, T> failed);

        /** With an outcome. */
        record Returned(Outcome outcome) implements Ending {
            @Override
            public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed) {
                return returned.apply(this);
            }
        }

        /** With a fault that is not the firmware's. */
        record Failed(ErrorClass errorClass, String message) implements Ending {
            @Override
            public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed) {
                return failed.apply(this);
            }
        }
    }

    /** The outcome once more, or the same exception. */
    Outcome again() {
        return ending.match(Ending.Returned::outcome, failed -> {
            throw new BenchException(failed.errorClass(), failed.message());
        });
    }
}
