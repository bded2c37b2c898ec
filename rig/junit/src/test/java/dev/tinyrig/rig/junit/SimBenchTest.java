package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimBenchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Measurement measurement(Bench bench, Target target, ContractFirmware firmware) {
        try (Session session = bench.open(target)) {
            Outcome outcome = session.run(firmware.firmware(), firmware.workload(1, 2, PATIENCE));
            assertThat(outcome).isInstanceOf(Outcome.Measured.class);
            return ((Outcome.Measured) outcome).measurement();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm32f405", "stm32f412", "stm32f746", "stm32f765", "stm32h743", "stm32h7a3", "stm32l4r5"})
    void everyTargetStartsAndAnswersAsTheReference(String name, @TempDir Path folder) {
        Target target = Targets.load().named(name);
        ContractFirmware echo = HarnessImage.echo(folder, target);

        Measurement seen = measurement(new SimBench("sim"), target, echo);

        assertThat(seen.target()).isEqualTo(name);
        assertThat(seen.counter()).isEqualTo(Counter.CYCLES);
        assertThat(seen.cyclesPerCount()).isEqualTo(1);
        assertThat(seen.counts()).allMatch(count -> count > 0);
        assertThat(seen.memory().stackTouchedBytes()).isPositive();
    }

    @Test
    void sameImageTakesTheSameCyclesAgain(@TempDir Path folder) {
        Target target = Targets.load().named("stm32f746");
        ContractFirmware echo = HarnessImage.echo(folder, target);

        List<Long> first = measurement(new SimBench("sim"), target, echo).counts();

        assertThat(measurement(new SimBench("sim"), target, echo).counts()).isEqualTo(first);
    }

    @Test
    void aBusyHostDoesNotUseUpTheDevicesTime(@TempDir Path folder) throws IOException {
        Target target = Targets.load().named("stm32f746");
        ContractFirmware echo = HarnessImage.echo(folder, target);
        try (Session session = new SimBench("sim").open(target);
                Wire wire = session.console(echo.firmware())) {
            Deadline deadline = wire.within(Duration.ofNanos(1));

            Duration leftBefore = deadline.left();
            Duration leftAfterAWhile = deadline.left();
            wire.receive(Duration.ofMillis(5));

            assertThat(leftAfterAWhile).isEqualTo(leftBefore);
            assertThat(deadline.passed()).isTrue();
        }
    }

    @Test
    void countsAndTouchesExactlyWhatQemuDoes(@TempDir Path folder) {
        QemuInstalled.assume();
        ContractFirmware echo = HarnessImage.echo(folder);

        Measurement here = measurement(SimBench.countingInstructions("sim"), HarnessImage.TARGET, echo);
        Measurement there = measurement(new QemuBench("qemu"), HarnessImage.TARGET, echo);

        assertThat(here.counts()).isEqualTo(there.counts());
        assertThat(here.outputs()).isEqualTo(there.outputs());
        assertThat(here.memory()).isEqualTo(there.memory());
    }
}
