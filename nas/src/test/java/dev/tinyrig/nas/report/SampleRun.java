package dev.tinyrig.nas.report;

import dev.tinyrig.nas.log.Entries;
import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.log.Provenance;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Finalist;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.search.Winner;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.MemoryUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A whole run as the fake evaluator makes it: what the report shows at its best. */
final class SampleRun {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<String> CLASSES =
            List.of("down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "silence", "unknown");

    private SampleRun() {}

    static List<Entry> entries(boolean synthetic) {
        List<Evaluation> evaluations = new ArrayList<>();
        FakeEvaluator evaluator = new FakeEvaluator();
        Fitness fitness = new Fitness(FakeEvaluator.LIMITS);
        new Evolution(FakeEvaluator.SPACE, Entries.started().evolution(), fitness, proposals -> proposals.stream()
                        .map(evaluator::evaluate)
                        .toList())
                .run(generation -> evaluations.addAll(generation.offspring()));
        List<Entry> entries = new ArrayList<>(List.of(
                started(synthetic),
                new Entry.Learned(AT, "super-network", 30, 2.31),
                new Entry.Learned(AT, "super-network", 3_000, 0.71),
                new Entry.Trained(AT, "super-network", 3_000, 0.713, Duration.ofSeconds(431))));
        evaluations.forEach(evaluation -> entries.add(new Entry.Evaluated(AT, evaluation)));
        fitness.best(evaluations, 3).forEach(each -> {
            entries.add(
                    new Entry.Trained(AT, "fine-tuning of " + each.number(), 1_500, 0.422, Duration.ofSeconds(170)));
            entries.add(new Entry.Judged(AT, finalist(each)));
        });
        entries.add(new Entry.Won(AT, winner(fitness.winner(evaluations).orElseThrow())));
        entries.add(new Entry.Validated(AT, validation()));
        return entries;
    }

    private static Entry.Started started(boolean synthetic) {
        Entry.Started started = Entries.started();
        Provenance provenance = started.provenance();
        Provenance.Data data = provenance.data();
        return new Entry.Started(
                started.at(),
                started.request(),
                started.evolution(),
                new Provenance(
                        provenance.version(),
                        provenance.commit(),
                        provenance.commandLine(),
                        new Provenance.Data(
                                data.name(), data.hash(), synthetic, data.training(), data.validation(), data.test()),
                        provenance.device(),
                        provenance.compiler(),
                        new Provenance.Host("an OS", "a processor", 2, "a JDK")));
    }

    private static Finalist finalist(Evaluation evaluation) {
        return new Finalist(
                evaluation.number(), evaluation.architecture(), evaluation.validationAccuracy(), 31.4, 608, 552, 549);
    }

    private static Winner winner(Evaluation best) {
        List<Winner.LayerRow> layers = new ArrayList<>();
        List<Winner.Buffer> buffers = new ArrayList<>(List.of(new Winner.Buffer("input", 0, 490, 0, 0)));
        for (int i = 0; i < 12; i++) {
            String kernel =
                    List.of("pointwise 1x1", "depthwise 5x3", "pointwise 1x1").get(i % 3);
            String name = "s%d_b%d_%s"
                    .formatted(
                            i / 6,
                            i / 3 % 2,
                            List.of("expand", "depthwise", "project").get(i % 3));
            layers.add(new Winner.LayerRow(name, kernel, "25x5x24", "25x5x48", 144_000 + i, 1_200, 9_000 + 50 * i));
            buffers.add(new Winner.Buffer(name, i % 2 == 0 ? 6_000 : 0, i % 2 == 0 ? 3_000 : 5_800, i, i + 1));
        }
        return new Winner(
                best.number(),
                best.architecture(),
                0.908,
                380,
                layers,
                buffers,
                9_600,
                new Footprint(46_000, 64, 1_204, 9_600, 4_096),
                "4f2a".repeat(10));
    }

    private static Validation validation() {
        return new Validation(
                CLASSES,
                IntStream.range(0, 12).mapToObj(SampleRun::confusionRow).toList(),
                0,
                31.4,
                new Validation.Spread(3_848_000, 3_850_112, 3_850_990),
                Counter.INSTRUCTIONS,
                Fidelity.SIMULATED,
                new MemoryUse(1_268, 9_600, 9_600, 4_096, 620),
                46_064,
                "4f2a".repeat(10),
                2,
                Duration.ofMillis(41_300),
                List.of());
    }

    /** 378 right of 430. */
    private static List<Integer> confusionRow(int truth) {
        return IntStream.range(0, 12)
                .mapToObj(answer -> {
                    if (answer == truth) {
                        return truth < 6 ? 32 : 31;
                    }
                    boolean unknown = truth == 11 && answer < 5;
                    return unknown || answer == (truth + 5) % 12 || answer == (truth * 3 + 2) % 12 ? 2 : 0;
                })
                .toList();
    }
}
