package dev.tinyrig.speed;

import dev.tinyrig.rig.firmware.Firmware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Builds the images, runs all benchmarks and QEMU on them, and writes a report. */
public final class Main {
    private static final List<String> TARGETS = List.of("stm32f405", "stm32f746");
    private static final String QEMU_TARGET = "stm32f405";

    /** HotSpot without its second compiler, as {@code tinyrig run} and {@code infer} start it. */
    private static final String[] C1 = {
        "-XX:TieredStopAtLevel=1", "-XX:Tier3BackEdgeThreshold=2000", "-XX:Tier3InvocationThreshold=50"
    };

    private Main() {}

    /** Arguments: the folder for images, the file of the report, and {@code all} for the interpreter and both compilers too. */
    public static void main(String[] args) throws IOException, RunnerException {
        Path images = Path.of(args[0]).toAbsolutePath();
        Path report = Path.of(args[1]);
        Firmware onQemu = Firmwares.build(images, QEMU_TARGET, Firmwares.MEASURED);
        for (String target : TARGETS) {
            Firmwares.build(images, target, Firmwares.MEASURED);
            Firmwares.build(images, target, Firmwares.OTHER);
        }
        double qemu = Qemu.mips(onQemu, Firmwares.target(QEMU_TARGET));
        boolean all = args.length > 2 && args[2].equals("all");
        List<RunResult> resultsOfC1 = new ArrayList<>(run(images, SteadyBenchmark.class, C1));
        resultsOfC1.addAll(run(images, FirstInferenceBenchmark.class, C1));
        Collection<RunResult> results = all ? run(images, SteadyBenchmark.class) : List.of();
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, new Report(qemu, onQemu.buildId(), List.copyOf(results), resultsOfC1).text());
        System.out.println("wrote " + report);
    }

    private static Collection<RunResult> run(Path images, Class<?> benchmark, String... flags) throws RunnerException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-Dfirmware=" + images);
        ChainedOptionsBuilder options =
                new OptionsBuilder().include(benchmark.getName()).jvmArgs(all.toArray(String[]::new));
        if (flags.length > 0 && benchmark == SteadyBenchmark.class) {
            options.param("engine", "translated");
        }
        return new Runner(options.build()).run();
    }
}
