package dev.tinyrig.nas.model;

import dev.tinyrig.rig.measure.Bytes;
import java.util.Optional;

/**
 * One input for a model.
 *
 * @param name where it came from
 * @param input int8 values
 * @param label its class, if it is known
 * @param recorded what another engine made of it, if that is known
 */
public record Sample(String name, Bytes input, Optional<Integer> label, Optional<Bytes> recorded) {}
