package dev.tinyrig.rig.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.console.TranscriptWire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.MemoryUse;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleRunTest {
    private static final Target TARGET = Targets.load().named("stm32f405");
    private static final String ID = "00112233445566778899aabbccddeeff00112233";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String SOUND_START =
            """
            < m-init-done
            < m-ready
            > rig image%
            < m-rig-image-[00112233445566778899aabbccddeeff00112233]
            < m-ready
            > rig target%
            < m-rig-target-[stm32f405]
            < m-ready
            > rig counter%
            < m-rig-counter-[tim2]
            < m-ready
            """;

    @Test
    void saysEverythingInOneOrder() {
        String transcript = SOUND_START
                + stimulus("07", 10, "aabb")
                + stimulus("08", 11, "ccdd")
                + "> rig memory%\n< m-rig-memory-[136,64,36,1024,188]\n< m-ready\n";
        TranscriptWire wire = new TranscriptWire(transcript);

        Outcome outcome = over(wire, expecting("aabb", "ccdd"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Measured.class, measured -> {
            assertThat(measured.measurement().counts()).containsExactly(10L, 10L, 11L, 11L);
            assertThat(measured.measurement().memory()).isEqualTo(new MemoryUse(136, 64, 36, 1024, 188));
            assertThat(measured.measurement().outputs()).containsExactly(Bytes.ofHex("aabb"), Bytes.ofHex("ccdd"));
        });
        assertThat(wire.left()).isZero();
    }

    @Test
    void saysTheFirstDifferenceAndHowManyStimuliDiffer() {
        String transcript = SOUND_START + stimulus("07", 10, "aabb") + stimulus("08", 11, "7f80");

        assertThat(over(new TranscriptWire(transcript), expecting("aabb", "7f7f")))
                .isEqualTo(new Outcome.Rejected(
                        Outcome.Reason.WRONG_OUTPUT,
                        "1 of 2 stimuli give another output, first stimulus 1: element 1 is -128 instead of 127"));
        assertThat(over(new TranscriptWire(transcript), expecting("aa", "7f7f")))
                .isEqualTo(new Outcome.Rejected(
                        Outcome.Reason.WRONG_OUTPUT,
                        "2 of 2 stimuli give another output, first stimulus 0: 2 elements instead of 1"));
    }

    @Test
    void silentBootIsACrash() {
        assertThat(over(new TranscriptWire("< m-timestamp-mode-performance\n"), expecting("aabb", "ccdd")))
                .isEqualTo(
                        new Outcome.Crashed("'boot': hung, no answer within 5000 ms", "m-timestamp-mode-performance"));
    }

    @Test
    void faultIsToldWithTheConsolesLastLines() {
        String transcript = SOUND_START
                + stimulus("07", 10, "aabb")
                + """
                > rig load 1%
                < m-rig-load-[1]
                >> 08
                < m-load-done
                < m-ready
                > rig run 2 1%
                < e-[fault UsageFault pc=0x08000100 lr=0x08000200 cfsr=0x02000000 bfar=0x0]
                """;

        assertThat(over(new TranscriptWire(transcript), expecting("aabb", "ccdd")))
                .isInstanceOfSatisfying(Outcome.Crashed.class, crashed -> {
                    assertThat(crashed.detail())
                            .isEqualTo("stimulus 1 of 2: 'rig run 2 1': e-[fault UsageFault"
                                    + " pc=0x08000100 lr=0x08000200 cfsr=0x02000000 bfar=0x0]");
                    assertThat(crashed.console()).contains("m-load-done\nm-ready\ne-[fault UsageFault");
                });
    }

    @Test
    void imageWithoutTheRigsCommandsIsTheRigsFault() {
        String transcript = "< m-ready\n> rig image%\n< e-[Unknown command: rig]\n< m-ready\n";

        assertThatThrownBy(() -> over(new TranscriptWire(transcript), expecting("aabb", "ccdd")))
                .isInstanceOf(BenchException.class)
                .hasMessageStartingWith("bench: 'rig image' was refused: e-[Unknown command: rig]");
    }

    @Test
    void counterThatMeansSomethingElseIsTheRigsFault() {
        String transcript = SOUND_START.replace("tim2", "dwt");

        assertThatThrownBy(() -> over(new TranscriptWire(transcript), expecting("aabb", "ccdd")))
                .isInstanceOf(BenchException.class)
                .hasMessage("bench: counter is dwt, not tim2: its counts would mean something else here");
    }

    @Test
    void imageForAnotherChipIsTheRigsFault() {
        String transcript = SOUND_START.replace("stm32f405", "stm32f412");

        assertThatThrownBy(() -> over(new TranscriptWire(transcript), expecting("aabb", "ccdd")))
                .isInstanceOf(BenchException.class)
                .hasMessage("bench: target is stm32f412, not stm32f405: the image was built for another chip");
    }

    @Test
    void whatAGoneDeviceMeansIsTheBenchsAffair() {
        Outcome verdict = new Outcome.Crashed("dead", "");

        Outcome outcome = run(expecting("aabb", "ccdd")).over(new TranscriptWire("< m-init-done\n< EOF\n"), gone -> {
            assertThat(gone).hasMessage("'boot': the device closed the console");
            assertThat(gone.tail()).isEqualTo("m-init-done");
            return verdict;
        });

        assertThat(outcome).isSameAs(verdict);
    }

    @Test
    void firmwareMustFitBothMemories() {
        long flash = TARGET.flash().bytes();

        assertThat(run(firmware(new Footprint(flash - 8, 8, 0, 0, 0))).rejection())
                .isEmpty();
        assertThat(run(firmware(new Footprint(flash - 8, 9, 0, 0, 0))).rejection())
                .contains(new Outcome.Rejected(
                        Outcome.Reason.TOO_BIG,
                        "%d bytes of flash needed, stm32f405 has %d".formatted(flash + 1, flash)));
    }

    private static String stimulus(String input, int count, String output) {
        return """
                > rig load 1%%
                < m-rig-load-[1]
                >> %1$s
                < m-load-done
                < m-ready
                > rig run 2 1%%
                < m-rig-count-[%2$d]
                < m-rig-count-[%2$d]
                < m-rig-output-[%3$s]
                < m-ready
                """
                .formatted(input, count, output);
    }

    private static Workload expecting(String first, String second) {
        Stimulus seven = new Stimulus(Bytes.ofHex("07"), Bytes.ofHex(first));
        Stimulus eight = new Stimulus(Bytes.ofHex("08"), Bytes.ofHex(second));
        return new Workload(List.of(seven, eight), 1, 2, PATIENCE);
    }

    private static Outcome over(TranscriptWire wire, Workload workload) {
        return run(workload).over(wire, gone -> {
            throw new AssertionError("the wire was not cut", gone);
        });
    }

    private static ConsoleRun run(Workload workload) {
        return new ConsoleRun(setting(), firmware(new Footprint(1, 1, 1, 1, 1)), workload);
    }

    private static ConsoleRun run(Firmware firmware) {
        return new ConsoleRun(setting(), firmware, expecting("aabb", "ccdd"));
    }

    private static ConsoleRun.Setting setting() {
        ConsoleRun.Counting counting = new ConsoleRun.Counting("tim2", Counter.INSTRUCTIONS, 1.37);
        return new ConsoleRun.Setting("bench", Fidelity.SIMULATED, TARGET, counting, PATIENCE);
    }

    private static Firmware firmware(Footprint footprint) {
        return new Firmware(Path.of("image.elf"), ID, TARGET.name(), "none", footprint);
    }
}
