package dev.tinyrig.nas.train;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.Input;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Inputs of a network and what it should say.
 *
 * @param size examples
 * @param inputs real values, NHWC
 * @param targets probability of each class, per example
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(int size, float[] inputs, float[] targets) {

    /** Examples as they are. */
    static Batch of(Dataset.About about, List<Example> examples) {
        Input input = about.input();
        int inputSize = input.shape().size();
        int classes = about.labels().size();
        float[] inputs = new float[examples.size() * inputSize];
        float[] targets = new float[examples.size() * classes];
        for (int i = 0; i < examples.size(); i++) {
            input.addReal(examples.get(i).features(), 1, inputs, i * inputSize);
            targets[i * classes + examples.get(i).label()] = 1;
        }
        return new Batch(examples.size(), inputs, targets);
    }

    /** Random examples with smoothed labels; where settings say mixup, each is blended with a second one. */
    static Batch random(
            Dataset.About about, List<Example> examples, TrainingSettings settings, SplittableRandom random) {
        Regularisation regularisation = settings.regularisation();
        Input input = about.input();
        int classes = about.labels().size();
        List<Example> firsts = draw(examples, settings.batch(), random);
        List<Example> seconds = draw(examples, settings.batch(), random);
        int inputSize = input.shape().size();
        float[] inputs = new float[settings.batch() * inputSize];
        float[] targets = new float[settings.batch() * classes];
        float sure = (float) (1 - regularisation.labelSmoothing());
        for (int i = 0; i < settings.batch(); i++) {
            float second = (float) (regularisation.mixup() * random.nextDouble());
            input.addReal(firsts.get(i).features(), 1 - second, inputs, i * inputSize);
            if (second > 0) {
                input.addReal(seconds.get(i).features(), second, inputs, i * inputSize);
            }
            if (regularisation.masking() > 0) {
                new Masking(input.shape(), regularisation.masking()).apply(inputs, i * inputSize, random);
            }
            for (int c = 0; c < classes; c++) {
                targets[i * classes + c] = (1 - sure) / classes;
            }
            targets[i * classes + firsts.get(i).label()] += sure * (1 - second);
            targets[i * classes + seconds.get(i).label()] += sure * second;
        }
        return new Batch(settings.batch(), inputs, targets);
    }

    private static List<Example> draw(List<Example> examples, int count, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(i -> examples.get(random.nextInt(examples.size())))
                .toList();
    }
}
