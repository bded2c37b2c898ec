package dev.tinyrig.rig.junit;

import static dev.tinyrig.rig.junit.console.Dialog.console;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.bench.recording.RecordedBench;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.bench.recording.RecordingBench;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.junit.console.Dialog;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingBenchTest {
    private static final Bytes INPUT = Bytes.of((byte) 1, (byte) -2);
    private static final Workload WORKLOAD =
            new Workload(List.of(new Stimulus(INPUT, INPUT)), 0, 2, Duration.ofSeconds(5));
    private static final Firmware FIRMWARE = new Firmware(
            Path.of("image.elf"), "1".repeat(40), HarnessImage.TARGET.name(), "none", new Footprint(1, 1, 1, 1, 1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aRunOfRealFirmwareIsReplayedBitForBit(@TempDir Path images) {
        ContractFirmware echo = HarnessImage.echo(images);
        Workload workload = echo.workload(1, 2, Duration.ofSeconds(20));

        Outcome recorded = run(new RecordedBench(new SimBench("sim-0"), folder), echo.firmware(), workload);
        Outcome replayed = run(new RecordingBench("replay", Recording.in(folder)), echo.firmware(), workload);

        assertThat(replayed).isEqualTo(recorded).isInstanceOf(Outcome.Measured.class);
    }

    @Test
    void aBenchFaultIsReplayedTooAndTheLabMeetsItAlike() {
        FakeBench broken = new FakeBench("fake", firmware -> FakeDevice.computing(input -> input), Set.of(1));
        try (Lab lab = new Lab(List.of(new RecordedBench(broken, folder)))) {
            lab.run(FIRMWARE, WORKLOAD, HarnessImage.TARGET);
        }

        try (Lab lab = new Lab(List.of(new RecordingBench("replay", Recording.in(folder))))) {
            assertThat(lab.run(FIRMWARE, WORKLOAD, HarnessImage.TARGET)).isInstanceOf(Outcome.Measured.class);
            assertThat(lab.faults()).singleElement().extracting("detail").isEqualTo("fake: run 1 was told to fail");
        }
    }

    @Test
    void runsThatDifferAreReplayedInTheirOrderAndTheLastOneForEver() {
        long[] count = {100};
        FakeBench bench = new FakeBench(
                "fake", firmware -> FakeDevice.computing(input -> input).withCount(input -> count[0]++));
        RecordedBench recorded = new RecordedBench(bench, folder);
        Outcome first = run(recorded, FIRMWARE, WORKLOAD);
        Outcome second = run(recorded, FIRMWARE, WORKLOAD);
        RecordingBench replay = new RecordingBench("replay", Recording.in(folder));

        assertThat(List.of(
                        run(replay, FIRMWARE, WORKLOAD),
                        run(replay, FIRMWARE, WORKLOAD),
                        run(replay, FIRMWARE, WORKLOAD)))
                .containsExactly(first, second, second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void whatWasNotRecordedIsToldAsSuch() {
        run(new RecordedBench(fake(), folder), FIRMWARE, WORKLOAD);
        Bench replay = new RecordingBench("replay", Recording.in(folder));
        Workload other = new Workload(WORKLOAD.stimuli(), 1, 2, Duration.ofSeconds(5));

        assertThatThrownBy(() -> run(replay, FIRMWARE, other))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("has no run on stm32f405 of firmware 1111111111")
                .hasMessageEndingWith("record it with --record");
    }

    @Test
    void aTornLastLineIsLeftOutAndABrokenOneInTheMiddleIsToldByNumber() throws IOException {
        run(new RecordedBench(fake(), folder), FIRMWARE, WORKLOAD);
        Path file = folder.resolve("fake.jsonl");
        Files.writeString(file, "{\"bench\":\"fa", StandardOpenOption.APPEND);

        assertThat(run(new RecordingBench("replay", Recording.in(folder)), FIRMWARE, WORKLOAD))
                .isNotNull();

        Files.writeString(file, "\n{}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Recording.in(folder)).hasMessageStartingWith("line 2 of the recording " + file);
    }

    @Test
    void aLiveConsoleIsReplayedByteForByte(@TempDir Path images) {
        Firmware firmware = HarnessImage.echo(images).firmware();
        List<String> live = talk(new RecordedBench(new SimBench("sim-0"), folder), firmware, "name%", "rig image%");
        Bench replay = new RecordingBench("replay", Recording.in(folder));

        assertThat(talk(replay, firmware, "name%", "rig image%")).isEqualTo(live);
        assertThat(live.get(1)).contains("m-name-dut-[");
        assertThat(live.get(2)).contains("m-rig-image-[" + firmware.buildId());
    }

    @Test
    void aConsoleThatIsAskedForSomethingElseSaysWhatWasRecorded(@TempDir Path images) {
        Firmware firmware = HarnessImage.echo(images).firmware();
        talk(new RecordedBench(new SimBench("sim-0"), folder), firmware, "name%");
        Bench replay = new RecordingBench("replay", Recording.in(folder));

        assertThatThrownBy(() -> talk(replay, firmware, "nonsense%"))
                .hasMessageContaining("'nonsense%' was sent where the recording has 'name%': record it anew");
        assertThatThrownBy(() -> talk(replay, firmware, "name%", "name%"))
                .hasMessageContaining("'name%' was sent where the recording has 'nothing more'");
    }

    @Test
    void aDeviceThatWentAwayGoesAgain() {
        FakeBench vanishing = new FakeBench(
                "fake", firmware -> FakeDevice.computing(input -> input).failing(FakeDevice.Fault.VANISH));
        String infer = "rig load 2%ABrig run 1%";
        assertThatThrownBy(() -> talk(new RecordedBench(vanishing, folder), FIRMWARE, infer))
                .hasMessageContaining("the device has gone");

        assertThatThrownBy(() -> talk(new RecordingBench("replay", Recording.in(folder)), FIRMWARE, infer))
                .hasMessageContaining("the device has gone");
    }

    @Test
    void aFolderWithoutRecordingIsRefused() {
        assertThatThrownBy(() -> Recording.in(folder))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("holds no recorded run: make some with --record");
        assertThatThrownBy(() -> Recording.in(folder.resolve("none"))).hasMessageContaining("holds no recording");
    }

    /** What the console showed after its boot, and after each command. */
    private static List<String> talk(Bench bench, Firmware firmware, String... commands) {
        try (Session session = bench.open(HarnessImage.TARGET);
                Dialog console = console(session, firmware)) {
            List<String> answers = new ArrayList<>();
            await().untilAsserted(console.shows("m-ready"));
            answers.add(console.answer());
            for (String command : commands) {
                console.send(command);
                await().untilAsserted(console.shows("m-ready"));
                answers.add(console.answer());
            }
            return answers;
        }
    }

    private static FakeBench fake() {
        return new FakeBench("fake", firmware -> FakeDevice.computing(input -> input));
    }

    private static Outcome run(Bench bench, Firmware firmware, Workload workload) {
        try (Session session = bench.open(HarnessImage.TARGET)) {
            return session.run(firmware, workload);
        }
    }
}
