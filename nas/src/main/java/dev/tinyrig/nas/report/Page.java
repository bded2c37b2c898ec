package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Request;
import dev.tinyrig.nas.search.Winner.LayerRow;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The report's content, as its template names it. */
record Page(
        String title,
        String started,
        boolean synthetic,
        String fidelity,
        List<String> notes,
        List<WinnerCard> winner,
        List<MemoryMap> memory,
        List<ConfusionTable> confusion,
        List<LayerView> layers,
        List<FinalistRow> finalists,
        boolean judged,
        TimeTable times,
        List<CandidateRow> candidates,
        RunFacts.Tally tally,
        boolean searched,
        boolean learned,
        boolean staged,
        String medianTime,
        List<Fact> provenance,
        String charts) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A layer's row with thousands grouped. */
    record LayerView(
            String name, String kernel, String input, String output, String macs, String weights, String live) {
        static LayerView of(LayerRow row) {
            return new LayerView(
                    row.name(),
                    row.kernel(),
                    row.input(),
                    row.output(),
                    grouped(row.macs()),
                    grouped(row.weightBytes()),
                    grouped(row.liveBytes()));
        }
    }

    static Page of(RunFacts facts) {
        TimeTable times = TimeTable.of(facts);
        return new Page(
                facts.request().task() + " on " + facts.request().target(),
                MINUTE.format(facts.journal().started().at()),
                facts.provenance().data().synthetic(),
                facts.testFidelity(),
                notes(facts),
                WinnerCard.of(facts).stream().toList(),
                facts.winner().map(MemoryMap::of).stream().toList(),
                facts.validation().map(ConfusionTable::of).stream().toList(),
                facts.winner().stream()
                        .flatMap(winner -> winner.layers().stream())
                        .map(LayerView::of)
                        .toList(),
                FinalistRow.of(facts),
                !facts.finalists().isEmpty(),
                times,
                candidates(facts),
                facts.tally(),
                facts.evaluations().stream()
                        .anyMatch(evaluation -> evaluation.cost().isPresent()),
                facts.journal().last(Entry.Learned.class).isPresent(),
                !times.stages().isEmpty(),
                String.format(Locale.ROOT, "%.2f s", facts.medianTime().toMillis() / 1e3),
                provenance(facts),
                Template.json(ChartData.of(facts)));
    }

    static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static List<CandidateRow> candidates(RunFacts facts) {
        List<Evaluation> ranked =
                facts.evaluations().stream().sorted(facts.fitness()).toList();
        List<CandidateRow> rows = new ArrayList<>();
        for (Evaluation evaluation : ranked) {
            rows.add(CandidateRow.of(evaluation, facts));
        }
        return rows;
    }

    private static List<String> notes(RunFacts facts) {
        Stream<String> resumed = facts.journal().all(Entry.Resumed.class).stream()
                .map(entry -> "Resumed %s with %d evaluations from the log%s."
                        .formatted(
                                MINUTE.format(entry.at()),
                                entry.evaluations(),
                                entry.commit()
                                        .map(commit -> ", by commit " + commit)
                                        .orElse("")));
        Stream<String> unfinished = Optional.of("This run has not ended: no winner has been validated.")
                .filter(note -> facts.validation().isEmpty())
                .stream();
        Stream<String> chosen = facts.request().engine().stream()
                .map(engine -> "Candidates were judged by the model of %s (predicted); the winner ran with our engine."
                        .formatted(engine));
        Stream<String> exceeded = facts.validation().stream()
                .map(validation -> facts.request().limits().exceededBy(validation.cost()))
                .filter(phrases -> !phrases.isEmpty())
                .map(phrases -> "No winner: the best candidate needs %s in its test on the device."
                        .formatted(String.join(" and ", phrases)));
        return Stream.of(unfinished, exceeded, chosen, resumed, facts.cut().stream())
                .flatMap(each -> each)
                .toList();
    }

    private static List<Fact> provenance(RunFacts facts) {
        Provenance provenance = facts.provenance();
        Request request = facts.request();
        return List.of(
                new Fact("TinyRig", provenance.version() + ", commit " + provenance.commit()),
                new Fact("Command", "tinyrig " + String.join(" ", provenance.commandLine())),
                new Fact("Preset and seed", request.preset() + ", " + request.seed()),
                new Fact(
                        "Limits",
                        String.format(
                                Locale.ROOT,
                                "%s ms, %s KB SRAM, %s KB flash",
                                request.limits().maxLatencyMs(),
                                request.limits().maxSramKb(),
                                request.limits().maxFlashKb())),
                new Fact(
                        "Data",
                        "%s%s, %d training, %d validation and %d test examples, hash %s"
                                .formatted(
                                        provenance.data().name(),
                                        provenance.data().synthetic() ? " (synthetic)" : "",
                                        provenance.data().training(),
                                        provenance.data().validation(),
                                        provenance.data().test(),
                                        provenance.data().hash())),
                new Fact(
                        "Target",
                        provenance.device().target() + ": "
                                + provenance.device().description()),
                new Fact("Bench", provenance.device().bench() + ", " + facts.fidelity()),
                new Fact(
                        "Compiler",
                        provenance.compiler().version() + ", "
                                + provenance.compiler().flags()),
                new Fact(
                        "Host",
                        "%s, %d cores, %s, %s"
                                .formatted(
                                        provenance.host().processor(),
                                        provenance.host().cores(),
                                        provenance.host().os(),
                                        provenance.host().jdk())));
    }
}
