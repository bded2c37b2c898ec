package dev.tinyrig.nas.run;

import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Fidelity;

/**
 * The lab of a run, and what its benches' counts are worth.
 *
 * @param benches how many of its benches are used side by side
 */
public record Equipment(Lab lab, Fidelity fidelity, int benches) {}
