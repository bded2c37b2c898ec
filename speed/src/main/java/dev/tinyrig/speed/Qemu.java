package dev.tinyrig.speed;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.qemu.QemuBench;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.List;

/** QEMU with {@code -icount} on the same image, by the wall clock. */
final class Qemu {
    private static final int FEW = 2;
    private static final int MANY = 22;

    private Qemu() {}

    /** Instructions a microsecond: those of many inferences less those of a few, by the time that they took more. */
    static double mips(Firmware firmware, Target target) {
        Network network = Firmwares.network(Firmwares.MEASURED);
        Bytes input = Bytes.of(new byte[network.inputTensor().shape().size()]);
        Workload.Stimulus stimulus = new Workload.Stimulus(input, new ReferenceExecutor(network).run(input));
        try (Session session = new QemuBench("qemu").open(target)) {
            Measurement few = measured(session, firmware, stimulus, FEW);
            Measurement many = measured(session, firmware, stimulus, MANY);
            long nanos = many.wallTime().minus(few.wallTime()).toNanos();
            return (instructions(many) - instructions(few)) * 1e3 / nanos;
        }
    }

    private static long instructions(Measurement measurement) {
        return measurement.counts().stream().mapToLong(count -> count).sum();
    }

    private static Measurement measured(
            Session session, Firmware firmware, Workload.Stimulus stimulus, int inferences) {
        Workload workload = new Workload(List.of(stimulus), 0, inferences, Duration.ofMinutes(2));
        return session.run(firmware, workload)
                .match(
                        outcome -> outcome.measurement(),
                        rejected -> {
                            throw new IllegalStateException("QEMU: " + rejected);
                        },
                        crashed -> {
                            throw new IllegalStateException("QEMU: " + crashed);
                        });
    }
}
