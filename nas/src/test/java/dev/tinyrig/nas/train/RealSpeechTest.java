package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.data.Copies;
import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.data.FeatureExtraction;
import dev.tinyrig.nas.data.RealData;
import dev.tinyrig.nas.data.speech.Augmentation;
import dev.tinyrig.nas.data.speech.SpeechCommands;
import dev.tinyrig.nas.data.speech.SpeechFrontEnd;
import dev.tinyrig.nas.quantize.FloatExecutor;
import dev.tinyrig.nas.quantize.PostTrainingQuantizer;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.rig.measure.Bytes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From recordings to an int8 network, in the small. */
class RealSpeechTest {
    private static final Copies COPIES = new Copies(6000, 1, 0, 1);
    private static final TrainingSettings TRAINING =
            new TrainingSettings(600, 2, 32, 0.3, new Regularisation(1e-4, 0.1, 0, 0), 100, 1);

    @Test
    void learnsWordsAndKeepsThemInInt8(@TempDir Path folder) {
        SpeechCommands data = SpeechCommands.open(RealData.folder("speech_commands"));
        Dataset features = new FeatureExtraction<>(
                        new SpeechFrontEnd(data, Augmentation.STANDARD), COPIES, (done, total) -> {})
                .features(data.about(), data.parts(), folder, 1);
        SearchSpace space = KeywordSpaces.tiny();

        try (SuperNet net = new SuperNetTrainer(space, features, Sharing.PATHS, TRAINING)
                .train(folder, 1, TrainingProgress.SILENT)) {
            Candidate candidate = net.candidate(space.largest());
            double inTorch = net.accuracy(candidate.network(), features.test());
            double inJava = new FloatExecutor(candidate.network()).accuracy(features.test());
            double inInt8 = int8Accuracy(
                    PostTrainingQuantizer.quantize(candidate.network(), features.calibration(100)), features.test());

            assertThat(features.test()).hasSizeGreaterThan(400);
            assertThat(inTorch).isGreaterThan(0.5);
            assertThat(inJava).isCloseTo(inTorch, within(0.005));
            assertThat(inInt8).isGreaterThan(inTorch - 0.03);
        }
    }

    private static double int8Accuracy(Network network, List<Example> examples) {
        ReferenceExecutor executor = new ReferenceExecutor(network);
        long right = examples.stream()
                .filter(example -> largest(executor.run(Bytes.of(example.features()))) == example.label())
                .count();
        return (double) right / examples.size();
    }

    private static int largest(Bytes output) {
        int best = 0;
        for (int c = 1; c < output.length(); c++) {
            best = output.at(c) > output.at(best) ? c : best;
        }
        return best;
    }
}
