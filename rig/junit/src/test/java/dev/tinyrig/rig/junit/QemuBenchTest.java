package dev.tinyrig.rig.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class QemuBenchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path images;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void needsQemu() {
        QemuInstalled.assume();
    }

    @Test
    void countsInstructionsOfASimulation() {
        Measurement seen = assertInstanceOf(Outcome.Measured.class, run(HarnessImage.echo(images)))
                .measurement();

        assertThat(seen.fidelity()).isEqualTo(Fidelity.SIMULATED);
        assertThat(seen.counter()).isEqualTo(Counter.INSTRUCTIONS);
        assertThat(seen.cyclesPerCount()).isEqualTo(HarnessImage.TARGET.cyclesPerInstruction());
        assertThat(seen.memory().staticBytes())
                .isEqualTo(HarnessImage.build(images).footprint().staticBytes());
        assertThat(seen.memory().stackReservedBytes())
                .isEqualTo(HarnessImage.build(images).footprint().stackBytes());
    }

    @Test
    void lockUpIsACrashWithWhatQemuSaid() {
        Outcome.Crashed crashed = crashed(Trigger.LOCK_UP);

        assertThat(crashed.detail())
                .startsWith("stimulus 0 of 2: 'rig run 1 0': the device closed the console;"
                        + " QEMU ended with exit code 134: qemu: fatal: Lockup:")
                .doesNotContain("\n");
        assertThat(crashed.console()).contains("m-load-done", "R12=", "FPSCR");
    }

    @Test
    void floodEndsWithThePatience() {
        ContractFirmware flood = HarnessImage.faulty(images, Trigger.FLOOD);

        Outcome.Crashed crashed = assertInstanceOf(
                Outcome.Crashed.class, run(flood, new Workload(flood.stimuli(), 0, 1, Duration.ofSeconds(2))));

        assertThat(crashed.detail()).contains("'rig run 1 0': hung, no answer within 2000 ms");
    }

    @Test
    void resetInTheMiddleOfARunIsACrash() {
        assertThat(crashed(Trigger.RESET).detail())
                .startsWith("stimulus 0 of 2: 'rig run 1 0' was answered with 0 values instead of 1");
    }

    @Test
    void textThatNobodyAskedForIsOverlooked() {
        assertInstanceOf(Outcome.Measured.class, run(HarnessImage.faulty(images, Trigger.BABBLE)));
    }

    @Test
    void missingImageIsTheRigsFault() {
        Firmware lost = at(folder.resolve("lost.elf"));

        assertThatThrownBy(() ->
                        run(new ContractFirmware(lost, HarnessImage.echo(images).stimuli())))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("Could not load")
                .hasMessageContaining("lost.elf");
    }

    @Test
    void runsAnImageWhosePathHasSpacesAndCommas() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a b,c=d")).resolve("e,,f g.elf");
        Files.copy(HarnessImage.build(images).elf(), odd);

        assertInstanceOf(
                Outcome.Measured.class,
                run(new ContractFirmware(at(odd), HarnessImage.echo(images).stimuli())));
    }

    @Test
    void killedQemuIsTheRigsFault() throws Exception {
        ContractFirmware hanging = HarnessImage.faulty(images, Trigger.HANG);
        CompletableFuture<Void> killer = CompletableFuture.runAsync(QemuBenchTest::killQemu);

        assertThatThrownBy(() -> run(hanging, new Workload(hanging.stimuli(), 0, 1, Duration.ofSeconds(60))))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("QEMU ended with exit code 137");
        killer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void interruptEndsTheRun() {
        ContractFirmware hanging = HarnessImage.faulty(images, Trigger.HANG);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(hanging, hanging.workload(0, 1, Duration.ofDays(1))))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void qemuThatDoesNotStartIsTheRigsFault() throws IOException {
        Path broken = Files.writeString(folder.resolve("qemu"), "#!/bin/sh\necho no such machine >&2\nexit 1\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        QemuBench bench = new QemuBench("q", Map.of("TINYRIG_QEMU", broken.toString()));

        try (Session session = bench.open(HarnessImage.TARGET)) {
            ContractFirmware echo = HarnessImage.echo(images);
            assertThatThrownBy(() -> session.run(echo.firmware(), echo.workload(0, 1, PATIENCE)))
                    .isInstanceOf(BenchException.class)
                    .hasMessage(
                            "q: %s did not start: nothing connected to the console socket; QEMU ended with exit code 1: no such machine"
                                    .formatted(broken));
        }
    }

    @Test
    void saysHowToInstallQemu() {
        QemuBench bench = new QemuBench("q", Map.of("PATH", folder.toString()));

        assertThatThrownBy(() -> bench.open(HarnessImage.TARGET))
                .isInstanceOf(BenchException.class)
                .hasMessage("qemu-system-arm is not on the PATH: run 'apt-get install qemu-system-arm'"
                        + ", or let TINYRIG_QEMU name it");
    }

    @Test
    void saysWhichVariableNamesNoProgram() {
        QemuBench bench = new QemuBench("q", Map.of("TINYRIG_QEMU", folder.toString()));

        assertThatThrownBy(() -> bench.open(HarnessImage.TARGET))
                .isInstanceOf(BenchException.class)
                .hasMessage(
                        "TINYRIG_QEMU names %s, which is no executable file: let it name qemu-system-arm or unset it"
                                .formatted(folder));
    }

    @Test
    void refusesATargetThatQemuDoesNotHave() {
        assertThatThrownBy(() -> new QemuBench("q").open(Targets.load().named("stm32h743")))
                .isInstanceOf(BenchException.class)
                .hasMessage("q runs stm32f405, not stm32h743: choose another bench or target");
    }

    private static Outcome.Crashed crashed(Trigger trigger) {
        return assertInstanceOf(Outcome.Crashed.class, run(HarnessImage.faulty(images, trigger)));
    }

    private static Outcome run(ContractFirmware firmware) {
        return run(firmware, firmware.workload(0, 1, PATIENCE));
    }

    private static Outcome run(ContractFirmware firmware, Workload workload) {
        try (Session session = new QemuBench("qemu-0").open(HarnessImage.TARGET)) {
            return session.run(firmware.firmware(), workload);
        }
    }

    private static Firmware at(Path elf) {
        Firmware echo = HarnessImage.build(images);
        return new Firmware(elf, echo.buildId(), echo.target(), echo.compiler(), echo.footprint());
    }

    /** The one QEMU below this JVM, within 20 s. */
    private static void killQemu() {
        for (int i = 0; i < 2000; i++) {
            long killed = ProcessHandle.current()
                    .descendants()
                    .filter(child -> child.info().command().orElse("").endsWith("qemu-system-arm"))
                    .filter(ProcessHandle::destroyForcibly)
                    .count();
            if (killed > 0) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("no QEMU was started");
    }
}
