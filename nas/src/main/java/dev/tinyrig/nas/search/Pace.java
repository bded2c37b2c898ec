package dev.tinyrig.nas.search;

import java.time.Duration;

/**
 * How fast this machine is at the steps of a run, and what they need: measured on a few of each.
 *
 * @param trainingStep one update of the super-network's weights
 * @param tuningStep one update of a finalist's weights
 * @param candidate one evaluation, while all benches work
 * @param example one example of the test list, while all benches work
 * @param memoryBytes the most that the process has used
 * @param candidateBytes on disk, of one candidate
 * @param weightBytes on disk, of a super-network
 */
public record Pace(
        Duration trainingStep,
        Duration tuningStep,
        Duration candidate,
        Duration example,
        long memoryBytes,
        long candidateBytes,
        long weightBytes) {

    /** How long a run of so much work takes. */
    public Duration of(Effort effort) {
        return training(effort).plus(searching(effort)).plus(ending(effort));
    }

    public Duration training(Effort effort) {
        return trainingStep.multipliedBy(effort.trainingSteps());
    }

    public Duration searching(Effort effort) {
        return candidate.multipliedBy(effort.proposals());
    }

    /** Fine-tuning and the test on the device. */
    public Duration ending(Effort effort) {
        return tuning(effort).plus(testing(effort));
    }

    public Duration tuning(Effort effort) {
        return tuningStep.multipliedBy((long) effort.finalists() * effort.tuningSteps());
    }

    public Duration testing(Effort effort) {
        return example.multipliedBy(effort.examples());
    }

    /** Room on the disk that a run of so much work takes. */
    public long diskBytes(Effort effort) {
        return candidateBytes * effort.proposals() + weightBytes * (2L + effort.finalists());
    }
}
