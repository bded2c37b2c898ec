package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.emit.Emitter;
import dev.tinyrig.codegen.fixture.CrossTools;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Counts the cycles of networks of one block or layer in the simulator, however they are streamed. */
final class CostMeasurement implements AutoCloseable {
    private static final Path CACHE = Path.of("target/objects");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Target target;
    private final Path folder;
    private final Toolchain toolchain = CrossTools.toolchain(CACHE);
    private final Session session;

    CostMeasurement(Target target, Path folder) {
        this.target = target;
        this.folder = folder;
        this.session = new SimBench("sim").open(target);
    }

    /** The network's work and its cycles, with every block streamed in so many rows a pass, or none for 0. */
    LeastSquares.Measured measure(Network network, Options options, int rows) {
        Schedule schedule = Forms.streaming(network, options, rows);
        return new LeastSquares.Measured(network.name() + " x" + rows, work(schedule), cycles(schedule));
    }

    /** The work that a schedule's layers do, with the kernels that it chose in the end. */
    static Work work(Schedule schedule) {
        BlockWork layers = new BlockWork(
                schedule.network(), schedule.steps().stream().map(Step::kernel).toList());
        if (!schedule.streamed().isEmpty()) {
            return layers.streamed(schedule.streamed().get(0));
        }
        Work work = new Work();
        IntStream.range(0, schedule.steps().size()).forEach(step -> layers.addLayer(work, step));
        return work;
    }

    private double cycles(Schedule schedule) {
        Network network = schedule.network();
        Firmware firmware = toolchain
                .build(new Emitter().emit(schedule, target.name()), target, folder.resolve(network.name()))
                .match(Build.Built::firmware, refused -> {
                    throw new IllegalStateException(network.name() + ": " + refused.outcome());
                });
        Bytes input = Networks.randomInput(network, 1);
        Bytes expected = new ReferenceExecutor(network).run(input);
        Workload workload = new Workload(List.of(new Stimulus(input, expected)), 1, 1, PATIENCE);
        return session.run(firmware, workload)
                .match(
                        Outcome.Measured::measurement,
                        rejected -> {
                            throw new IllegalStateException(network.name() + ": " + rejected);
                        },
                        crashed -> {
                            throw new IllegalStateException(network.name() + ": " + crashed);
                        })
                .medianCount();
    }

    @Override
    public void close() {
        session.close();
    }
}
