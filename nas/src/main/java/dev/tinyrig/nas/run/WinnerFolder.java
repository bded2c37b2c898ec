package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.tflite.TfliteWriter;
import dev.tinyrig.codegen.toolchain.Toolchain;
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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the user gets of a winner: generated C, linked firmware, and the int8 network they come from. */
record WinnerFolder(Path folder) {
    private static final String NETWORK = "network.json";
    private static final String MODEL = "network.tflite";
    private static final String FIRMWARE = "firmware.elf";

    private static final String README =
            """
            # %s for %s

            Written by TinyRig, architecture `%s`.

            - `net.c`, `weights.s`, `weights.bin`: the network as C and data. `net_run()` is one inference; it reads
              the bytes at `net_input()` and leaves %d int8 scores at `net_output()`.
            - `runtime/`: the kernels that `net.c` calls, and the harness: start-up, console, cycle counter.
            - `firmware.elf`: the image that was tested: the network, the harness and the kernels. It speaks the
              MLPerf Tiny console protocol on the target's UART.
            - `network.tflite`: the int8 network for other tools.
            - `network.json`: the same network for TinyRig; `tinyrig validate` tests the image against it again.

            Build it again in this folder:

                %s

            Accuracy, latency and memory, and how they were measured, are in `../report.html` and `../log.jsonl`.
            """;

    /** What the README says of a winner. */
    record About(String task, Target target, Architecture architecture) {}

    void write(Network network, About about, Toolchain toolchain) {
        NetworkFile.write(network, folder.resolve(NETWORK));
        writeModel(network);
        String command = toolchain.writeRuntime(about.target(), folder.resolve("runtime"));
        try {
            Files.writeString(
                    folder.resolve("README.md"),
                    README.formatted(
                            about.task(),
                            about.target().description(),
                            about.architecture().key(),
                            network.outputTensor().shape().size(),
                            command));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the README of the winner", e);
        }
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
