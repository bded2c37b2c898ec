package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.junit.Recorded;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a bench does is written down, and then replayed bit for bit where the bench is not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Sample05RecordAndReplayTest {
    private static final String FOLDER = "target/recordings/sample05";
    private static final Workload WORKLOAD = EchoFirmware.workload(2);
    private static final List<Measurement> SEEN = new ArrayList<>();

    @Test
    @Order(1)
    @OnTarget("stm32f746")
    @Recorded(FOLDER)
    void records(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        SEEN.add(assertThat(session.run(firmware, WORKLOAD)).measurement());
    }

    @Test
    @Order(2)
    @OnTarget(value = "stm32f746", bench = "recording:" + FOLDER)
    void replays(Session session, @BuiltBy(EchoFirmware.class) Firmware firmware) {
        Measurement again = assertThat(session.run(firmware, WORKLOAD)).measurement();

        assertThat(SEEN).containsExactly(again); // down to the nanosecond at which the first run began
    }
}
