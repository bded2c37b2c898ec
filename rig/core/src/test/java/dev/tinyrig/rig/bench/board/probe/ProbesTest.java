package dev.tinyrig.rig.bench.board.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.bench.board.ChipId;
import dev.tinyrig.rig.bench.board.Trouble;
import dev.tinyrig.rig.bench.board.power.HubPort;
import dev.tinyrig.rig.bench.board.power.Uhubctl;
import dev.tinyrig.rig.bench.board.probe.Probe.Job;
import dev.tinyrig.rig.firmware.ElfBytes;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the probes ask of programs, and what they make of the answers; no program and no board is needed. */
@Timeout(60)
final class ProbesTest {
    private static final Target TARGET = Targets.load().named("stm32f405");
    private static final long UID = 0x1FFF7A10L;
    private static final ChipId CHIP = new ChipId("250034001751363737323534");
    private static final ChipId OTHER = new ChipId("000000000000000000000000");
    private static final String MEMORY = "0x1fff7a10: 00340025 37365117 34353237";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path elf;

    @SuppressWarnings("NullAway.Init")
    private Path hex;

    @BeforeEach
    void writeImage() throws IOException {
        elf = folder.resolve("image.elf");
        hex = folder.resolve("changes.hex");
        Files.write(elf, ElfBytes.of(0x08000000, 0x20001000, 0x08000009, 0xe7fe, 7));
    }

    @Test
    void openOcdChecksTheChipThenWritesChangesAndVerifiesAll() {
        Script script = Script.of(folder, "openocd", "echo '%s'".formatted(MEMORY));

        openOcd(script).program(new Job(elf, Optional.of(hex), Optional.of(CHIP)));

        String setUp = "-f board/x.cfg -c adapter serial 066B -c init -c reset halt ";
        assertThat(script.calls())
                .containsExactly(
                        setUp + "-c mdw 0x1fff7a10 3 -c reset run -c shutdown",
                        setUp + "-c flash write_image erase {%s} -c shutdown".formatted(hex),
                        setUp + "-c verify_image {%s} -c reset run -c shutdown".formatted(elf));
    }

    @Test
    void openOcdLeavesAnotherChipAsItIs() {
        Script script = Script.of(folder, "openocd", "echo '%s'".formatted(MEMORY));

        assertTrouble(
                Trouble.Part.CHIP,
                "board: chip %s is behind the probe, not %s: nothing was written".formatted(CHIP, OTHER),
                () -> openOcd(script).program(new Job(elf, Optional.of(hex), Optional.of(OTHER))));
        assertThat(script.calls()).hasSize(1);
    }

    @Test
    void eachProbeReadsOneWord() {
        Script openOcd = Script.of(folder, "openocd", "echo '0x40023c14: 0fffaaed'");
        Script gdb = Script.of(folder, "gdb", "echo 'tinyrig-word 0fffaaed'; echo tinyrig-done");
        Script stFlash = Script.of(
                folder,
                "st-flash",
                "for word; do case $word in *.bin) printf '\\355\\252\\377\\017' >$word;; esac; done");

        assertThat(List.of(openOcd(openOcd), gdb(gdb), stFlash(stFlash)))
                .extracting(probe -> probe.word(0x40023c14L))
                .containsOnly(0x0fffaaed);
    }

    @Test
    void openOcdTellsADifferenceFromAFailure() {
        Script differing = Script.of(folder, "differing", "echo 'diff 0 address 0x08000000. Was 0xff'; exit 1");
        Script failing = Script.of(folder, "failing", "echo 'Error: open failed'; exit 1");

        assertTrouble(Trouble.Part.FLASH, "diff 0 address 0x08000000", () -> openOcd(differing)
                .verify(elf));
        assertTrouble(Trouble.Part.PROBE, "could not verify the flash, exit code 1: Error: open failed", () -> openOcd(
                        failing)
                .verify(elf));
    }

    @Test
    void openOcdReadsTheCoreWithoutAReset() {
        Script script = Script.of(
                folder,
                "openocd",
                "echo 'pc (/32): 0x08000123'; echo 'lr (/32): 0xfffffff9'; echo '0xe000ed28: 00008200'");

        assertThat(openOcd(script).core()).contains(new CoreState(0x08000123, 0xfffffff9, 0x8200));
        assertThat(script.calls().get(0))
                .doesNotContain("reset")
                .contains("-c halt")
                .contains("-c resume");
    }

