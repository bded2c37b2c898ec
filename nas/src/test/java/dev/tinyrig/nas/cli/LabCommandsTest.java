package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.run.FakePipeline;
import dev.tinyrig.rig.lab.Ledger;
import dev.tinyrig.rig.lab.Tenure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands for boards, where no board is. */
@Timeout(60)
final class LabCommandsTest {
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    LabCommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void describeTwoBoards() throws IOException {
        Files.writeString(
                folder.resolve("lab.yaml"),
                """
                uhubctl: ./hub
                boards:
                - id: one
                  target: stm32f405
                  console: {path: %s/console}
                  hub: {location: 1-1, port: 3}
                  flash: {method: gdb, server: localhost:3333}
                - {id: two, target: stm32f746, console: {usb: NONE}, flash: {method: st-flash}}
                """
                        .formatted(folder));
    }

    @Test
    void listShowsEveryBoardAndWhoHasIt() {
        try (Ledger ledger = Ledger.open(folder.resolve(".tinyrig-lab"));
                Tenure held = ledger.await("two", "a test", Duration.ZERO)) {
            assertThat(held.token()).isEqualTo(1);

            assertThat(lab("list")).isZero();
        }
        assertThat(out.toString())
                .isEqualTo(
                        """
                        BOARD          TARGET     HEALTH         CONSOLE  LEASE       WEAR  WHY
                        one            stm32f405  unknown        missing  free           0  never checked
                        two            stm32f746  unknown        missing  pid %-6d     0  never checked
                        """
                                .formatted(ProcessHandle.current().pid()));
    }

    @Test
    void leaseEndsWithTheCodeOfItsCommandAndIsGivenBack() {
        assertThat(lab("lease", "one", "--", "sh", "-c", "exit $((TINYRIG_LEASE + 6))"))
                .isEqualTo(7);
        assertThat(lab("lease", "one", "--", "sh", "-c", "[ $TINYRIG_BOARD = one ]"))
                .isZero();
        assertThat(lab("lease", "one", "--", "no-such-program")).isEqualTo(2);
        assertThat(err.toString()).startsWith("tinyrig: no-such-program cannot be started");
    }

    @Test
    void boardThatOthersHaveIsWaitedForAsLongAsThePatienceLasts() {
        try (Ledger ledger = Ledger.open(folder.resolve(".tinyrig-lab"));
                Tenure held = ledger.await("one", "a test", Duration.ZERO)) {
            assertThat(held.token()).isEqualTo(1);

            assertThat(lab("lease", "one", "--patience", "0", "--", "true")).isEqualTo(6);
        }
        assertThat(err.toString())
                .startsWith("tinyrig: one is not free: process %d has it since "
                        .formatted(ProcessHandle.current().pid()))
                .endsWith("for a test; wait longer with --patience\n");
    }

    @Test
    void powerIsSwitchedAtTheBoardsHub() throws IOException {
        script("hub", "echo \"$*\" >>'%s/calls'".formatted(folder));

        assertThat(lab("power", "one", "off")).isZero();
        assertThat(lab("power", "one", "on")).isZero();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .containsExactly("-l 1-1 -p 3 -a off", "-l 1-1 -p 3 -a on");

        assertThat(lab("power", "two", "cycle")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("tinyrig: two has no hub in the lab's file: add its location and port\n");
    }

    @Test
    void flashWritesAndTellsTheErases() throws IOException {
        String gdb = script("gdb", "echo tinyrig-done");
        ByteBuffer image = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0x20001000).putInt(0x08000009);
        String file = Files.write(folder.resolve("image.bin"), image.array()).toString();

        assertThat(lab(Map.of("TINYRIG_GDB", gdb), "flash", "one", file)).isZero();
        assertThat(lab(Map.of("TINYRIG_GDB", gdb), "flash", "one", file)).isZero();

        assertThat(out.toString())
                .isEqualTo(
                        "one: %1$s written and read back; 1 sectors erased%none: %1$s written and read back; 0 sectors erased%n"
                                .formatted(file));
    }

    @Test
    void consoleThatIsNotThereIsToldInOneLine() {
        assertThat(lab("console", "one")).isEqualTo(6);
        assertThat(err.toString())
                .isEqualTo("tinyrig: one: %s/console is not there: plug the board in, or run 'tinyrig lab scan'%n"
                        .formatted(folder));
    }

    @Test
    void mistakesInTheFileAreToldInOneLine() throws IOException {
        Files.writeString(
                folder.resolve("lab.yaml"),
                "boards:\n- {id: one, target: x, console: {usb: A}, flash: {method: jtag}}\n");

        assertThat(lab("list")).isEqualTo(2);
        assertThat(err.toString())
                .contains("lab.yaml: one: target: unknown target 'x'")
                .contains(" | lab.yaml: one: flash: unknown method 'jtag'")
                .hasLineCount(1);
    }

    @Test
    void scanProposesWhatIsPluggedIn() throws IOException {
        Path device = Files.createDirectories(folder.resolve("sys/bus/usb/devices/1-1.2"));
        Files.createDirectories(device.resolve("1-1.2:1.2/tty/ttyACM0"));
        Files.writeString(device.resolve("idVendor"), "0483\n");
        Files.writeString(device.resolve("serial"), "066BFF30\n");

        assertThat(execute(Map.of(), "scan", "--sysfs", folder.resolve("sys").toString()))
                .isZero();
        assertThat(out.toString()).contains("console: {usb: 066BFF30}", "hub: {location: 1-1, port: 2}");

        assertThat(execute(Map.of(), "scan", "--sysfs", folder.toString())).isEqualTo(6);
        assertThat(err.toString()).startsWith("tinyrig: no USB device with a serial port is plugged in");
    }

    @Test
    void labAloneTellsItsCommandsAndWrongNumbersOfBoardsAreRefused() {
        assertThat(execute(Map.of())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("tinyrig: give a command: scan, list, check, lease, power, console, flash or virtual; "
                        + "see 'tinyrig lab --help'\n");
        assertThat(execute(Map.of(), "virtual", "--boards", "0")).isEqualTo(2);
        assertThat(lab("check", "three")).isEqualTo(6);
        assertThat(err.toString()).contains("tinyrig: unknown board 'three'; known are one, two\n");
    }

    /** A command that reads the file; options may stand anywhere before {@code --}. */
    private int lab(String command, String... words) {
        return lab(Map.of(), command, words);
    }

    private int lab(Map<String, String> environment, String command, String... words) {
        List<String> all = new ArrayList<>(
                List.of(command, "--lab", folder.resolve("lab.yaml").toString()));
        all.addAll(List.of(words));
        return execute(environment, all.toArray(String[]::new));
    }

    private int execute(Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of("lab"));
        all.addAll(List.of(words));
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err, true), false, environment);
        return Main.commandLine(terminal, (request, run, capacity, progress) -> new FakePipeline(), Clock.systemUTC())
                .execute(all.toArray(String[]::new));
    }

    private String script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
