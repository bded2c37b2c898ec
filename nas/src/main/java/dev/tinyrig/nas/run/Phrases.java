package dev.tinyrig.nas.run;

import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Fitness;
import java.util.Locale;

/** What a run says while it works. */
final class Phrases {
    private Phrases() {}

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
