package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.log.ResultLog;
import dev.tinyrig.nas.report.Interval;
import dev.tinyrig.nas.report.Margin;
import dev.tinyrig.nas.report.RunFacts;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets the winners of runs side by side. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Sets the validated winners of runs side by side, with the first one's margin over each of the others and its"
                    + " 95 %% interval."
        },
        footerHeading = "%nExample:%n",
        footer = "  tinyrig compare results/evolved results/random results/mobilenetv2")
final class CompareCommand implements Runnable {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description = "folders of runs; the first is compared with the others")
    private List<Path> runs = List.of();

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What a run ended with. */
    private record Result(Path run, RunFacts facts, Validation validation) {
        static Result of(Path run) {
            RunFacts facts = new RunFacts(ResultLog.read(run));
            Validation validation = facts.validation()
                    .orElseThrow(() -> new RunException(
                            Fault.USAGE,
                            "%s has no validated winner yet; finish it with tinyrig search --resume %s"
                                    .formatted(run, run)));
            return new Result(run, facts, validation);
        }

        Interval accuracy() {
            return Interval.of(validation.correct(), validation.clips());
        }

        String way() {
            String space = facts.request().space().orElse("searched");
            return space + (started(facts.journal()) ? ", random" : ", evolution");
        }

        private static boolean started(Journal journal) {
            return journal.started().evolution().random();
        }

        String limits() {
            return facts.request().limits().exceededBy(validation.cost()).isEmpty() ? "met" : "EXCEEDED";
        }
    }

    @Override
    public void run() {
        List<Result> results = runs.stream().map(Result::of).toList();
        Result first = results.get(0);
        results.forEach(result -> refuseAnotherTest(first, result));
        terminal.out()
                .printf(
                        "%-34s %-22s %-34s %8s %8s %9s  %s%n",
                        "RUN", "SPACE, STRATEGY", "ON DEVICE", "MS", "SRAM KB", "FLASH KB", "LIMITS");
        results.forEach(this::print);
        results.stream().skip(1).forEach(other -> terminal.out()
                .printf("margin over %s: %s%n", other.run(), Margin.of(first.accuracy(), other.accuracy())));
    }

    private static void refuseAnotherTest(Result first, Result other) {
        String hash = first.facts().provenance().data().hash();
        String target = first.facts().provenance().device().target();
        boolean alike = hash.equals(other.facts().provenance().data().hash())
                && target.equals(other.facts().provenance().device().target());
        if (!alike) {
            throw new RunException(
                    Fault.USAGE,
                    "%s and %s were not judged by the same data on the same target; their numbers do not compare"
                            .formatted(first.run(), other.run()));
        }
    }

    private void print(Result result) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-34s %-22s %-34s %8.2f %8.1f %9.1f  %s%n",
                        result.run(),
                        result.way(),
                        result.accuracy(),
                        result.validation().latencyMs(),
                        result.validation().cost().sramKb(),
                        result.validation().cost().flashKb(),
                        result.limits());
    }
}
