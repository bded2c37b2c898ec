package dev.tinyrig.nas.train;

import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.SearchSpace;

/** A search space whose architectures have trained weights: what the search asks for candidates. */
public interface TrainedSpace extends AutoCloseable {
    SearchSpace space();

    /** Lends weights to an architecture: safe from many threads at once, and always the same for the same architecture. */
    Candidate candidate(Architecture architecture);

    @Override
    void close();

    /**
     * A network with the accuracy it was found to have.
     *
     * @param network batch norms recalibrated for this architecture and folded
     * @param validationAccuracy share of the validation clips that the float network classifies rightly, 0 to 1
     */
    record Candidate(FloatNetwork network, double validationAccuracy) {
        public Candidate {
            if (!(validationAccuracy >= 0 && validationAccuracy <= 1)) {
                throw new IllegalArgumentException(
                        "an accuracy of %s is not within 0..1".formatted(validationAccuracy));
            }
        }
    }
}
