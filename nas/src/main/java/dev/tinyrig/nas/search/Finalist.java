package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import java.util.Comparator;

/**
 * A candidate of the last choice: fine-tuned, quantized, and judged as the device would answer.
 *
 * @param evaluation number of its evaluation
 * @param inheritedAccuracy with the super-network's weights, by which it got here, 0 to 1
 * @param latencyMs as measured
 * @param examples that it was judged by, none of them from training or test
 * @param floatCorrect of these by the float network
 * @param int8Correct of these by the int8 network
 */
public record Finalist(
        int evaluation,
        Architecture architecture,
        double inheritedAccuracy,
        double latencyMs,
        int examples,
        int floatCorrect,
        int int8Correct) {

    /** Best first: by what the device would get right, then by what the float network does, then the quickest. */
    public static final Comparator<Finalist> BEST_FIRST = Comparator.comparingInt(Finalist::int8Correct)
            .thenComparingInt(Finalist::floatCorrect)
            .reversed()
            .thenComparingDouble(Finalist::latencyMs)
            .thenComparingInt(Finalist::evaluation);

    public Finalist {
        if (examples < 1 || floatCorrect > examples || int8Correct > examples) {
            throw new IllegalArgumentException(
                    "of %d examples %d and %d cannot be right".formatted(examples, floatCorrect, int8Correct));
        }
    }
}
