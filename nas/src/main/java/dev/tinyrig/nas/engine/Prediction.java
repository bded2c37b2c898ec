package dev.tinyrig.nas.engine;

/**
 * What a network would cost, by a model of an engine that did not run.
 *
 * @param cycles of one inference
 * @param arenaBytes activations, scratch, and what the engine keeps of its own
 * @param flashBytes weights, constants and code
 */
public record Prediction(long cycles, long arenaBytes, long flashBytes) {}
