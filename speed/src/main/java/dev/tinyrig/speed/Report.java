package dev.tinyrig.speed;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured, as a page that says where it comes from. */
record Report(double qemuMips, String firmware, List<RunResult> results, List<RunResult> resultsOfC1) {
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                # Speed of the simulator

                A MobileNet-like int8 network of random weights, built by the code generator, infers on one core. MIPS are
                simulated instructions a microsecond: of the wall clock, and of the CPU time of the thread that simulates, which
                other work on the host disturbs less. "C1" is HotSpot with `-XX:TieredStopAtLevel=1`.

                """);
        line(text, "firmware", firmware);
        line(text, "date", LocalDate.now(ZoneOffset.UTC).toString());
        line(text, "commit", System.getProperty("tinyrig.commit", "unknown"));
        line(text, "JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        line(text, "host", host());
        text.append(
                "\n| image for | cycle model | engine | HotSpot | MIPS | MIPS of CPU time |\n|---|---|---|---|---|---|\n");
        text.append(String.format(Locale.ROOT, "| stm32f405 | none | QEMU -icount shift=0 | | %.0f | |%n", qemuMips));
        results.stream().filter(Report::isSteady).forEach(one -> steady(text, one, "default"));
        resultsOfC1.stream().filter(Report::isSteady).forEach(one -> steady(text, one, "C1"));
        text.append("\nBoot and first inference of a new image in a process that simulated another one before:\n\n");
        text.append(
                "| image for | cycle model | HotSpot | ms, median | ms of CPU time, mean |\n|---|---|---|---|---|\n");
        results.stream().filter(one -> !isSteady(one)).forEach(one -> first(text, one, "default"));
        resultsOfC1.stream().filter(one -> !isSteady(one)).forEach(one -> first(text, one, "C1"));
        return text.toString();
    }

    private static boolean isSteady(RunResult result) {
        return result.getParams().getBenchmark().startsWith(SteadyBenchmark.class.getName());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private static String host() {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, load %.1f when this was written",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void steady(StringBuilder text, RunResult one, String jvm) {
        BenchmarkParams params = one.getParams();
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f | %s |%n",
                params.getParam("target"),
                params.getParam("model"),
                params.getParam("engine"),
                jvm,
                one.getPrimaryResult().getScore(),
                cpuTime(one, "mipsOfCpu")));
    }

    private static void first(StringBuilder text, RunResult one, String jvm) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %s |%n",
                one.getParams().getParam("target"),
                one.getParams().getParam("model"),
                jvm,
                one.getPrimaryResult().getStatistics().getPercentile(50),
                cpuTime(one, "msOfCpu")));
    }

    private static String cpuTime(RunResult one, String name) {
        Result<?> result = one.getSecondaryResults().get(name);
        return result == null
                ? ""
                : String.format(Locale.ROOT, "%.0f", result.getStatistics().getMean());
    }
}
