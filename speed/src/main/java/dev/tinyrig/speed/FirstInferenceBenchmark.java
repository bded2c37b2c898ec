package dev.tinyrig.speed;

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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to the end of the first inference of an image, boot included, in a process that has simulated another image
 * before. Each machine translates anew, into classes of its own, so every sample is of a new image.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway") // JMH fills the fields in
public class FirstInferenceBenchmark {
    private static final int WARMING_INFERENCES = 3;

    @Param("stm32f405")
    public String target;

    @Param({"none", "cycles"})
    public String model;

    private Path folder;

    @Setup(Level.Trial)
    public void simulateAnother() {
        folder = Path.of(System.getProperty("firmware"));
        Simulated other = booted(Firmwares.OTHER);
        other.ask(WARMING_INFERENCES);
        other.runUntil("m-results");
    }

    private Simulated booted(long seed) {
        return new Simulated(Firmwares.elf(folder, target, seed), Firmwares.target(target), model.equals("cycles"));
    }

    /** The same by the CPU time of the thread that simulates; HotSpot compiles on others. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {
        public double msOfCpu;
    }

    @Benchmark
    public long infer(CpuTime cpu) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Simulated fresh = booted(Firmwares.MEASURED);
        fresh.ask(1);
        fresh.runUntil("m-results");
        cpu.msOfCpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
        return fresh.machine.executed();
    }
}
