package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.measure.ErrorClass;
import java.time.Instant;

/**
 * A run that a bench could not do; the candidate has no part in it.
 *
 * @param attempt which try of the same run it was, from 1
 * @param detail what was seen
 */
public record BenchFault(Instant at, String bench, ErrorClass errorClass, int attempt, String detail) {}
