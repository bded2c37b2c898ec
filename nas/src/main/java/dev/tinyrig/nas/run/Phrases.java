package dev.tinyrig.nas.run;

import dev.tinyrig.nas.log.Entry;
import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.search.Evolution;
import dev.tinyrig.nas.search.Fitness;
import dev.tinyrig.nas.search.Pace;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What a run says while it works. */
public final class Phrases {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final double GIGA = 1e9;

    private Phrases() {}

    static String bytes(long bytes) {
        return bytes >= GIGA
                ? String.format(Locale.ROOT, "%.1f GB", bytes / GIGA)
                : String.format(Locale.ROOT, "%.0f MB", Math.ceil(bytes / 1e6));
    }

    /** As a person says it: {@code 40 s}, {@code 13 min}, {@code 1 h 5 min}. */
    public static String time(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 100 ? minutes + " min" : "%d h %d min".formatted(minutes / 60, minutes % 60);
    }

    /** The same for seconds. */
    public static String time(double seconds) {
        return time(Duration.ofMillis((long) (1e3 * seconds)));
    }

    /** As the command line takes it, in whole minutes, rounded up. */
    static String budget(Duration least) {
        return Math.max(1, (least.toSeconds() + 59) / 60) + "m";
    }

    static String estimate(Effort effort, Pace pace) {
        String training = effort.trainingSteps() == 0
                ? "no training, which an earlier run has done"
                : "training " + time(pace.training(effort));
        return "about %s: %s, search %s, fine-tuning %s, test on the device %s; %s of memory, %s of disk"
                .formatted(
                        time(pace.of(effort)),
                        training,
                        time(pace.searching(effort)),
                        time(pace.tuning(effort)),
                        time(pace.testing(effort)),
                        bytes(pace.memoryBytes()),
                        bytes(pace.diskBytes(effort)));
    }

    /** What a budget takes away; empty where it takes nothing. */
    static Optional<String> cut(Effort asked, Effort left) {
        return asked.equals(left)
                ? Optional.empty()
                : Optional.of(
                        "budget: training %,d of %,d steps, %s candidates of %,d, %d of %d finalists with %,d of %,d steps"
                                .formatted(
                                        left.trainingSteps(),
                                        asked.trainingSteps(),
                                        left.proposals() == asked.proposals()
                                                ? "up to all"
                                                : "some %,d".formatted(left.proposals()),
                                        asked.proposals(),
                                        left.finalists(),
                                        asked.finalists(),
                                        left.tuningSteps(),
                                        asked.tuningSteps()));
    }

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