    @Test
    void stFlashReadsBackWhatItWrote() {
        Script script = Script.of(folder, "st-flash", readsBack(elf));

        stFlash(script).program(new Job(elf, Optional.of(hex), Optional.empty()));

        String options = "--connect-under-reset --serial 066B ";
        assertThat(script.calls()).hasSize(3);
        assertThat(script.calls().get(0)).isEqualTo(options + "--format ihex write " + hex);
        assertThat(script.calls().get(1)).startsWith(options + "read ").endsWith(" 0x08000000 16");
        assertThat(script.calls().get(2)).isEqualTo(options + "reset");
    }

    @Test
    void stFlashTellsWhereTheFlashDiffers() {
        Script script =
                Script.of(folder, "st-flash", "for word; do case $word in *.bin) printf '%016d' 0 >$word;; esac; done");

        assertTrouble(Trouble.Part.FLASH, "16 bytes at 0x08000000", () -> stFlash(script)
                .verify(elf));
    }

    @Test
    void stFlashThatWritesNothingIsTheProbesTrouble() {
        Script script = Script.of(folder, "st-flash", "exit 0");

        assertTrouble(Trouble.Part.PROBE, "st-flash read 0 bytes of 12", () -> stFlash(script)
                .chip());
    }

    @Test
    void gdbStopsBeforeItWritesToAnotherChip() {
        Script script = Script.of(folder, "gdb", "echo 'tinyrig-chip 00340025 37365117 34353237'; exit 3");

        assertTrouble(Trouble.Part.CHIP, "chip %s is behind the probe, not %s".formatted(CHIP, OTHER), () -> gdb(script)
                .program(new Job(elf, Optional.of(hex), Optional.of(OTHER))));
    }

    @Test
    void gdbTellsADifferenceFromAServerThatIsNotThere() {
        Script differing = Script.of(
                folder,
                "differing",
                "echo 'Section .text, range 0x8000000 -- 0x8000010: MIS-MATCHED!'; echo tinyrig-done");
        Script alone = Script.of(folder, "alone", "echo 'localhost:3333: Connection timed out.'; exit 1");
        Script cut = Script.of(folder, "cut", "echo 'Remote connection closed'");

        assertTrouble(Trouble.Part.FLASH, "tinyrig-done", () -> gdb(differing).verify(elf));
        assertTrouble(
                Trouble.Part.PROBE,
                "could not reset the chip over the server localhost:3333, exit code 1: localhost:3333: Connection timed out.",
                () -> gdb(alone).reset());
        assertTrouble(Trouble.Part.PROBE, "exit code 0: Remote connection closed", () -> gdb(cut).reset());
    }

    @Test
    void programThatIsNotInstalledIsTheProbesTrouble() {
        GdbProbe probe = new GdbProbe("board", "no-such-gdb", new FlashMethod.Gdb("localhost:3333", "reset run"), UID);

        assertTrouble(Trouble.Part.PROBE, "no-such-gdb is not installed or not on the PATH", probe::reset);
    }

    @Test
    void uhubctlIsAskedForOnePortAndItsRefusalIsTold() throws IOException {
        Script obeying = Script.of(folder, "obeying", "exit 0");
        Script refusing = Script.of(folder, "refusing", "echo 'No compatible devices detected!'; exit 1");

        new Uhubctl(obeying.program()).off(new HubPort("1-1.4", 2));

        assertThat(obeying.calls()).containsExactly("-l 1-1.4 -p 2 -a off");
        assertThatThrownBy(() -> new Uhubctl(refusing.program()).on(new HubPort("1-1.4", 2)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("-l 1-1.4 -p 2 -a on' ended with exit code 1: No compatible devices detected!");
    }

    /** The words of the image lie behind its ELF and program header. */
    private static String readsBack(Path elf) {
        return "for word; do case $word in *.bin) dd if='%s' bs=1 skip=84 count=16 of=$word 2>/dev/null;; esac; done"
                .formatted(elf);
    }

    private static OpenOcdProbe openOcd(Script script) {
        return new OpenOcdProbe(
                "board", script.program(), new FlashMethod.OpenOcd(List.of("board/x.cfg")), Optional.of("066B"), UID);
    }

    private static StFlashProbe stFlash(Script script) {
        return new StFlashProbe("board", script.program(), Optional.of("066B"), TARGET, UID);
    }

    private static GdbProbe gdb(Script script) {
        return new GdbProbe("board", script.program(), new FlashMethod.Gdb("localhost:3333", "reset run"), UID);
    }

    private static void assertTrouble(Trouble.Part part, String message, Runnable work) {
        assertThatThrownBy(work::run)
                .asInstanceOf(InstanceOfAssertFactories.type(Trouble.class))
                .satisfies(trouble -> assertThat(trouble.part()).isEqualTo(part))
                .satisfies(trouble -> assertThat(trouble.getMessage()).contains(message));
    }
}
