package dev.tinyrig.nas.cli;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.nas.model.CompiledModel;
import dev.tinyrig.nas.model.ModelFile;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.rig.target.Placement.Tcm;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model is built for which target, and where. */
final class ModelOptions {
    @Parameters(
            paramLabel = "MODEL",
            description = "an int8 .tflite model, or a .json architecture as MCUNet publishes them")
    private Path file = Path.of("");

    @Option(names = "--target", required = true, paramLabel = "T", description = "the microcontroller, see 'targets'")
    private String target = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "folder for what is built; default NAME-TARGET here")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "MODEL.tflite",
            description = "lends an architecture its weights; else they are random")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of random weights, default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--rounding",
            paramLabel = "double|single",
            defaultValue = "double",
            description = "double: byte for byte as TensorFlow Lite; single: quicker, an output now and then one off")
    private Rounding rounding = Rounding.DOUBLE;

    @Option(
            names = "--arena-limit",
            paramLabel = "BYTES",
            description =
                    "what activations and scratch should keep to; blocks are streamed, at some speed, where needed")
    private Optional<Integer> arenaLimit = Optional.empty();

    @Option(
            names = "--tcm",
            paramLabel = "off|data|all",
            defaultValue = "data",
            description = "what a Cortex-M7's tightly coupled memories take where it fits: data, or kernels too")
    private Tcm tcm = Tcm.DATA;

    /** {@link Faults} finds it in what picocli parsed. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--verbose", description = "print stack traces of errors")
    private boolean verbose;

    Path file() {
        return file;
    }

    ModelFile model() {
        return ModelFile.read(file, weights, seed);
    }

    Path folder(ModelFile model) {
        return out.orElseGet(() -> Path.of(model.network().name() + "-" + target));
    }

    private Options options() {
        Options rounded = Options.DEFAULT.with(rounding).with(tcm);
        return arenaLimit.map(rounded::within).orElse(rounded);
    }

    CompiledModel.Setting setting(Map<String, String> environment) {
        Target chosen = Targets.load().named(target);
        try {
            Toolchain toolchain = Toolchain.find(environment);
            return new CompiledModel.Setting(toolchain, new Codegen(toolchain, options()), chosen, rounding);
        } catch (ToolchainException e) {
            throw new RunException(RunException.Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
    }
}
