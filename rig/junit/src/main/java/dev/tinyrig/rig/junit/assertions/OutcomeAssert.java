package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** What came of a firmware. */
public final class OutcomeAssert extends AbstractAssert<OutcomeAssert, Outcome> {
    OutcomeAssert(Outcome actual) {
        super(actual, OutcomeAssert.class);
    }

    /** It ran to the end and answered as the reference; go on with its numbers. */
    public MeasurementAssert wasMeasured() {
        return new MeasurementAssert(measurement());
    }

    /** The measurement, where there must be one. */
    public Measurement measurement() {
        isNotNull();
        Optional<Measurement> measurement = actual.match(
                measured -> Optional.of(measured.measurement()),
                rejected -> Optional.empty(),
                crashed -> Optional.empty(),
                unjudged -> Optional.empty());
        return measurement.orElseThrow(() -> failure("expected a measurement, but the firmware %s", said()));
    }

    /** It was refused for this reason. */
    public OutcomeAssert wasRejectedAs(Outcome.Reason reason) {
        isNotNull();
        boolean expected = actual.match(
                measured -> false, rejected -> rejected.reason() == reason, crashed -> false, unjudged -> false);
        if (!expected) {
            throw failure("expected a rejection as %s, but the firmware %s", reason, said());
        }
        return this;
    }

    /** It faulted or fell silent, and said this. */
    public OutcomeAssert crashedWith(String text) {
        isNotNull();
        boolean expected = actual.match(
                measured -> false,
                rejected -> false,
                crashed -> (crashed.detail() + crashed.console()).contains(text),
                unjudged -> false);
        if (!expected) {
            throw failure("expected a crash with \"%s\", but the firmware %s", text, said());
        }
        return this;
    }

    private String said() {
        return actual.match(
                measured -> "was measured: " + Shown.latency(measured.measurement()),
                rejected -> "was rejected as %s: %s".formatted(rejected.reason(), rejected.detail()),
                crashed -> "crashed: %s; last console lines:%n%s".formatted(crashed.detail(), crashed.console()),
                unjudged -> "stayed unjudged: " + unjudged.detail());
    }
}
