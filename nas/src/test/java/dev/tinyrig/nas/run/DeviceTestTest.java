package dev.tinyrig.nas.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.nas.data.Example;
import dev.tinyrig.nas.quantize.PostTrainingQuantizer;
import dev.tinyrig.nas.run.RunException.Fault;
import dev.tinyrig.nas.search.Validation;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.rig.bench.fake.FakeBench;
import dev.tinyrig.rig.bench.fake.FakeDevice;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.firmware.Footprint;
import dev.tinyrig.rig.lab.Lab;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceTestTest {
    private static final List<String> CLASSES =
            IntStream.range(0, 12).mapToObj(i -> "class" + i).toList();

    private final List<Example> clips = clips(60);
    private final Network network = PostTrainingQuantizer.quantize(
            Untrained.candidate(KeywordSpaces.tiny().plan(KeywordSpaces.tiny().smallest()))
                    .network(),
            clips.subList(0, 4));
    private final ReferenceExecutor reference = new ReferenceExecutor(network);

    @Test
    void countsWhatTheDeviceHeardByTrueClass() {
        Validation validation = test(FakeDevice.computing(reference::run));

        assertThat(validation.mismatches()).isZero();
        assertThat(validation.clips()).isEqualTo(60);
        for (Example clip : clips) {
            int heard = DeviceTest.largest(reference.run(Bytes.of(clip.features())));
            assertThat(validation.confusion().get(clip.label()).get(heard)).isPositive();
        }
        assertThat(validation.counts()).isEqualTo(new Validation.Spread(1000, 1000, 1000));
    }

    @Test
    void countsTheClipsWhoseOutputDiffersExactly() {
        Bytes first = Bytes.of(clips.get(7).features());
        Bytes second = Bytes.of(clips.get(31).features());
        FakeDevice lying = FakeDevice.computing(
                input -> input.equals(first) || input.equals(second) ? Bytes.of(new byte[12]) : reference.run(input));

        Validation validation = test(lying);

        assertThat(validation.mismatches()).isEqualTo(2);
        assertThat(validation.clips()).isEqualTo(60);
        assertThat(validation.confusion().stream()
                        .flatMap(List::stream)
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(58);
    }

    @Test
    void aWinnerThatCrashesIsTheRigsFault() {
        FakeDevice crashing = FakeDevice.computing(reference::run).failing(FakeDevice.Fault.CRASH);

        assertThatThrownBy(() -> test(crashing))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RIG))
                .hasMessageContaining("the winner crashed in its test");
    }

    @Test
    void theFirstOfEqualScoresIsTheAnswer() {
        assertThat(DeviceTest.largest(Bytes.of((byte) -3, (byte) 5, (byte) 5))).isEqualTo(1);
    }

    private Validation test(FakeDevice device) {
        Firmware firmware = new Firmware(
                Path.of("winner.elf"),
                "a".repeat(40),
                "stm32f405",
                "a compiler",
                new Footprint(9_000, 0, 500, 2_048, 2_048));
        try (Lab lab =
                new Lab(List.of(new FakeBench("fake-0", any -> device), new FakeBench("fake-1", any -> device)))) {
            return new DeviceTest(lab, Targets.load().named("stm32f405"), 2, new SilentProgress())
                    .run(firmware, network, clips, CLASSES);
        }
    }

    private static List<Example> clips(int count) {
        SplittableRandom random = new SplittableRandom(3);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] features = new byte[490];
                    random.nextBytes(features);
                    return new Example("clip" + i, i % 12, features);
                })
                .toList();
    }
}
