package dev.tinyrig.rig.junit.assertions;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** The numbers of one firmware; what fails says what was seen, in its unit, and how near to silicon it is. */
public final class MeasurementAssert extends AbstractAssert<MeasurementAssert, Measurement> {
    private static final double NANOS_PER_MS = 1e6;

    MeasurementAssert(Measurement actual) {
        super(actual, MeasurementAssert.class);
    }

    /** The median latency is less. */
    public MeasurementAssert latencyBelow(Duration limit) {
        isNotNull();
        if (actual.latencyMs() * NANOS_PER_MS >= limit.toNanos()) {
            throw failure(
                    "expected a latency below %s on %s, but it is %s",
                    Shown.ms(limit.toNanos() / NANOS_PER_MS), actual.target(), Shown.latency(actual));
        }
        return this;
    }

    /** Static data, arena and the stack's high-water mark are less together. */
    public MeasurementAssert peakSramBelow(long bytes) {
        isNotNull();
        if (actual.memory().peakSramBytes() >= bytes) {
            throw failure(
                    "expected a peak SRAM below %s on %s, but it is %s: static data %,d, arena %,d, stack %,d bytes, as %s reported",
                    Shown.bytes(bytes),
                    actual.target(),
                    Shown.bytes(actual.memory().peakSramBytes()),
                    actual.memory().staticBytes(),
                    actual.memory().arenaBytes(),
                    actual.memory().stackTouchedBytes(),
                    actual.bench());
        }
        return this;
    }

    /**
     * The measured image fills less of the flash.
     *
     * @param firmware that was measured
     */
    public MeasurementAssert flashBelow(long bytes, Firmware firmware) {
        isNotNull();
        if (!firmware.buildId().equals(actual.firmware())) {
            throw failure(
                    "%s is image %s, but %s was measured: give the firmware that ran",
                    firmware.elf(), firmware.buildId(), actual.firmware());
        }
        if (firmware.footprint().flashBytes() >= bytes) {
            throw failure(
                    "expected %s to fill less than %s of flash, but it fills %s: code and constants %,d, data %,d bytes, as linked",
                    firmware.elf().getFileName(),
                    Shown.bytes(bytes),
                    Shown.bytes(firmware.footprint().flashBytes()),
                    firmware.footprint().textBytes(),
                    firmware.footprint().dataBytes());
        }
        return this;
    }

    /** The numbers are at least as near to silicon as this. */
    public MeasurementAssert hasFidelity(Fidelity least) {
        isNotNull();
        if (actual.fidelity().compareTo(least) < 0) {
            throw failure("expected numbers that are %s, but %s", least, Shown.latency(actual));
        }
        return this;
    }

    /** Neither latency nor memory has changed beyond what chance explains: exactly equal, where an emulator counts. */
    public MeasurementAssert isWithinNoiseOf(BaselineFile baseline) {
        return isWithinNoiseOf(baseline, Tolerance.NONE);
    }

    /**
     * The same, where a change of the median up to the tolerance is let pass. With {@code -Dtinyrig.baselines.rewrite=true}
     * the measurement becomes the baseline.
     */
    public MeasurementAssert isWithinNoiseOf(BaselineFile baseline, Tolerance tolerance) {
        isNotNull();
        if (BaselineFile.isToBeRewritten()) {
            baseline.put(actual);
            return this;
        }
        Baseline expected = baseline.of(actual)
                .orElseThrow(() -> failure(
                        "%s has no baseline \"%s\": write one with -D%s=true and commit it",
                        baseline.file(), BaselineFile.key(actual), BaselineFile.REWRITE));
        complain(
                Noise.beyond(expected, actual, tolerance),
                "%s; if that is meant, write %s again with -D%s=true"
                        .formatted("%s", baseline.file(), BaselineFile.REWRITE));
        return this;
    }

    /** The same for a measurement of this run, of the same target and on the same kind of bench. */
    public MeasurementAssert isWithinNoiseOf(Measurement other, Tolerance tolerance) {
        isNotNull();
        complain(Noise.beyond(Baseline.of(other), actual, tolerance), "%s");
        return this;
    }

    private void complain(Optional<String> excess, String format) {
        excess.ifPresent(text -> {
            throw failure(format, text);
        });
    }
}
