package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.codegen.toolchain.ToolchainException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.recording.RecordedBench;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.bench.recording.RecordingBench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.lab.BenchKind;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.LabFile;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Opens pipelines on this machine's compiler and benches. */
public final class TrainingPipelines implements Pipeline.Factory {
    private static final String LAB = "lab:";
    private static final String RECORDING = "recording:";

    private final Map<String, String> environment;

    public TrainingPipelines(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Pipeline open(Request request, Path run, Pipeline.Capacity capacity, Progress progress) {
        Target target = Targets.load().named(request.target());
        Recipe recipe = Task.recipe(request);
        GoldenFirmware golden = new GoldenFirmware(() -> new Codegen(toolchain()), run.resolve("work/golden"));
        Equipment equipment = equipment(request, target, capacity, golden);
        if (request.bench().equals(BenchKind.RENODE.id())) {
            progress.say(RenodeBench.WARNING);
        }
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

    private Equipment equipment(Request request, Target target, Pipeline.Capacity capacity, GoldenFirmware golden) {
        if (!request.bench().startsWith(LAB)) {
            List<Bench> benches = benches(request, target, capacity);
            return new Equipment(new Lab(benches), benches.get(0).fidelity());
        }
        return boards(request.bench().substring(LAB.length()), target, golden);
    }

    /** Of {@code FILE}, or of {@code FILE#TAG} only those boards that have the tag. */
    private Equipment boards(String where, Target target, GoldenFirmware golden) {
        String[] words = where.split("#", 2);
        LabFile all = described(Path.of(words[0]));
        LabFile described = words.length == 1 ? all : all.tagged(words[1]);
        List<Board> fitting = described.boards().stream()
                .filter(board -> board.target().equals(target.name()))
                .toList();
        if (fitting.isEmpty()) {
            throw new RunException(
                    Fault.USAGE, "no board of %s is %s: choose another target or lab".formatted(where, target.name()));
        }
        BoardLab lab = new BoardLab(described, golden, environment);
        try {
            fitting.forEach(lab::requireProgram);
            return new Equipment(lab.lab(), lab.bench(fitting.get(0)).fidelity());
        } catch (LabException e) {
            lab.close();
            throw new RunException(Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
    }

    private static LabFile described(Path file) {
        try {
            return LabFile.read(file);
        } catch (LabException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static BenchKind kind(Request request) {
        try {
            return BenchKind.named(request.bench());
        } catch (LabException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> with(Map<String, String> programs) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(programs);
        return all;
    }

    private List<Bench> named(Request request, Pipeline.Capacity capacity) {
        return request.bench().startsWith(RECORDING)
                ? replays(Path.of(request.bench().substring(RECORDING.length())), capacity.benches())
                : kind(request).benches(capacity.benches(), with(capacity.programs()));
    }

    private static List<Bench> replays(Path folder, int count) {
        try {
            Recording recording = Recording.in(folder);
            return IntStream.range(0, count)
                    .<Bench>mapToObj(i -> new RecordingBench("recording-" + i, recording))
                    .toList();
        } catch (BenchException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private List<Bench> benches(Request request, Target target, Pipeline.Capacity capacity) {
        List<Bench> benches = named(request, capacity).stream()
                .map(bench -> capacity.record()
                        .<Bench>map(folder -> new RecordedBench(bench, folder))
                        .orElse(bench))
                .toList();
        Bench first = benches.get(0);
        if (!first.runs(target)) {
            throw new RunException(
                    Fault.USAGE,
                    "bench %s does not run target %s: choose another of either"
                            .formatted(request.bench(), target.name()));
        }
        try {
            first.open(target).close();
        } catch (BenchException e) {
            throw new RunException(Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
        return benches;
    }
}
