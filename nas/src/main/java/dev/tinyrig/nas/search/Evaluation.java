package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.measure.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that became known of one candidate.
 *
 * @param number its place in the search, from 0
 * @param generation the generation that bred it, from 0
 * @param macs multiply-accumulates of one inference
 * @param validationAccuracy of the float network with inherited weights, 0 to 1; 0 where it was refused, since nothing was lent
 * @param arenaBytes as planned by the scheduler
 * @param footprint of the linked firmware; empty where the candidate was refused before
 * @param outcome what came of running it
 * @param times where the time went
 */
public record Evaluation(
        int number,
        int generation,
        Architecture architecture,
        long macs,
        double validationAccuracy,
        long arenaBytes,
        Optional<Footprint> footprint,
        Outcome outcome,
        Times times,
        Instant finishedAt) {

    /** The cost where the candidate was measured, else empty. */
    public Optional<Cost> cost() {
        return footprint.flatMap(linked -> outcome.match(
                measured -> Optional.of(Cost.of(measured.measurement(), linked)),
                rejected -> Optional.empty(),
                crashed -> Optional.empty(),
                unjudged -> Optional.empty()));
    }

    /** How long each step took on the host. */
    public record Times(Duration lend, Duration quantize, Duration schedule, Duration build, Duration measure) {
        public static final Times NONE =
                new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        /** From the architecture to its measurement. */
        public Duration total() {
            return Stream.of(lend, quantize, schedule, build, measure).reduce(Duration.ZERO, Duration::plus);
        }
    }
}
