package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Benches for tests of a lab, and something to run on them. */
final class LabBenches {
    static final Target F405 = Targets.load().named("stm32f405");
    static final Target F412 = Targets.load().named("stm32f412");
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration NONE = Duration.ZERO;

    private LabBenches() {}

    static FakeBench sound(String name) {
        return new FakeBench(name, firmware -> echo());
    }

    static FakeDevice echo() {
        return FakeDevice.computing(input -> input);
    }

    static Firmware firmware() {
        return new Firmware(Path.of("image.elf"), "0".repeat(40), F405.name(), "none", new Footprint(1, 1, 1, 1, 1));
    }

    static Workload workload() {
        Bytes input = Bytes.of((byte) 1, (byte) 2);
        return new Workload(List.of(new Stimulus(input, input)), 0, 1, PATIENCE);
    }

    static Bench only(Target target, String name) {
        return new Logged(name) {
            @Override
            public boolean runs(Target other) {
                return other.equals(target);
            }
        };
    }

    static void awaitWaiters(Lab lab, int waiters) {
        while (lab.waiting() < waiters) {
            Thread.onSpinWait();
        }
    }

    /** A bench that notes what is done with it, and refuses whatever it is given. */
    static class Logged implements Bench {
        private final List<String> log = new ArrayList<>();
        private final String name;
        private final Set<Integer> brokenRuns;
        private final int opens;
        private int opened;
        private int runs;

        Logged(String name) {
            this(name, Set.of(), Integer.MAX_VALUE);
        }

        private Logged(String name, Set<Integer> brokenRuns, int opens) {
            this.name = name;
            this.brokenRuns = brokenRuns;
            this.opens = opens;
        }

        static Logged failing(String name, int... runs) {
            return new Logged(name, IntStream.of(runs).boxed().collect(Collectors.toSet()), Integer.MAX_VALUE);
        }

        /** The same bench, which can be had so often. */
        Logged opening(int times) {
            return new Logged(name, brokenRuns, times);
        }

        List<String> log() {
            return List.copyOf(log);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Fidelity fidelity() {
            return Fidelity.PREDICTED;
        }

        @Override
        public boolean runs(Target target) {
            return true;
        }

        @Override
        public boolean provesItself() {
            return true;
        }

        @Override
        public Session open(Target target) {
            if (++opened > opens) {
                throw new BenchException(name + " does not open any more");
            }
            log.add("open " + target.name());
            return new LoggedSession();
        }

        private final class LoggedSession implements Session {
            @Override
            public Outcome run(Firmware firmware, Workload workload) {
                log.add("run " + ++runs);
                if (brokenRuns.contains(runs)) {
                    throw new BenchException("%s fails at run %d".formatted(name, runs));
                }
                return new Outcome.Rejected(Outcome.Reason.TOO_BIG, "whatever it is");
            }

            @Override
            public Wire console(Firmware firmware) {
                throw new BenchException(name + " has no console");
            }

            @Override
            public void close() {
                log.add("close");
            }
        }
    }
}
