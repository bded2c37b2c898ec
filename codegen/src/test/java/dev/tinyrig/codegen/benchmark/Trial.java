package dev.tinyrig.codegen.benchmark;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.toolchain.Build;
import dev.tinyrig.codegen.toolchain.Toolchain;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.sim.SimBench;
import dev.tinyrig.rig.firmware.Firmware;
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
record Trial(Schedule schedule, Firmware firmware, Measurement measurement) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static Trial run(Toolchain toolchain, Target target, Options options, Network network, Path folder) {
        Codegen codegen = new Codegen(toolchain, options);
        Firmware firmware = codegen.compile(network, target, folder).match(Build.Built::firmware, refused -> {
            throw new IllegalStateException(network.name() + ": " + refused.outcome());
        });
        Bytes input = Networks.randomInput(network, 1);
        Bytes expected = new ReferenceExecutor(network, options.rounding()).run(input);
        Workload workload = new Workload(List.of(new Stimulus(input, expected)), 0, 1, PATIENCE);
        try (Session session = SimBench.countingInstructions("sim").open(target)) {
            Measurement measurement = measured(network, session.run(firmware, workload));
            return new Trial(codegen.schedule(network), firmware, measurement);
        }
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

    long instructions() {
        return measurement.medianCount();
    }

    long flashBytes() {
        return firmware.footprint().flashBytes();
    }
}
