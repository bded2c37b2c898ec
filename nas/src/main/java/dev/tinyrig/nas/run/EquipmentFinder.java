package dev.tinyrig.nas.run;

import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.board.Board;
import dev.tinyrig.rig.bench.recording.RecordedBench;
import dev.tinyrig.rig.bench.recording.Recording;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.lab.BenchChoice;
import dev.tinyrig.rig.lab.BenchKind;
import dev.tinyrig.rig.lab.BoardLab;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.lab.LabFile;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the benches that a user names with {@code --bench}: emulators, a lab of boards, or a recording. */
public final class EquipmentFinder {
    private final Map<String, String> environment;
    private final GoldenFirmware golden;
    private final Consumer<String> warnings;

    /**
     * A finder that opens nothing yet.
     *
     * @param golden proves boards sound
     * @param warnings told what a user should know of the benches
     */
    public EquipmentFinder(Map<String, String> environment, GoldenFirmware golden, Consumer<String> warnings) {
        this.environment = Map.copyOf(environment);
        this.golden = golden;
        this.warnings = warnings;
    }

    /**
     * Benches that run the target.
     *
     * @param name a kind of bench, {@code lab:FILE}, {@code lab:FILE#TAG} or {@code recording:DIR}
     * @throws RunException if there is no such bench, or it lacks a program, or does not run the target
     */
    public Equipment find(String name, Target target, Pipeline.Capacity capacity) {
        return choice(name)
                .match(
                        kind -> kind(kind.kind(), target, capacity),
                        boards -> boards(boards, target, capacity),
                        replay -> equipment(name, replays(replay.folder(), capacity), target, capacity));
    }

    private static BenchChoice choice(String name) {
        try {
            return BenchChoice.of(name);
        } catch (LabException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Equipment kind(BenchKind kind, Target target, Pipeline.Capacity capacity) {
        List<Bench> benches = kind.benches(capacity.benchesOrCores(), with(capacity.programs()));
        Equipment equipment = equipment(kind.id(), benches, target, capacity);
        if (kind == BenchKind.RENODE) {
            warnings.accept(RenodeBench.WARNING);
        }
        return equipment;
    }

    private Equipment boards(BenchChoice.Boards where, Target target, Pipeline.Capacity capacity) {
        LabFile described = described(where);
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
            return new Equipment(
                    lab.lab(bench -> recorded(bench, capacity), capacity.patience()),
                    lab.bench(fitting.get(0)).fidelity(),
                    capacity.benches().orElse(fitting.size()));
        } catch (LabException e) {
            lab.close();
            throw new RunException(Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
    }

    private static LabFile described(BenchChoice.Boards where) {
        try {
            return where.lab();
        } catch (LabException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Equipment equipment(String name, List<Bench> plain, Target target, Pipeline.Capacity capacity) {
        List<Bench> benches =
                plain.stream().map(bench -> recorded(bench, capacity)).toList();
        Bench first = benches.get(0);
        if (!first.runs(target)) {
            throw new RunException(
                    Fault.USAGE,
                    "bench %s does not run target %s: choose another of either".formatted(name, target.name()));
        }
        try {
            first.open(target).close();
        } catch (BenchException e) {
            throw new RunException(Fault.MISSING_TOOL, String.valueOf(e.getMessage()), e);
        }
        Lab lab = new Lab(benches, Optional.empty(), capacity.patience());
        return new Equipment(lab, first.fidelity(), benches.size());
    }

    private static Bench recorded(Bench bench, Pipeline.Capacity capacity) {
        return capacity.record()
                .<Bench>map(folder -> new RecordedBench(bench, folder))
                .orElse(bench);
    }

    private static List<Bench> replays(Path folder, Pipeline.Capacity capacity) {
        try {
            return Recording.in(folder).benches(capacity.benchesOrCores());
        } catch (BenchException e) {
            throw new RunException(Fault.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> with(Map<String, String> programs) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(programs);
        return all;
    }
}
