package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static dev.tinyrig.rig.junit.assertions.RigAssertions.kib;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.measure.Measurement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A budget of time and memory, and how it looks when it is exceeded. */
@OnTarget("stm32f746")
final class Sample01LatencyBudgetTest {
    @Test
    void fitsItsBudget(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        assertThat(session.run(firmware, EchoFirmware.workload(3)))
                .wasMeasured()
                .latencyBelow(Duration.ofMillis(1))
                .peakSramBelow(kib(4))
                .flashBelow(kib(16), firmware);
    }

    @Test
    void exceededBudgetSaysWhatWasSeen(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        Measurement seen =
                assertThat(session.run(firmware, EchoFirmware.workload(3))).measurement();

        assertThatThrownBy(() -> assertThat(seen).latencyBelow(Duration.ofNanos(100)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("expected a latency below 0.0001000 ms on stm32f746, "
                        + "but it is 0\\.00\\d+ ms \\([\\d,]+ cycles at 216 MHz, simulated on sim-\\d\\)");
    }
}
