package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.tflite.TfliteWriter;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.speech.SpeechFeatures;
import dev.tinyrig.nas.report.Interval;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.WeightBytes;
import dev.tinyrig.nas.search.Winner.Buffer;
import dev.tinyrig.nas.search.Winner.LayerRow;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the user gets of a winner: generated C, linked firmware, and the int8 network they come from. */
record WinnerFolder(Path folder) {
    private static final String NETWORK = "network.json";
    private static final String MODEL = "network.tflite";
    private static final String FIRMWARE = "firmware.elf";

    private static final String README_FILE = "README.md";

    private static final String README =
            """
            # %s for %s

            Written by TinyRig, architecture `%s`.

            - `net.c`, `weights.s`, `weights.bin`: the network as C and data. `net_run()` is one inference; it reads
              the bytes at `net_input()` and leaves %d int8 scores at `net_output()`.
            - Its input: %s.
            - `runtime/`: the kernels that `net.c` calls, and the harness: start-up, console, cycle counter.
            - `firmware.elf`: the image that was tested: the network, the harness and the kernels. It speaks the
              MLPerf Tiny console protocol on the target's UART.
            - `network.tflite`: the int8 network for other tools.
            - `network.json`: the same network for TinyRig; `tinyrig validate` tests the image against it again.

            Build it again in this folder:

                %s

            How it was found is in `../report.html` and `../log.jsonl`.
            """;

    private static final String TESTED = "\n## As tested\n";

    /** What the README says of a winner. */
    record About(String task, Target target, Architecture architecture) {}

    void write(Network network, About about, Toolchain toolchain) {
        NetworkFile.write(network, folder.resolve(NETWORK));
        writeModel(network);
        String command = toolchain.writeRuntime(about.target(), folder.resolve("runtime"));
        try {
            Files.writeString(
                    folder.resolve(README_FILE),
                    README.formatted(
                            about.task(),
                            about.target().description(),
                            about.architecture().key(),
                            network.outputTensor().shape().size(),
                            input(network),
                            command));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the README of the winner", e);
        }
    }

    private static String input(Network network) {
        Quantization quantization = network.inputTensor().quantization();
        Input input = new Input(network.inputTensor().shape(), quantization);
        String features = input.shape().channels() == 1
                ? SpeechFeatures.of(input).description(input)
                : "%s bytes of RGB pixels, row by row".formatted(input.shape());
        return "%s; an int8 q stands for %s x (q - %d)"
                .formatted(features, quantization.scale(), quantization.zeroPoint());
    }

    /** Adds to the README what came of the test, in place of an earlier test's. */
    void tested(Validation validation, String bench) {
        Path readme = folder.resolve(README_FILE);
        try {
            String text = Files.readString(readme);
            int end = text.contains(TESTED) ? text.indexOf(TESTED) : text.length();
            Files.writeString(readme, text.substring(0, end) + TESTED + result(validation, bench));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the README of the winner", e);
        }
    }

    private static String result(Validation validation, String bench) {
        return String.format(
                Locale.ROOT,
                """

            Every example of the test list went through `firmware.elf` on the bench `%s`:

            | | |
            |---|---|
            | accuracy | %s |
            | outputs that differ from the Java reference of `network.json` | %d of %d |
            | latency of one inference, median | %.2f ms, %s (%,d %s) |
            | peak SRAM: static data, arena, and stack as the device read it back | %.1f KB |
            | flash: code and weights | %.1f KB |
            | build id, which the image answers with | `%s` |

            `tinyrig validate` on the folder above does it again.
            """,
                bench,
                Interval.of(validation.correct(), validation.clips()),
                validation.mismatches(),
                validation.clips(),
                validation.latencyMs(),
                validation.fidelity().name().toLowerCase(Locale.ROOT),
                validation.counts().median(),
                validation.counter().name().toLowerCase(Locale.ROOT),
                validation.cost().sramKb(),
                validation.cost().flashKb(),
                validation.firmware());
    }

    private void writeModel(Network network) {
        try {
            Files.write(folder.resolve(MODEL), TfliteWriter.write(network));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model of the winner", e);
        }
    }

    Network network() {
        return NetworkFile.read(folder.resolve(NETWORK));
    }

    Firmware firmware(String target) {
        return ElfReader.read(folder.resolve(FIRMWARE), target);
    }

    static List<LayerRow> layers(Network network, Schedule schedule) {
        return schedule.steps().stream().map(step -> row(network, step)).toList();
    }

    private static LayerRow row(Network network, Step step) {
        Layer layer = step.layer();
        return new LayerRow(
                layer.name(),
                step.kernel().function(),
                layer.inputs().stream()
                        .map(id -> network.tensor(id).shape().toString())
                        .collect(Collectors.joining(" + ")),
                network.tensor(layer.output()).shape().toString(),
                Macs.of(network, layer),
                WeightBytes.of(layer),
                step.liveBytes());
    }

    /** Tensors by the name of the layer that writes them. */
    static List<Buffer> buffers(Network network, Schedule schedule) {
        Map<Integer, String> names = network.layers().stream().collect(Collectors.toMap(Layer::output, Layer::name));
        Function<Integer, String> name = id -> names.getOrDefault(id, "input");
        return schedule.placements().stream()
                .map(placement -> new Buffer(
                        name.apply(placement.tensor()),
                        placement.offset(),
                        placement.bytes(),
                        placement.firstStep(),
                        placement.lastStep()))
                .toList();
    }
}
