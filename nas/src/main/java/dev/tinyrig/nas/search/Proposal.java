package dev.tinyrig.nas.search;

import dev.tinyrig.nas.space.Architecture;

/**
 * An architecture that the evolution wants evaluated.
 *
 * @param number its place in the search, from 0
 * @param generation from 0
 */
public record Proposal(int number, int generation, Architecture architecture) {}
