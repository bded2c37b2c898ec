package dev.tinyrig.nas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.Dataset;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.SearchSpace;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuperNetTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.tiny();

    private final SearchSpace space = KeywordSpaces.tiny();
    private final Dataset features = Patterns.features();
    private Path straight;
    private Path resumed;

    @BeforeEach
    void nameFolders(@TempDir Path temporary) {
        straight = temporary.resolve("straight");
        resumed = temporary.resolve("resumed");
    }

    @ParameterizedTest
    @EnumSource
    void learnsPatternsInEveryArchitecture(Sharing sharing) {
        TrainingSettings longer = SETTINGS.withSteps(150);
        List<Double> losses = new ArrayList<>();

        try (SuperNet net = new SuperNetTrainer(space, features, sharing, longer)
                .train(straight, 1, (step, steps, loss, rate) -> losses.add(loss))) {
            assertThat(losses).hasSize(150);
            assertThat(losses.get(149)).isLessThan(0.7 * losses.get(0));
            for (Architecture architecture : List.of(space.smallest(), space.largest())) {
                assertThat(net.candidate(architecture).validationAccuracy()).isGreaterThan(0.5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumesBitForBitAfterItWasCutOff(Sharing sharing) {
        String hash = train(sharing, straight, 1, TrainingProgress.SILENT);

        assertThatThrownBy(() -> train(sharing, resumed, 1, stopAfter(17))).hasMessage("power cut");
        List<Integer> steps = new ArrayList<>();
        String hashAfterResume = train(sharing, resumed, 1, (step, all, loss, rate) -> steps.add(step));

        assertThat(steps).startsWith(11).endsWith(30);
        assertThat(hashAfterResume).isEqualTo(hash);
    }

    @ParameterizedTest
    @EnumSource
    void threadsChangeNoBit(Sharing sharing) {
        assertThat(train(sharing, straight, 2, TrainingProgress.SILENT))
                .isEqualTo(train(sharing, resumed, 1, TrainingProgress.SILENT));
    }

    @Test
    void otherSharingOtherWeights() {
        assertThat(train(Sharing.SANDWICH, straight, 1, TrainingProgress.SILENT))
                .isNotEqualTo(train(Sharing.PATHS, straight, 1, TrainingProgress.SILENT));
    }

    @Test
    void otherSeedOtherWeights() {
        String hash = train(straight, 1, TrainingProgress.SILENT);

        try (SuperNet net = new SuperNetTrainer(space, features, Sharing.PATHS, SETTINGS.withSeed(2))
                .train(straight, 1, TrainingProgress.SILENT)) {
            assertThat(net.weightsHash()).isNotEqualTo(hash);
        }
    }

    @Test
    void finishedTrainingIsOnlyRead() {
        String hash = train(straight, 1, TrainingProgress.SILENT);

        assertThat(train(straight, 1, stopAfter(1))).isEqualTo(hash);
    }

    @Test
    void holdsNoMoreMemoryTheLongerItTrains() {
        try (SuperNet net = untrained()) {
            net.fineTune(space.smallest(), SETTINGS, 1, TrainingProgress.SILENT);
            int held = net.arraysHeld();

            net.fineTune(space.largest(), SETTINGS.withSteps(60), 2, TrainingProgress.SILENT);
            net.candidate(space.largest());

            assertThat(net.arraysHeld()).isEqualTo(held);
        }
    }

    @Test
    void lendsTheSameFromManyThreads() {
        try (SuperNet net = untrained()) {
            List<Architecture> architectures = IntStream.range(0, 6)
                    .mapToObj(seed -> space.sample(new SplittableRandom(seed)))
                    .toList();

            List<String> alone = architectures.stream()
                    .map(architecture -> print(net.candidate(architecture)))
                    .toList();
            List<String> together = architectures.parallelStream()
                    .map(architecture -> print(net.candidate(architecture)))
                    .toList();

            assertThat(together).isEqualTo(alone);
            assertThat(alone).doesNotHaveDuplicates();
        }
    }

    @Test
    void fineTuningImprovesOneArchitectureAndLeavesTheSharedWeights() {
        try (SuperNet net = untrained()) {
            String hash = net.weightsHash();
            Candidate before = net.candidate(space.smallest());

            Candidate after = net.fineTune(space.smallest(), SETTINGS.withSteps(100), 1, TrainingProgress.SILENT);

            assertThat(after.validationAccuracy()).isGreaterThan(before.validationAccuracy());
            assertThat(net.weightsHash()).isEqualTo(hash);
            assertThat(net.accuracy(after.network(), features.test())).isGreaterThan(0.5);
        }
    }

    @Test
    void fineTuningResumesBitForBit() {
        try (SuperNet net = untrained()) {
            Architecture architecture = space.largest();
            assertThatThrownBy(() -> net.fineTune(architecture, SETTINGS, 1, stopAfter(25)))
                    .hasMessage("power cut");
            Candidate afterResume = net.fineTune(architecture, SETTINGS, 1, TrainingProgress.SILENT);

            try (SuperNet other = new SuperNetTrainer(space, features, Sharing.PATHS, SETTINGS.withSteps(1))
                    .train(resumed, 1, TrainingProgress.SILENT)) {
                Candidate undisturbed = other.fineTune(architecture, SETTINGS, 1, TrainingProgress.SILENT);
                assertThat(print(afterResume)).isEqualTo(print(undisturbed));
            }
        }
    }

    @Test
    void saysThatTrainingDiverged() {
        TrainingSettings wild = new TrainingSettings(30, 2, 16, 1e9, new Regularisation(0, 0, 0, 0), 10, 1);

        assertThatThrownBy(() -> new SuperNetTrainer(space, features, Sharing.PATHS, wild)
                        .train(straight, 1, TrainingProgress.SILENT))
                .isInstanceOf(TrainException.class)
                .hasMessageContaining("training diverged at step")
                .hasMessageContaining("lower the learning rate 1.0E9");
    }

    @Test
    void refusesDamagedCheckpoint() throws IOException {
        train(straight, 1, TrainingProgress.SILENT);
        Path file;
        try (var files = Files.list(straight)) {
            file = files.findFirst().orElseThrow();
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));

        assertThatThrownBy(() -> train(straight, 1, TrainingProgress.SILENT))
                .isInstanceOf(TrainException.class)
                .hasMessageStartingWith("cannot read checkpoint " + file)
                .hasMessageEndingWith("remove it to train anew");
    }

    private String train(Path folder, int threads, TrainingProgress progress) {
        return train(Sharing.PATHS, folder, threads, progress);
    }

    private String train(Sharing sharing, Path folder, int threads, TrainingProgress progress) {
        try (SuperNet net = new SuperNetTrainer(space, features, sharing, SETTINGS).train(folder, threads, progress)) {
            return net.weightsHash();
        }
    }

    private SuperNet untrained() {
        return new SuperNetTrainer(space, features, Sharing.PATHS, SETTINGS.withSteps(1))
                .train(straight, 1, TrainingProgress.SILENT);
    }

    private static TrainingProgress stopAfter(int limit) {
        return (step, steps, loss, rate) -> {
            if (step == limit) {
                throw new IllegalStateException("power cut");
            }
        };
    }

    private static String print(Candidate candidate) {
        FloatNetwork network = candidate.network();
        return candidate.validationAccuracy()
                + Arrays.toString(network.stem().weights())
                + Arrays.toString(network.blocks().get(0).project().bias())
                + Arrays.toString(network.classifier().weights());
    }
}
