package dev.tinyrig.nas.search;

/** Finds out what an architecture is worth; safe to call from many threads at once. */
@FunctionalInterface
public interface Evaluator {
    /** A fault of the candidate is part of its evaluation; whatever is thrown ends the search. */
    Evaluation evaluate(Proposal proposal);
}
