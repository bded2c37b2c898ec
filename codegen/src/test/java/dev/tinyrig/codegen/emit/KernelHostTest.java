package dev.tinyrig.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.HostProgram;
import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SpreadSchedule;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.reference.LayerOutput;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.codegen.schedule.Techniques;
import dev.tinyrig.rig.measure.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated C and the kernels, run on the host under sanitizers, against the Java reference. */
class KernelHostTest {
    private static final int LAYERS = 50;

    private static Path folder = Path.of("");
    private static List<Path> kernels = List.of();

    @BeforeAll
    static void compileKernels(@TempDir Path temporary) throws Exception {
        folder = temporary;
        kernels = HostProgram.compileKernels(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyLayerOfRandomGraphsEqualsTheReference(long seed) throws Exception {
        Network network = Networks.randomGraph(seed, LAYERS);
        SpreadSchedule spread = SpreadSchedule.of(network);
        Bytes input = Networks.randomInput(network, seed);

        Bytes arena = build(spread.schedule()).arenaAfter(input, spread.gaps());

        assertEveryLayer(network, input, arena, spread.schedule());
    }

    /** Kernels that the default options leave out. */
    static Stream<Options> otherOptions() {
        Options options = Options.DEFAULT;
        return Stream.of(
                options.with(Rounding.SINGLE),
                options.with(Techniques.ALL.withoutStraightLineCode()),
                options.with(Techniques.ALL.withoutAdaptiveMemory()),
                options.with(Techniques.ALL.withoutSpecialisedKernels()));
    }

    @ParameterizedTest
    @MethodSource("otherOptions")
    void everyLayerEqualsTheReferenceThatRoundsAlike(Options options) throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            Network network = Networks.randomGraph(seed, LAYERS);
            SpreadSchedule spread = SpreadSchedule.of(network, options);
            Bytes input = Networks.randomInput(network, seed);

            Bytes arena = build(spread.schedule()).arenaAfter(input, spread.gaps());

            assertEveryLayer(network, input, arena, spread.schedule());
        }
    }

    @Test
    void buffersThatShareTheArenaDoNotDisturbEachOther() throws Exception {
        for (Network network : List.of(Networks.dsCnn(), Networks.mbConv(3), Networks.randomGraph(11, LAYERS))) {
            Schedule schedule = new Scheduler().schedule(network);
            HostProgram program = build(schedule);
            for (long seed = 0; seed < 5; seed++) {
                Bytes input = Networks.randomInput(network, seed);

                Bytes arena = program.arenaAfter(input, List.of());

                assertThat(output(arena, schedule, network.outputTensor().id()))
                        .as("%s, input %d", network.name(), seed)
                        .isEqualTo(new ReferenceExecutor(network).run(input));
            }
        }
    }

    @Test
    void biasesAtTheLimitsWrapAndWrapBack() throws Exception {
        // An input at its zero point leaves the accumulator at the bias, which lies at the limit without its
        // correction.
        Shape shape = new Shape(5, 4, 7);
        NetworkBuilder builder = new NetworkBuilder("extreme", shape, 3).withExtremeBiases();
        builder.conv(0, new Window(3, 3, 1, 1, 1, 1), shape)
                .conv(0, new Window(1, 1, 1, 1, 0, 0), shape)
                .depthwise(0, new Window(3, 3, 1, 1, 1, 1), shape)
                .fullyConnected(0, 9);
        Network network = builder.build();
        byte[] input = new byte[shape.size()];
        Arrays.fill(input, (byte) network.inputTensor().quantization().zeroPoint());
        SpreadSchedule spread = SpreadSchedule.of(network);

        Bytes arena = build(spread.schedule()).arenaAfter(Bytes.of(input), spread.gaps());

        assertEveryLayer(network, Bytes.of(input), arena, spread.schedule());
    }

    private static void assertEveryLayer(Network network, Bytes input, Bytes arena, Schedule schedule) {
        ReferenceExecutor reference =
                new ReferenceExecutor(network, schedule.options().rounding());
        for (LayerOutput expected : reference.trace(input)) {
            assertThat(output(arena, schedule, expected.layer().output()))
                    .as(expected.layer().name())
                    .isEqualTo(expected.values());
        }
    }

    private static HostProgram build(Schedule schedule) throws Exception {
        Path place = Files.createTempDirectory(folder, schedule.network().name());
        return HostProgram.build(new Emitter().emit(schedule, "host"), kernels, place);
    }

    private static Bytes output(Bytes arena, Schedule schedule, int tensor) {
        int begin = schedule.placements().get(tensor).offset();
        int bytes = schedule.placements().get(tensor).bytes();
        return Bytes.of(Arrays.copyOfRange(arena.toArray(), begin, begin + bytes));
    }
}
