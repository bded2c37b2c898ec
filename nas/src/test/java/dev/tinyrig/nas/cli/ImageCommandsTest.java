package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.run.FakePipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageCommandsTest {
    private static final int CODE = 0x200;
    /** LDR R1, =0x40011000; MOVS R0, #'o'; STR R0, [R1, #4]; MOVS R0, #'k'; STR R0, [R1, #4]. */
    private static final int[] SAY_OK = {0x4904, 0x206f, 0x6048, 0x206b, 0x6048};
    /** WFI; B to it. */
    private static final int[] SLEEP = {0xbf30, 0xe7fd, 0xbf00, 0xbf00, 0xbf00, 0x1000, 0x4001};
    /** UDF. */
    private static final int[] FAIL = {0xde00, 0xbf00, 0xbf00, 0xbf00, 0xbf00, 0x1000, 0x4001};

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ImageCommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private String image(int[]... code) throws IOException {
        ByteBuffer image = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
        image.putInt(0x20001000);
        for (int vector = 1; vector < 16; vector++) {
            image.putInt(0x08000001 + (vector == 1 ? CODE : 0x300));
        }
        image.putShort(0x300, (short) 0xe7fe).position(CODE);
        for (int[] part : code) {
            for (int halfword : part) {
                image.putShort((short) halfword);
            }
        }
        return Files.write(folder.resolve("image.bin"), image.array()).toString();
    }

    private int execute(String... args) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err, true), false, Map.of());
        return Main.commandLine(terminal, (request, run, capacity, progress) -> new FakePipeline(), Clock.systemUTC())
                .execute(args);
    }

    @Test
    void aRunShowsTheConsoleAndWhatItTook() throws Exception {
        int code = execute("run", image(SAY_OK, SLEEP), "--target", "stm32f405");

        assertThat(code).isZero();
        assertThat(out.toString().replace("\r", "").replaceAll("cycles           \\d+", "cycles           NN"))
                .isEqualTo(
                        """
                        ok
                        --- the image waits for input
                        cycles           NN
                        instructions     6
                        time             0.000 ms at 168 MHz, simulated
                        main stack       0 bytes deep at most
                        """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aProfileIsPrintedAndItsStacksAreWritten() throws Exception {
        Path stacks = folder.resolve("stacks.folded");

        int code = execute("run", image(SAY_OK, SLEEP), "--target", "stm32f405", "--profile", stacks.toString());

        assertThat(code).isZero();
        assertThat(out.toString()).contains("by function", "0x08000200", "by kind of instruction", "store");
        assertThat(Files.readString(stacks)).matches("0x08000200 \\d+\n");
    }

    @Test
    void aTraceIsWrittenUpToItsLimit() throws Exception {
        Path trace = folder.resolve("trace.txt");

        execute(
                "run",
                image(SAY_OK, SLEEP),
                "--target",
                "stm32f405",
                "--trace",
                trace.toString(),
                "--trace-limit",
                "4");

        assertThat(Files.readAllLines(trace))
                .hasSize(4)
                .element(1)
                .asString()
                .contains("0x08000202  206f       movs r0, #111");
        assertThat(out.toString()).contains("trace            ended at 4 instructions, 2 more are not in it");
    }

    @Test
    void aTraceThatCannotBeWrittenIsOneLine() throws Exception {
        int code =
                execute("run", image(SAY_OK, SLEEP), "--target", "stm32f405", "--trace", folder + "/missing/trace.txt");

        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString())
                .contains("missing/trace.txt cannot be written")
                .hasLineCount(1);
    }

    @Test
    void theAwaitedTextDecidesTheExitCode() throws Exception {
        String image = image(SAY_OK, SLEEP);

        assertThat(execute("run", image, "--target", "stm32f405", "--until", "ok"))
                .isZero();
        assertThat(execute("run", image, "--target", "stm32f405", "--until", "no"))
                .isEqualTo(ExitCode.NOT_SEEN.code());
    }

    @Test
    void aFaultIsExplainedAndHasItsExitCode() throws Exception {
        int code = execute("run", image(SAY_OK, FAIL), "--target", "stm32f405", "--unknown-mmio", "fault");

        assertThat(code).isEqualTo(ExitCode.IMAGE.code());
        assertThat(out.toString()).contains("--- the image faulted", "UNDEFINSTR", "pc  0x0800020a", "  ok");
    }

    @Test
    void anImageThatCannotBeLoadedIsOneLine() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.hex"), ":00000001FE");

        assertThat(execute("run", broken.toString(), "--target", "stm32f405")).isEqualTo(ExitCode.IMAGE.code());
        assertThat(err.toString())
                .isEqualTo(
                        "tinyrig: %s line 1: checksum 0xfe instead of 0xff: make the file again%n".formatted(broken));
    }

    @Test
    void anImageForAnotherArchitectureOrALargerFlashIsOneLine() throws Exception {
        byte[] header = {0x7f, 'E', 'L', 'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0};
        Path other = Files.write(folder.resolve("host.elf"), Arrays.copyOf(header, 64));
        Path large = Files.write(folder.resolve("large.bin"), new byte[(1 << 20) + 1]);

        int forOther = execute("run", other.toString(), "--target", "stm32f405");
        int tooLarge = execute("run", large.toString(), "--target", "stm32f405");

        assertThat(List.of(forOther, tooLarge)).containsOnly(ExitCode.IMAGE.code());
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("for machine 62, not a linked image for ARM"))
                .anyMatch(line -> line.contains("needs 1048577 bytes of flash, stm32f405 has 1048576"));
    }

    @Test
    void anImageThatDoesNotSpeakTheProtocolIsSaidToBeSilent() throws Exception {
        Path input = Files.write(folder.resolve("input.bin"), new byte[16]);

        int code = execute(
                "infer", image(SAY_OK, SLEEP), "--target", "stm32f405", "--input", input.toString(), "--timeout", "1");

        assertThat(code).isEqualTo(ExitCode.IMAGE.code());
        assertThat(err.toString()).startsWith("tinyrig: 'boot'").contains("ok");
    }
}
