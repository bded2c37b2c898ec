package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.bench.renode.RenodeBench;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.names.Choices;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A kind of bench that needs no description: any number of equal ones can be had by its name. */
public enum BenchKind {
    QEMU,
    RENODE,
    /** Cycles by the model of the target's core. */
    SIM,
    /** The same machine, and faster, without the model: instructions, which QEMU counts too. */
    SIM_INSTRUCTIONS;

    private static final Choices<BenchKind> CHOICES = new Choices<>(BenchKind.class);

    /** As a user names it, such as {@code qemu}. */
    public String id() {
        return Choices.label(this);
    }

    /**
     * The kind of this name.
     *
     * @throws LabException if there is none: which there are
     */
    public static BenchKind named(String id) {
        return CHOICES.find(id).orElseThrow(() -> new LabException(CHOICES.unknown("kind of bench", id)));
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
