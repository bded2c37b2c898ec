package dev.tinyrig.nas.cli;

import dev.tinyrig.nas.log.Journal;
import dev.tinyrig.nas.report.Interval;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.report.RunFacts;
import dev.tinyrig.nas.run.SearchRun;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a finished search prints last. */
final class Summary {
    private final RunFacts facts;
    private final Path run;
    private final StringBuilder text = new StringBuilder();

    Summary(Journal journal, Path run) {
        this.facts = new RunFacts(journal);
        this.run = run;
    }

    String text() {
        line("");
        if (facts.provenance().data().synthetic()) {
            line("SYNTHETIC SPEECH: a program spoke every clip; the accuracies say nothing about people.");
        }
        facts.winner().ifPresent(this::winner);
        facts.validation().ifPresent(this::validation);
        row("candidates", facts.tally().toString());
        if (facts.benchFaults() > 0) {
            row("bench faults", facts.benchFaults() + "; the runs were repeated, no candidate was blamed");
        }
        row(
                "per candidate",
                String.format(
                        Locale.ROOT,
                        "%.2f s from architecture to measurement (median)",
                        facts.medianTime().toMillis() / 1e3));
        row("report", run.resolve(Report.FILE).toString());
        row("log", run.resolve("log.jsonl").toString());
        row("winner's folder", run.resolve(SearchRun.WINNER).toString());
        return text.toString();
    }

    private void winner(Winner winner) {
        row("winner", winner.architecture().key());
        facts.request()
                .engine()
                .ifPresent(engine ->
                        row("chosen by", "the model of %s, not by what ours measures on the device".formatted(engine)));
    }

    private void validation(Validation validation) {
        int clips = validation.clips();
        String synthetic = facts.provenance().data().synthetic() ? ", synthetic" : "";
        row("on device", Interval.of(validation.correct(), clips) + synthetic);
        facts.winner()
                .ifPresent(winner -> row(
                        "float model",
                        String.format(
                                Locale.ROOT,
                                "%.1f %% (%d/%d)%s",
                                100.0 * winner.floatCorrect() / clips,
                                winner.floatCorrect(),
                                clips,
                                synthetic)));
        row("mismatches", "%d of %d outputs differ from the reference".formatted(validation.mismatches(), clips));
        row("latency", String.format(Locale.ROOT, "%.2f ms (%s)", validation.latencyMs(), facts.testFidelity()));
        row(
                "peak SRAM",
                String.format(Locale.ROOT, "%.1f KB", validation.memory().peakSramBytes() / 1024.0));
        row("flash", String.format(Locale.ROOT, "%.1f KB", validation.flashBytes() / 1024.0));
        List<String> exceeded = facts.request().limits().exceededBy(validation.cost());
        row("limits", exceeded.isEmpty() ? "met" : "EXCEEDED: " + String.join(" and ", exceeded));
    }

    private void row(String name, String value) {
        line(String.format("%-16s %s", name, value));
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
