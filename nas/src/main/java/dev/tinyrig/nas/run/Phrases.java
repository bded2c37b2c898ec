package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Fitness;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a run says while it works. */
final class Phrases {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Phrases() {}

    static String reused(Entry.Trained trained) {
        return trained.reused()
                .map(origin -> String.format(
                        Locale.ROOT,
                        "super-network: reused from the run %s of %s, which trained it in %.1f minutes",
                        origin.run(),
                        DAY.format(origin.at()),
                        trained.took().toMillis() / 60e3))
                .orElse("super-network: trained by this run");
    }

    static String generation(Evolution.Generation generation, Fitness fitness) {
        return fitness.winner(generation.parents())
                .map(best -> String.format(
                        Locale.ROOT,
                        "best %.1f %%, %.1f ms",
                        100 * best.validationAccuracy(),
                        best.cost().orElseThrow().latencyMs()))
                .orElse("nothing inside the limits yet");
    }
}
