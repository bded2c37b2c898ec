package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.search.Workers;
import dev.tinyrig.rig.measure.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Counts what an int8 network gets right, by the reference that devices equal bit for bit. */
final class SecondLook {
    /** Enough to tell networks two points apart, and some minutes of a processor for pictures. */
    private static final int MOST_EXAMPLES = 800;

    private final List<Example> examples;
    private final int threads;
    private final Progress progress;

    SecondLook(Dataset features, int threads, Progress progress) {
        List<Example> all = new ArrayList<>(features.validation());
        all.addAll(features.variedValidation());
        this.examples = all.subList(0, Math.min(all.size(), MOST_EXAMPLES));
        this.threads = threads;
        this.progress = progress;
    }

    /** Of the validation part, as recorded and then as augmented. */
    List<Example> examples() {
        return examples;
    }

    int correct(Network network) {
        ReferenceExecutor reference = new ReferenceExecutor(network);
        try (Progress.Task task = progress.task("judging in int8", examples.size());
                Workers workers = new Workers(threads)) {
            List<Boolean> ended = new ArrayList<>();
            return (int) workers
                    .map(examples, example -> right(reference, example), right -> {
                        ended.add(right);
                        task.done(ended.size());
                    })
                    .stream()
                    .filter(right -> right)
                    .count();
        }
    }

    private static boolean right(ReferenceExecutor reference, Example example) {
        return DeviceTest.largest(reference.run(Bytes.of(example.features()))) == example.label();
    }
}
