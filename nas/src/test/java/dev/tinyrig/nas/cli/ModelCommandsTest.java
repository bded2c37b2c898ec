package dev.tinyrig.nas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.tflite.TfliteWriter;
import dev.tinyrig.nas.run.FakePipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compile} and {@code verify} as a user calls them. */
final class ModelCommandsTest {
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model = Path.of("");

    ModelCommandsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Four inputs, two outputs: the sums of each half. */
    @BeforeEach
    void writeModel() throws IOException {
        Quantization quantization = new Quantization(1f, 0);
        Weights weights = new Weights(new byte[] {1, 1, 0, 0, 0, 0, 1, 1}, new float[] {1f, 1f}, new int[] {0, 0});
        Network network = new Network(
                "halves",
                List.of(
                        new Tensor(0, new Shape(1, 1, 4), quantization),
                        new Tensor(1, new Shape(1, 1, 2), quantization)),
                List.of(new Layer.FullyConnected("dense", 0, 1, weights, ActivationRange.NONE)),
                0);
        model = Files.write(folder.resolve("halves.tflite"), TfliteWriter.write(network));
    }

    @Test
    void compilePrintsTheTableAndLeavesTheFolder() {
        int code = execute("compile", model.toString(), "--target", "stm32f746", "-o", at("built"));

        requireCompiler(code);
        assertThat(code).isZero();
        assertThat(out.toString().lines().findFirst().orElseThrow())
                .startsWith("layer ")
                .endsWith("MACs       cycles instructions  insn/MAC SRAM live     flash");
        assertThat(out.toString())
                .containsPattern("dense +tiled_pointwise_s8|dense +fully_connected_s8")
                .contains("arena of ")
                .contains("inference ")
                .contains("cycles at 216 MHz");
        assertThat(folder.resolve("built/firmware.elf")).isNotEmptyFile();
        assertThat(folder.resolve("built/arena.svg")).isNotEmptyFile();
        assertThat(folder.resolve("built/runtime")).isNotEmptyDirectory();
    }

    @Test
    void verifyCountsAccuracyAndLogsItsProvenance() throws IOException {
        Files.write(folder.resolve("first"), new byte[] {5, 5, 0, 0});
        Files.write(folder.resolve("second"), new byte[] {0, 0, 5, 5});
        Files.writeString(folder.resolve("manifest.csv"), "sample,label\nfirst,0\nsecond,0\n");

        int code = execute(
                "verify",
                model.toString(),
                "--target",
                "stm32f746",
                "--inputs",
                folder.toString(),
                "-o",
                at("built"),
                "--log",
                at("log.jsonl"));

        requireCompiler(code);
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("verified         2 of 2 outputs equal the reference")
                .contains("accuracy         50.00 % (1 of 2)");
        assertThat(Files.readString(folder.resolve("log.jsonl")))
                .hasLineCount(1)
                .contains("\"model\":\"halves.tflite\"", "\"right\":1", "\"labelled\":2", "\"compiler\":\"");
    }

    @Test
    void verifyReplaysWhatItRecorded() throws IOException {
        Path input = Files.write(folder.resolve("one"), new byte[] {5, 5, 0, 0});

        int recorded = verify(input, "--bench", "sim-instructions", "--record", at("recording"));
        String first = out.toString();
        int replayed = verify(input, "--bench", "recording:" + at("recording"));

        requireCompiler(recorded);
        assertThat(recorded).isZero();
        assertThat(replayed).isZero();
        assertThat(first).contains("verified         1 of 1 outputs equal the reference");
        assertThat(out).hasToString(first + first);
    }

    @Test
    void verifyRefusesBenchesAsSearchDoes() throws IOException {
        Path input = Files.write(folder.resolve("one"), new byte[] {5, 5, 0, 0});

        int lab = verify(input, "--bench", "lab:" + at("lab.yaml"));
        int qemu = verify(input, "--bench", "qemo");

        requireCompiler(lab);
        assertThat(lab).isEqualTo(2);
        assertThat(qemu).isEqualTo(2);
        assertThat(err.toString())
                .contains(at("lab.yaml"))
                .contains("unknown kind of bench 'qemo'; known are qemu, renode, sim, sim-instructions");
    }

    private int verify(Path input, String... more) {
        List<String> arguments = new ArrayList<>(List.of("verify", model.toString(), "--target", "stm32f746"));
        arguments.addAll(List.of("--inputs", input.toString(), "-o", at("built")));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    @Test
    void whatAnotherEngineRecordedOtherwiseEndsWithOneLineAndCode11() throws IOException {
        Files.write(folder.resolve("inputs.i8"), new byte[] {1, 2, 3, 4});
        Files.write(folder.resolve("outputs.i8"), new byte[] {3, 8});

        int code = execute(
                "verify", model.toString(), "--target", "stm32f746", "--inputs", folder.toString(), "-o", at("built"));

        requireCompiler(code);
        assertThat(code).isEqualTo(11);
        assertThat(err.toString()).hasLineCount(1).endsWith("#0: the reference gives 0307, recorded is 0308\n");
    }

    @Test
    void damagedModelsEndWithOneLineAndCode11() throws IOException {
        Files.write(model, new byte[] {1, 2, 3});

        assertThat(execute("compile", model.toString(), "--target", "stm32f746"))
                .isEqualTo(11);
        assertThat(err.toString())
                .isEqualTo("tinyrig: %s: no TensorFlow Lite model: the identifier TFL3 is not where it should be%n"
                        .formatted(model));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private void requireCompiler(int code) {
        boolean missing = code == ExitCode.MISSING_TOOL.code();
        if (missing) {
            System.err.println("SKIPPED: " + err);
        }
        assumeTrue(!missing, "SKIPPED: no compiler");
    }

    private int execute(String... args) {
        Terminal terminal =
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, System.getenv());
        return Main.commandLine(terminal, (request, run, capacity, progress) -> new FakePipeline(), Clock.systemUTC())
                .execute(args);
    }
}
