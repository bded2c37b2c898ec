package dev.tinyrig.nas.run;

import dev.tinyrig.nas.search.Effort;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.Sharing;
import dev.tinyrig.nas.train.TrainingSettings;

/** What a preset of a task trains: the space, the examples, and how long. */
record Recipe(
        SearchSpace space, Source source, Sharing sharing, TrainingSettings superNet, TrainingSettings fineTuning) {
    Recipe(SearchSpace space, Source source, TrainingSettings superNet, TrainingSettings fineTuning) {
        this(space, source, Sharing.SANDWICH, superNet, fineTuning);
    }

    /** Trains no longer than so. */
    Recipe shortened(Effort effort) {
        return new Recipe(
                space,
                source,
                sharing,
                effort.trainingSteps() == 0 ? superNet : superNet.withSteps(effort.trainingSteps()),
                fineTuning.withSteps(effort.tuningSteps()));
    }
}
