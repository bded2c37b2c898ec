package dev.tinyrig.speed;

import dev.tinyrig.sim.Stop;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Instructions a microsecond, MIPS, while a network infers on and on. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SteadyBenchmark {
    private static final int INSTRUCTIONS = 5_000_000;
    private static final int FOREVER = 1_000_000;
    private static final long WARMING_INSTRUCTIONS = 300_000_000;

    /** The board that is simulated. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway") // JMH fills the fields in
    public static class Board {
        @Param({"stm32f405", "stm32f746"})
        public String target;

        @Param({"none", "cycles"})
        public String model;

        @Param({"translated", "interpreted"})
        public String engine;

        private Simulated simulated;

        @Setup(Level.Trial)
        public void boot() {
            Path elf = Firmwares.elf(Path.of(System.getProperty("firmware")), target, Firmwares.MEASURED);
            simulated = new Simulated(elf, Firmwares.target(target), model.equals("cycles"));
            if (engine.equals("interpreted")) {
                simulated.machine.interpretOnly();
            }
            simulated.ask(FOREVER);
            // Counted in instructions, because a busy host would make a time too short for HotSpot to compile
            // everything.
            simulated.machine.run(WARMING_INSTRUCTIONS);
        }
    }

    /** The same by the CPU time of the thread, which other processes on the host disturb less. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {
        public double mipsOfCpu;

        private long instructions;
        private long since;

        @Setup(Level.Iteration)
        public void start() {
            instructions = 0;
            since = now();
        }

        private static long now() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        private void add(long more) {
            instructions += more;
            mipsOfCpu = instructions * 1e3 / (now() - since);
        }
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public Stop run(Board board, CpuTime cpu) {
        Stop stop = board.simulated.machine.run(INSTRUCTIONS);
        cpu.add(INSTRUCTIONS);
        return stop;
    }
}
