package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.sim.SimBench;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A kind of bench that needs no description: any number of equal ones can be had by its name. */
public enum BenchKind {
    QEMU,
    RENODE,
    /** Cycles by the model of the target's core. */
    SIM,
    /** The same machine, and faster, without the model: instructions, which QEMU counts too. */
    SIM_INSTRUCTIONS;

    /** As a user names it, such as {@code qemu}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of this name.
     *
     * @throws LabException if there is none: which there are
     */
    public static BenchKind named(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new LabException("unknown kind of bench '%s'; known are %s".formatted(id, known())));
    }

    private static String known() {
        return Arrays.stream(values()).map(BenchKind::id).collect(Collectors.joining(", "));
    }

    /** Benches named {@code kind-0}, {@code kind-1} and so on; they look for programs as these variables say. */
    public List<Bench> benches(int count, Map<String, String> environment) {
        return IntStream.range(0, count)
                .mapToObj(i -> bench("%s-%d".formatted(id(), i), environment))
                .toList();
    }

    private Bench bench(String name, Map<String, String> environment) {
        return switch (this) {
            case QEMU -> new QemuBench(name, environment);
            case RENODE -> new RenodeBench(name, environment);
            case SIM -> new SimBench(name);
            case SIM_INSTRUCTIONS -> SimBench.countingInstructions(name);
        };
    }
}
