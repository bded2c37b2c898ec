package dev.tinyrig.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.HostProgram;
import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.NetworkBuilder.Activation;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SpreadSchedule;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.reference.LayerOutput;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Forms;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Placement;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;
import dev.tinyrig.codegen.schedule.Techniques;
import dev.tinyrig.rig.measure.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planar depthwise kernels of every shape, in place and in streamed blocks, on the host under sanitizers. */
class DepthwiseHostTest {
    private static Path folder = Path.of("");
    private static List<Path> kernels = List.of();

    @BeforeAll
    static void compileKernels(@TempDir Path temporary) throws Exception {
        folder = temporary;
        kernels = HostProgram.compileKernels(folder);
    }

    /** Planes of all rows, and planes that slide; each way of rounding. */
    @ParameterizedTest
    @CsvSource({"RANDOM,DOUBLE", "RELU,DOUBLE", "RANDOM,SINGLE"})
    void everyWindowEqualsTheReference(Activation activation, Rounding rounding) throws Exception {
        Network network = everyWindow(activation);
        Bytes input = Networks.randomInput(network, 7);
        Options whole = Options.DEFAULT.with(rounding);
        Options sliding = whole.with(Techniques.ALL.withoutAdaptiveMemory());

        for (Options options : List.of(whole, sliding)) {
            SpreadSchedule spread = SpreadSchedule.of(network, options);

            Bytes arena = build(spread.schedule()).arenaAfter(input, spread.gaps());

            assertThat(kernelsOf(spread.schedule()))
                    .containsExactlyInAnyOrder("kernel_planar_depthwise_s8", "kernel_depthwise_3x3_s8");
            for (LayerOutput expected : new ReferenceExecutor(network, rounding).trace(input)) {
                assertThat(output(arena, spread.schedule(), expected.layer().output()))
                        .as("%s with %s", expected.layer(), options)
                        .isEqualTo(expected.values());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void outputsThatOverwriteTheirInputsEqualTheReference(long seed) throws Exception {
        Network network = Networks.depthwiseChain(seed, Activation.RANDOM);
        Bytes input = Networks.randomInput(network, seed);
        for (Techniques techniques : List.of(Techniques.ALL, Techniques.ALL.withoutAdaptiveMemory())) {
            Schedule schedule = new Scheduler().schedule(network, Options.DEFAULT.with(techniques));

            Bytes arena = build(schedule).arenaAfter(input, List.of());

            assertThat(schedule.placements().stream().map(Placement::offset).distinct())
                    .as("one buffer for all")
                    .hasSize(1);
            assertThat(output(arena, schedule, network.outputTensor().id()))
                    .isEqualTo(new ReferenceExecutor(network).run(input));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,RANDOM,DOUBLE",
        "2,RANDOM,DOUBLE",
        "3,RELU,DOUBLE",
        "4,RANDOM,SINGLE",
        "5,NONE,SINGLE",
        "6,RELU,DOUBLE"
    })
    void windowsOfThreeByThreeEqualTheReference(long seed, Activation activation, Rounding rounding) throws Exception {
        Network network = Networks.threeByThreeChain(seed, activation);
        Bytes input = Networks.randomInput(network, seed);
        for (Techniques techniques : List.of(Techniques.ALL, Techniques.ALL.withoutAdaptiveMemory())) {
            Options options = Options.DEFAULT.with(techniques).with(rounding);
            Schedule schedule = new Scheduler().schedule(network, options);

            Bytes arena = build(schedule).arenaAfter(input, List.of());

            assertThat(kernelsOf(schedule)).containsExactly("kernel_depthwise_3x3_s8");
            assertThat(output(arena, schedule, network.outputTensor().id()))
                    .isEqualTo(new ReferenceExecutor(network, rounding).run(input));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,RANDOM,DOUBLE", "2,RELU,DOUBLE", "3,NONE,DOUBLE", "4,RANDOM,SINGLE"})
    void mapsOfFiveByFiveHaveAKernelOfTheirOwn(long seed, Activation activation, Rounding rounding) throws Exception {
        Network network = Networks.halvedMap(seed, activation);
        Schedule schedule = new Scheduler().schedule(network, Options.DEFAULT.with(rounding));
        Bytes input = Networks.randomInput(network, seed);

        Bytes arena = build(schedule).arenaAfter(input, List.of());

        Bytes source = Objects.requireNonNull(
                new Emitter().emit(schedule, "host").files().get("net.c"));
        assertThat(new String(source.toArray(), StandardCharsets.UTF_8))
                .contains(".run_map = kernel_depthwise_5x5_map_");
        assertThat(output(arena, schedule, network.outputTensor().id()))
                .isEqualTo(new ReferenceExecutor(network, rounding).run(input));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void streamedBlocksEqualTheReferenceAndNeedLessMemory(long seed) throws Exception {
        Network network = Networks.mbConv(seed);
        Schedule plain = new Scheduler().schedule(network);
        Schedule streamed = new Scheduler().schedule(network, Options.DEFAULT.within(1));
        Bytes input = Networks.randomInput(network, seed);

        Bytes arena = build(streamed).arenaAfter(input, List.of());

        assertThat(streamed.streamed()).isNotEmpty();
        assertThat(streamed.arenaBytes()).isLessThan(plain.arenaBytes());
        assertThat(output(arena, streamed, network.outputTensor().id()))
                .isEqualTo(new ReferenceExecutor(network).run(input));
    }

    /** As many rows a pass as divide the picture's, or leave a last pass with fewer, or are all. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 50})
    void blocksStreamedInAnyNumberOfRowsEqualTheReference(int rows) throws Exception {
        for (long seed = 2; seed <= 3; seed++) {
            Network network = Networks.mbConv(seed);
            Options options =
                    seed == 3 ? Options.DEFAULT.with(Techniques.ALL.withoutSpecialisedKernels()) : Options.DEFAULT;
            Schedule schedule = Forms.streaming(network, options, rows);
            Bytes input = Networks.randomInput(network, seed);

            Bytes arena = build(schedule).arenaAfter(input, List.of());

            assertThat(schedule.streamed()).hasSizeGreaterThan(2);
            assertThat(output(arena, schedule, network.outputTensor().id()))
                    .as("%s, %d rows", network.name(), rows)
                    .isEqualTo(new ReferenceExecutor(network).run(input));
        }
    }

    @Test
    void plainKernelsCanBeStreamedToo() throws Exception {
        Network network = Networks.mbConv(3);
        Options options =
                Options.DEFAULT.with(Techniques.ALL.withoutSpecialisedKernels()).within(1);
        Schedule schedule = new Scheduler().schedule(network, options);
        Bytes input = Networks.randomInput(network, 3);

        Bytes arena = build(schedule).arenaAfter(input, List.of());

        assertThat(schedule.streamed().stream().flatMapToInt(StreamedBlock::steps))
                .hasSizeGreaterThan(6);
        assertThat(output(arena, schedule, network.outputTensor().id()))
                .isEqualTo(new ReferenceExecutor(network).run(input));
    }

    /** Layers that all read the input: each width and stride with various heights, paddings and numbers of channels. */
    private static Network everyWindow(Activation activation) {
        Random random = new Random(9);
        int channels = activation == Activation.RELU ? 8 : 7;
        Shape from = new Shape(9, 11, channels);
        NetworkBuilder builder = new NetworkBuilder("windows", from, 5).withActivation(activation);
        for (int width : List.of(3, 5, 7)) {
            for (int strideWidth = 1; strideWidth <= 2; strideWidth++) {
                for (int height : List.of(1, 3, 1 + random.nextInt(7), 7)) {
                    int strideHeight = 1 + random.nextInt(3);
                    Window window = new Window(
                            height, width, strideHeight, strideWidth, random.nextInt(height), random.nextInt(width));
                    builder.depthwise(0, window, outputOf(window, from, random));
                }
            }
        }
        return builder.build();
    }

    /** As many windows as overlap the picture, or fewer. */
    private static Shape outputOf(Window window, Shape from, Random random) {
        int height = (from.height() + window.padTop() - 1) / window.strideHeight() + 1;
        int width = (from.width() + window.padLeft() - 1) / window.strideWidth() + 1;
        return new Shape(height - random.nextInt(height), width - random.nextInt(width), from.channels());
    }

    private static Set<String> kernelsOf(Schedule schedule) {
        return schedule.steps().stream()
                .map(Step::kernel)
                .map(kernel -> kernel.function())
                .collect(Collectors.toSet());
    }

    private static HostProgram build(Schedule schedule) throws Exception {
        Path place = Files.createTempDirectory(folder, schedule.network().name());
        return HostProgram.build(new Emitter().emit(schedule, "host"), kernels, place);
    }

    private static Bytes output(Bytes arena, Schedule schedule, int tensor) {
        Placement placement = schedule.placements().get(tensor);
        return Bytes.of(
                Arrays.copyOfRange(arena.toArray(), placement.offset(), placement.offset() + placement.bytes()));
    }
}
