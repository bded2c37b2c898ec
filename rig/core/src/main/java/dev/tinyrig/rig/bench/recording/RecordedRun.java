package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import java.util.function.Function;

/**
 * One run of a bench, or one live console: what was asked, and what came of it.
 *
 * @param target the target that the session was opened for
 * @param question names firmware and workload; equal questions are the same run
 */
record RecordedRun(String bench, Fidelity fidelity, String target, String question, Ending ending) {
    /** How a run ended. */
    sealed interface Ending {
        <T> T match(Function<Returned, T> returned, Function<Failed, T> failed, Function<Talked, T> talked);

        /** With an outcome. */
        record Returned(Outcome outcome) implements Ending {
            @Override
            public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed, Function<Talked, T> talked) {
                return returned.apply(this);
            }
        }

        /** With a fault that is not the firmware's. */
        record Failed(ErrorClass errorClass, String message) implements Ending {
            @Override
            public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed, Function<Talked, T> talked) {
                return failed.apply(this);
            }

            private BenchException exception() {
                return new BenchException(errorClass, message);
            }
        }

        /** It was a live console, which was closed. */
        record Talked(RecordedTalk talk) implements Ending {
            @Override
            public <T> T match(Function<Returned, T> returned, Function<Failed, T> failed, Function<Talked, T> talked) {
                return talked.apply(this);
            }
        }
    }

    /** The outcome once more, or the same exception. */
    Outcome again() {
        return ending.match(
                Ending.Returned::outcome,
                failed -> {
                    throw failed.exception();
                },
                talked -> {
                    throw another("a live console");
                });
    }

    /** The console once more, or the same exception. */
    Wire consoleAgain() {
        return ending.match(
                returned -> {
                    throw another("a run");
                },
                failed -> {
                    throw failed.exception();
                },
                talked -> new ReplayedWire(talked.talk()));
    }

    private BenchException another(String seen) {
        return BenchException.ofTest("the recording has %s for %s: record it anew".formatted(seen, question));
    }
}
