package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.junit.TargetTest;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same test on several targets: {@code @TargetTest} in place of {@code @Test}. */
@OnTarget({"stm32f405", "stm32h743"})
final class Sample03TargetMatrixTest {
    @TargetTest
    void answersInTimeOnEach(Target target, Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        assertThat(firmware.target()).isEqualTo(target.name());
        assertThat(session.run(firmware, EchoFirmware.workload(1)))
                .wasMeasured()
                .latencyBelow(Duration.ofMillis(1));
    }

    @Test
    @OnTarget("stm32l4r5")
    void answersInTwoMillisecondsOnASlowOne(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        assertThat(session.run(firmware, EchoFirmware.workload(1)))
                .wasMeasured()
                .latencyBelow(Duration.ofMillis(2));
    }
}
