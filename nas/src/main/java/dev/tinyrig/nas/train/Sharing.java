package dev.tinyrig.nas.train;

import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.rig.names.Choices;
import java.util.Optional;

/** Which networks of a space are trained in turn, and by whom, so that they all can use one set of weights. */
public enum Sharing {
    /** Random networks, each from the labels: single paths (Guo et al., arXiv 1904.00420). */
    PATHS("random paths 1") {
        @Override
        TrainingRun.Lessons lessons(SearchSpace space, SharedWeights weights, int shards) {
            return (step, shard, random) -> fromLabels(space.plan(space.sample(random)));
        }
    },
    /**
     * The sandwich rule with in-place distillation (Yu and Huang, arXiv 1903.05134): of four networks in turn one is the
     * largest, which learns from the labels and teaches the smallest and two random ones.
     */
    SANDWICH("sandwich 1") {
        @Override
        TrainingRun.Lessons lessons(SearchSpace space, SharedWeights weights, int shards) {
            NetworkPlan largest = space.plan(space.largest());
            NetworkPlan smallest = space.plan(space.smallest());
            Optional<Teachers> teachers = Optional.of(Teachers.only(largest, weights));
            return (step, shard, random) -> switch ((step * shards + shard) % 4) {
                case 0 -> fromLabels(largest);
                case 2 -> new TrainingRun.Lesson(smallest, teachers);
                default -> new TrainingRun.Lesson(space.plan(space.sample(random)), teachers);
            };
        }
    };

    private final String algorithm;

    Sharing(String algorithm) {
        this.algorithm = algorithm;
    }

    /** Such as {@code sandwich}. */
    public String label() {
        return Choices.label(this);
    }

    /** Changes whenever the same settings would train other weights than before. */
    String algorithm() {
        return algorithm;
    }

    /** @param weights that are trained, and teach as they are at the time */
    abstract TrainingRun.Lessons lessons(SearchSpace space, SharedWeights weights, int shards);

    private static TrainingRun.Lesson fromLabels(NetworkPlan plan) {
        return new TrainingRun.Lesson(plan, Optional.empty());
    }
}
