package dev.tinyrig.nas.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set as networks read it: int8 features, the same bytes in training and on the device.
 *
 * @param about what every example is
 * @param training every recording or picture and its augmented copies
 * @param validation as they were recorded
 * @param variedValidation augmented copies of the validation examples, to tell close candidates apart
 * @param test as they were recorded
 * @param hash of the recordings or pictures and of the settings
 */
public record Dataset(
        About about,
        List<Example> training,
        List<Example> validation,
        List<Example> variedValidation,
        List<Example> test,
        String hash) {
    public Dataset {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        variedValidation = List.copyOf(variedValidation);
        test = List.copyOf(test);
    }

    /**
     * What every example of a data set is.
     *
     * @param labels names of the classes
     * @param input what its features are
     * @param synthetic whether a machine made them; then no accuracy says anything about the world
     */
    public record About(List<String> labels, Input input, boolean synthetic) {
        public About {
            labels = List.copyOf(labels);
        }
    }

    public List<String> labels() {
        return about.labels();
    }

    public Input input() {
        return about.input();
    }

    public boolean synthetic() {
        return about.synthetic();
    }

    /** Training examples, evenly chosen: always the same, for calibration. */
    public List<Example> calibration(int count) {
        int chosen = Math.min(count, training.size());
        return IntStream.range(0, chosen)
                .mapToObj(i -> training.get((int) ((long) i * training.size() / chosen)))
                .toList();
    }
}
