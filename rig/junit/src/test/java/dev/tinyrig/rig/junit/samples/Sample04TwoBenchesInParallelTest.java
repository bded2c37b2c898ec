package dev.tinyrig.rig.junit.samples;

import static dev.tinyrig.rig.junit.assertions.RigAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.junit.BuiltBy;
import dev.tinyrig.rig.junit.EchoFirmware;
import dev.tinyrig.rig.junit.OnTarget;
import dev.tinyrig.rig.lab.Lease;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each test of a parallel run has a bench of its own; with more tests than benches they wait for one another. */
@OnTarget("stm32f746")
final class Sample04TwoBenchesInParallelTest {
    private static final Exchanger<String> BENCHES = new Exchanger<>();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void one(Lease lease, @BuiltBy(EchoFirmware.class) Firmware firmware) throws Exception {
        runsWhileTheOtherHasAnother(lease, firmware);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void other(Lease lease, @BuiltBy(EchoFirmware.class) Firmware firmware) throws Exception {
        runsWhileTheOtherHasAnother(lease, firmware);
    }

    /** Each tells the other its bench, and both hold theirs until then. */
    private static void runsWhileTheOtherHasAnother(Lease lease, Firmware firmware) throws Exception {
        String others = BENCHES.exchange(lease.bench(), 60, TimeUnit.SECONDS);

        assertThat(others).startsWith("sim-").isNotEqualTo(lease.bench());
        assertThat(lease.run(firmware, EchoFirmware.workload(1))).wasMeasured();
    }
}
