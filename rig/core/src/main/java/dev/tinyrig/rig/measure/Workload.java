package dev.tinyrig.rig.measure;

import java.time.Duration;
import java.util.List;

/**
 * What a session shall do with a firmware: each stimulus in turn is loaded, run {@code warmups} times unmeasured and
 * {@code repeats} times measured, and its output compared.
 *
 * @param stimuli inputs with the outputs that the reference gives
 * @param warmups unmeasured inferences before the measured ones, per stimulus
 * @param repeats measured inferences per stimulus, at least 1
 * @param patience how long one stimulus may take before the firmware counts as hung; in the device's time where that is
 *     simulated, so that no load of the host counts against it
 */
public record Workload(List<Stimulus> stimuli, int warmups, int repeats, Duration patience) {
    public Workload {
        stimuli = List.copyOf(stimuli);
        if (stimuli.isEmpty() || warmups < 0 || repeats < 1) {
            throw new IllegalArgumentException("a workload needs a stimulus, warmups >= 0 and repeats >= 1, not "
                    + "%d stimuli, %d warmups, %d repeats".formatted(stimuli.size(), warmups, repeats));
        }
    }

    /** One int8 input and the int8 output that the reference computes from it. */
    public record Stimulus(Bytes input, Bytes expectedOutput) {}
}
