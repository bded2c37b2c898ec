package dev.tinyrig.rig.junit.console;

import static dev.tinyrig.rig.junit.console.Dialog.console;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DialogTest {
    private static final Target TARGET = Targets.load().named("stm32f405");

    private final FakeBench bench = new FakeBench("fake", any -> FakeDevice.computing(input -> input));

    private static Firmware firmware(String target, long arenaBytes) {
        return new Firmware(Path.of("echo.elf"), "1".repeat(40), target, "none", new Footprint(1, 1, 1, arenaBytes, 1));
    }

    @Test
    void conditionLooksAtWhatCameSinceTheLastCommand() throws Throwable {
        try (Session session = bench.open(TARGET);
                Dialog console = console(session, firmware("stm32f405", 1))) {
            console.shows("m-init-done").run();

            console.send("rig image%");

            assertThat(console.answer()).doesNotContain("m-init-done").endsWith("m-ready\n");
            console.showsLine("m-rig-image-\\[1{40}]").run();
            assertThatThrownBy(() -> console.shows("m-init-done").run())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("expected the console to show \"m-init-done\", but its last lines are:\n")
                    .hasMessageContaining("m-init-done\nm-ready\nm-rig-image-[");
        }
    }

    @Test
    void reportedFaultEndsTheWaitAtOnce() {
        FakeBench crashing = new FakeBench(
                "fake", any -> FakeDevice.computing(input -> input).failing(FakeDevice.Fault.CRASH));
        try (Session session = crashing.open(TARGET);
                Dialog console = console(session, firmware("stm32f405", 1))) {
            await().atMost(ofSeconds(5)).untilAsserted(console.shows("m-ready"));
            console.send("rig run 1 0%");

            long start = System.nanoTime();
            assertThatThrownBy(() -> await().atMost(ofSeconds(60)).untilAsserted(console.shows("m-rig-output")))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("the firmware faulted; its last lines are:");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(30));
        }
    }

    @Test
    void firmwareThatDoesNotFitIsRefused() {
        try (Session session = bench.open(TARGET)) {
            assertThatThrownBy(() -> console(session, firmware("stm32f746", 1)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("echo.elf is firmware for stm32f746, but fake was opened for stm32f405");
            assertThatThrownBy(() -> console(session, firmware("stm32f405", 1 << 20)))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("echo.elf does not fit stm32f405: 1048579 bytes of SRAM needed");
        }
    }
}
