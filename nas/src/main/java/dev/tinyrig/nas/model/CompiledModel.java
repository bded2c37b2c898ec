package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.tflite.TfliteException;
import dev.tinyrig.codegen.tflite.TfliteWriter;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.sim.Explanation;
import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageMemory;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A network built for a target and run once in the simulator with its cycle model.
 *
 * @param cycles of one inference on random bytes
 */
public record CompiledModel(
        Schedule schedule,
        Firmware firmware,
        List<LayerRow> layers,
        long cycles,
        long instructions,
        ImageMemory memory) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String README =
            """
            # %1$s for %2$s

            Written by TinyRig from `%3$s`. %4$s

            - `net.c`, `weights.s`, `weights.bin`: the network as C and data. `net_run()` is one inference; it reads the
              %5$d int8 bytes at `net_input()` and leaves %6$d at `net_output()`.
            - `runtime/`: the kernels that `net.c` calls, and the harness: start-up, console, cycle counter.
            - `firmware.elf`: network, kernels and harness for %2$s; it speaks the MLPerf Tiny console protocol.
            - `network.tflite`: the same network for other tools, where TensorFlow Lite can express it.
            - `arena.svg`: what lies where in the arena, layer by layer.

            Compiled with %7$s. Build it again in this folder:

                %8$s

            ## Layers

            Counted in the simulator's cycle model, one inference on random bytes.

            ```
            %9$s
            ```

            ## Arena

            ```
            %10$s```
            """;

    public CompiledModel {
        layers = List.copyOf(layers);
    }

    /**
     * What a model is compiled with.
     *
     * @param rounding what the code generator was asked for, which the reference follows
     */
    public record Setting(Toolchain toolchain, Codegen codegen, Target target, Rounding rounding) {}

    /**
     * Builds the network in a folder and counts one inference.
     *
     * @throws ModelException if it does not fit the target, or does not run
     */
    public static CompiledModel of(Network network, Setting setting, Path folder) {
        Firmware firmware = build(network, setting, folder);
        Image image = Image.read(firmware.elf(), setting.target());
        byte[] input = new byte[network.inputTensor().shape().size()];
        new Random(1).nextBytes(input);
        ImageRun.Setting run = ImageRun.Setting.of(setting.target(), PATIENCE);
        ImageInference.Result result = new ImageInference(image, run, Explanation.PROFILE).infer(Bytes.of(input), 1, 1);
        ImageInference.Answered answered = result.answered()
                .orElseThrow(() -> new ModelException("%s does not run: %s"
                        .formatted(firmware.elf(), result.failure().orElse("it says nothing"))));
        Schedule schedule = setting.codegen().schedule(network, setting.target());
        return new CompiledModel(
                schedule,
                firmware,
                LayerRow.of(schedule, image.symbols(), answered.profile()),
                answered.cycles(),
                answered.instructions(),
                result.memory());
    }

    static Firmware build(Network network, Setting setting, Path folder) {
        return setting.codegen().compile(network, setting.target(), folder).match(Build.Built::firmware, refused -> {
            throw new NotFitting(refused.outcome().detail());
        });
    }

    /** The network needs more than the target has. */
    public static final class NotFitting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFitting(String message) {
            super(message);
        }
    }

    /** Adds what a person wants to the folder: README, picture, runtime, and the network for other tools. */
    public void document(Path folder, Path source, String note, Setting setting) {
        Network network = schedule.network();
        try {
            Files.writeString(folder.resolve("arena.svg"), new ArenaPicture(schedule).svg());
            Files.writeString(
                    folder.resolve("README.md"),
                    README.formatted(
                            network.name(),
                            setting.target().name(),
                            source.getFileName(),
                            note.isEmpty() ? "" : "Note: " + note + ".",
                            network.inputTensor().shape().size(),
                            network.outputTensor().shape().size(),
                            setting.toolchain().compiler().version(),
                            setting.toolchain().writeRuntime(setting.target(), folder.resolve("runtime")),
                            new LayerTable(layers).text(),
                            new ArenaText(schedule).text()));
            writeTflite(network, folder.resolve("network.tflite"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    private static void writeTflite(Network network, Path file) throws IOException {
        try {
            Files.write(file, TfliteWriter.write(network));
        } catch (TfliteException inexpressible) {
            Files.deleteIfExists(file);
        }
    }
}
