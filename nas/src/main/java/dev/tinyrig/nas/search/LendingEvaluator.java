package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import java.util.function.Function;

/** Finds out what an architecture is worth with borrowed weights; safe to call from many threads at once. */
public interface LendingEvaluator {
    /**
     * A fault of the candidate is part of its evaluation; whatever is thrown ends the search.
     *
     * @param lender who gives weights to the architecture
     */
    Evaluation evaluate(Proposal proposal, Function<Architecture, Candidate> lender);
}
