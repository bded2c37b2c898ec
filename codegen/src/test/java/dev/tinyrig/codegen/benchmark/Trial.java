package dev.tinyrig.codegen.benchmark;

import dev.tinyrig.codegen.emit.Emitter;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Kernel;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.Explanation;
import dev.tinyrig.rig.bench.sim.ImageInference;
import dev.tinyrig.rig.bench.sim.ImageRun;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One network, built in one way, that ran once in the simulator and wrote what the Java reference writes. */
record Trial(Schedule schedule, Target target, Firmware firmware, Measurement measurement) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROOM_BYTES = 1 << 20;

    static Trial run(Toolchain toolchain, Target target, Options options, Network network, Path folder) {
        return run(toolchain, target, new Scheduler(target.core()).schedule(network, options), folder);
    }

    static Trial run(Toolchain toolchain, Target target, Schedule schedule, Path folder) {
        Network network = schedule.network();
        Firmware firmware = toolchain
                .build(new Emitter().emit(schedule, target.name()), target, folder)
                .match(Build.Built::firmware, refused -> {
                    throw new IllegalStateException(network.name() + ": " + refused.outcome());
                });
        Bytes input = Networks.randomInput(network, 1);
        Bytes expected = new ReferenceExecutor(network, schedule.options().rounding()).run(input);
        Workload workload = new Workload(List.of(new Stimulus(input, expected)), 0, 1, PATIENCE);
        try (Session session = SimBench.countingInstructions("sim").open(target)) {
            return new Trial(schedule, target, firmware, measured(network, session.run(firmware, workload)));
        }
    }

    /** A network of a single layer, whose kernel has all the scratch that it can use. */
    static Schedule withRoom(Network network, Options options) {
        Schedule least = new Scheduler().schedule(network, options);
        Layer layer = network.layers().get(0);
        Kernel kernel = Kernel.of(network, layer, options, ROOM_BYTES);
        int end = least.arenaBytes();
        Step step = new Step(layer, kernel, end, end + kernel.scratchBytes());
        return new Schedule(
                network, options, List.of(step), List.of(), least.placements(), end + kernel.scratchBytes());
    }

    private static Measurement measured(Network network, Outcome outcome) {
        return outcome.match(
                Outcome.Measured::measurement,
                rejected -> {
                    throw new IllegalStateException(network.name() + ": " + rejected);
                },
                crashed -> {
                    throw new IllegalStateException(network.name() + ": " + crashed);
                });
    }

    /** What each layer took in a second inference, with warm caches. */
    List<LayerCost> layers() {
        ImageInference inference = new ImageInference(
                Image.read(firmware.elf(), target), ImageRun.Setting.of(target, PATIENCE), Explanation.PROFILE);
        ImageInference.Result result = inference.infer(Networks.randomInput(schedule.network(), 1), 1, 1);
        List<LayerCost> layers = LayerCost.of(result.answered()
                .orElseThrow(() -> new IllegalStateException(firmware.elf() + ": " + result.failure()))
                .profile());
        if (layers.size() != schedule.steps().size()) {
            throw new IllegalStateException("%d of %d layers ran"
                    .formatted(layers.size(), schedule.steps().size()));
        }
        return layers;
    }

    long instructions() {
        return measurement.medianCount();
    }

    long flashBytes() {
        return firmware.footprint().flashBytes();
    }
}
