package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import java.nio.file.Path;

/** Entry points, to be imported statically beside those of AssertJ. */
public final class RigAssertions {
    private static final long BYTES_PER_KIB = 1024;

    private RigAssertions() {}

    public static OutcomeAssert assertThat(Outcome actual) {
        return new OutcomeAssert(actual);
    }

    public static MeasurementAssert assertThat(Measurement actual) {
        return new MeasurementAssert(actual);
    }

    /** So many KiB in bytes. */
    public static long kib(long count) {
        return Math.multiplyExact(count, BYTES_PER_KIB);
    }

    /** The committed file of earlier measurements, such as {@code src/test/baselines/keyword.json}. */
    public static BaselineFile baseline(String file) {
        return new BaselineFile(Path.of(file));
    }
}
