package dev.tinyrig.nas.search;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much work a run does.
 *
 * @param trainingSteps of the super-network; 0 where it is trained already
 * @param proposals candidates of the search
 * @param population of them, the first generation, which is always searched
 * @param finalists that are trained further
 * @param tuningSteps of each finalist
 * @param examples of the test list, which is never cut
 */
public record Effort(int trainingSteps, int proposals, int population, int finalists, int tuningSteps, int examples) {
    /** Share of the steps below which training is not worth while. */
    private static final double LEAST_SHARE = 0.05;

    private static final int LEAST_STEPS = 30;

    /** The least that still makes a run: a twentieth of the training, one generation, one finalist. */
    public Effort least() {
        return share(0);
    }

    /** The most of this that fits in a time; empty where not even the least does. */
    public Optional<Effort> within(Duration time, Pace pace) {
        return IntStream.rangeClosed(0, 100)
                .mapToObj(cut -> share(1 - cut / 100.0))
                .filter(effort -> pace.of(effort).compareTo(time) <= 0)
                .findFirst();
    }

    private Effort share(double share) {
        int fewer = Math.max(1, (int) (share * finalists));
        return new Effort(
                steps(trainingSteps, share),
                Math.max(population, (int) Math.round(share * proposals)),
                population,
                fewer,
                steps(tuningSteps, share * finalists / fewer),
                examples);
    }

    private static int steps(int all, double share) {
        int least = Math.max(LEAST_STEPS, (int) Math.round(LEAST_SHARE * all));
        return Math.min(all, Math.max(least, (int) Math.round(share * all)));
    }

    /** With as many steps for each finalist as fit in a time, but no more than now and no fewer than the least. */
    public Effort tunedWithin(Duration time, Pace pace) {
        long nanosEach = Math.max(1, pace.tuningStep().multipliedBy(finalists).toNanos());
        long fit = Math.max(0, time.toNanos()) / nanosEach;
        int least = steps(tuningSteps, 0);
        return new Effort(
                trainingSteps,
                proposals,
                population,
                finalists,
                (int) Math.max(least, Math.min(tuningSteps, fit)),
                examples);
    }
}
