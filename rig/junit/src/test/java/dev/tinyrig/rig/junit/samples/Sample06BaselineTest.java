package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static dev.tinyrig.rig.junit.assertions.RigAssertions.baseline;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.junit.TargetTest;
import dev.tinyrig.rig.junit.assertions.Tolerance;

/**
 * Regression against a committed baseline. In the simulator the counts must be the same; with {@code
 * -Dtinyrig.bench=lab:lab.yaml} the boards' samples are compared with the boards' own baseline by a test of ranks. {@code
 * -Dtinyrig.baselines.rewrite=true} writes whichever was measured.
 */
@OnTarget({"stm32f405", "stm32f746"})
final class Sample06BaselineTest {
    @TargetTest
    void isAsFastAsBefore(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        assertThat(session.run(firmware, EchoFirmware.workload(2)))
                .wasMeasured()
                .isWithinNoiseOf(baseline("src/test/baselines/echo.json"), Tolerance.percent(1));
    }
}
