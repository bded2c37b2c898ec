package dev.tinyrig.nas.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A keyword data set as networks read it: int8 features, the same bytes in training and on the device.
 *
 * @param labels names of the classes
 * @param training every clip and its augmented copies
 * @param validation clips as they are
 * @param variedValidation augmented copies of the validation clips, to tell close candidates apart
 * @param test clips as they are
 * @param synthetic whether a machine spoke them
 * @param hash of the sound and of the settings
 */
public record KeywordFeatures(
        List<String> labels,
        List<Example> training,
        List<Example> validation,
        List<Example> variedValidation,
        List<Example> test,
        boolean synthetic,
        String hash) {
    public KeywordFeatures {
        labels = List.copyOf(labels);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        variedValidation = List.copyOf(variedValidation);
        test = List.copyOf(test);
    }

    /** Training examples, evenly chosen: always the same, for calibration. */
    public List<Example> calibration(int count) {
        int chosen = Math.min(count, training.size());
        return IntStream.range(0, chosen)
                .mapToObj(i -> training.get((int) ((long) i * training.size() / chosen)))
                .toList();
    }
}
