package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Opens pipelines on this machine's compiler and benches. */
public final class TrainingPipelines implements Pipeline.Factory {
    private final Map<String, String> environment;

    public TrainingPipelines(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Pipeline open(Request request, Path run, Pipeline.Capacity capacity, Progress progress) {
        Target target = Targets.load().named(request.target());
        Recipe recipe = Task.recipe(request);
        GoldenFirmware golden = new GoldenFirmware(() -> new Codegen(toolchain()), run.resolve("work/golden"));
        Equipment equipment =
                new EquipmentFinder(environment, golden, progress::say).find(request.bench(), target, capacity);
        if (request.data().isEmpty() && recipe.source() instanceof SpeechSource) {
            requireSpeaker();
        }
        return new TrainingPipeline(
                new TrainingPipeline.Setting(request, recipe, target, run, capacity, progress, environment),
                toolchain(),
                equipment);
    }

    private void requireSpeaker() {
        boolean found = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "espeak-ng")));
        if (!found) {
            throw new RunException(
                    Fault.MISSING_TOOL,
                    "no recordings were given, and espeak-ng, which would speak some, is not on the PATH: "
                            + "give recordings with --data or run 'apt-get install espeak-ng'");
        }
    }

    private Toolchain toolchain() {
        try {
            return Toolchain.find(environment);
        } catch (ToolchainException e) {
            throw new RunException(Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
    }
}
