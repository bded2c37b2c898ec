package dev.tinyrig.nas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.nas.data.RealData;
import dev.tinyrig.nas.model.ModelFile;
import dev.tinyrig.nas.quantize.BlankNetworks;
import dev.tinyrig.nas.quantize.FloatNetwork;
import dev.tinyrig.nas.quantize.FloatNetwork.Kernel;
import dev.tinyrig.nas.search.Evaluation;
import dev.tinyrig.nas.search.FakeEvaluator;
import dev.tinyrig.nas.search.Proposal;
import dev.tinyrig.nas.space.Architecture;
import dev.tinyrig.nas.space.KeywordSpaces;
import dev.tinyrig.nas.space.NetworkPlan;
import dev.tinyrig.nas.train.TrainedSpace.Candidate;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherEngineTest {
    /** Instructions, in thousands, that one run of the kernel takes in QEMU: CMSIS-NN 99f736a, GCC 12.2 -O3. */
    @ParameterizedTest
    @CsvSource({
        "pointwise, 20, 20, 48, 1, 1, 16, 699.1",
        "pointwise, 20, 20, 16, 1, 1, 48, 1218.6",
        "pointwise, 5, 5, 96, 1, 1, 160, 767.2",
        "depthwise, 20, 20, 48, 3, 1, 48, 1506.7",
        "depthwise, 20, 20, 48, 3, 2, 48, 377.4",
        "depthwise, 20, 20, 48, 5, 1, 48, 4636.5",
        "depthwise, 20, 20, 48, 5, 2, 48, 1159.4",
        "depthwise, 10, 10, 96, 7, 1, 96, 3762.0",
        "depthwise, 20, 20, 96, 7, 2, 96, 3905.0",
        "convolution, 80, 80, 3, 3, 2, 16, 3333.8"
    })
    void kernelsTakeAboutAsManyInstructionsAsWereCounted(
            String kind, int height, int width, int channels, int kernel, int stride, int outputs, double thousands) {
        Network network = oneLayer(kind, new Shape(height, width, channels), kernel, stride, outputs);

        double predicted = CmsisInstructions.of(network, network.layers().get(0));

        assertThat(predicted / 1000).isCloseTo(thousands, withPercentage(kind.equals("depthwise") ? 3 : 7));
    }

    /** Counted in QEMU, CMSIS-NN called directly; the arena by the rules of its planner and its buffer sizes. */
    @ParameterizedTest
    @CsvSource({
        "models/keyword_spotting__kws_ref_model.tflite, 7839044, 16256",
        "models/visual_wake_words__vww_96_int8.tflite, 24710912, 64512",
        "models/image_classification__pretrainedResnet_quant.tflite, 29866198, 51456",
        "architectures/mcunet-5fps_vww.json, 48059803, 96000"
    })
    void wholeNetworksTakeAboutWhatWasCounted(String model, long instructions, int arenaBytes) {
        Network network =
                ModelFile.read(RealData.file(model), Optional.empty(), 1).network();

        assertThat((double) OtherEngine.CMSIS_NN.instructions(network))
                .isCloseTo((double) instructions, withPercentage(4));
        assertThat((double) OtherEngine.CMSIS_NN.arenaBytes(network)).isCloseTo(arenaBytes, withPercentage(4));
    }

    /** The linked images of MCUNet's 5 fps VWW network, whose interpreter keeps 58,336 bytes of its own. */
    @Test
    void flashAndTheInterpretersMemoryAreThoseOfMeasuredImages() {
        Network network = ModelFile.read(RealData.file("architectures/mcunet-5fps_vww.json"), Optional.empty(), 1)
                .network();

        assertThat((double) OtherEngine.CMSIS_NN.flashBytes(network)).isCloseTo(525_792, withPercentage(1));
        assertThat((double) OtherEngine.TFLM.flashBytes(network)).isCloseTo(726_728, withPercentage(12));
        assertThat((double) OtherEngine.TFLM.arenaBytes(network) - OtherEngine.CMSIS_NN.arenaBytes(network))
                .isCloseTo(58_336, withPercentage(12));
    }

    /** 269 ms on the STM32F746 and 97 ms on the STM32H743 with CMSIS-NN of 2022, which takes 2 % more instructions. */
    @Test
    void latencyIsThatOfSilicon() {
        Network network = ModelFile.read(RealData.file("architectures/mcunet-5fps_vww.json"), Optional.empty(), 1)
                .network();

        assertThat(milliseconds(network, "stm32f746")).isCloseTo(269, withPercentage(5));
        assertThat(milliseconds(network, "stm32h743")).isCloseTo(97, withPercentage(5));
    }

    @Test
    void judgesWithoutRunningAndSaysSo() {
        PredictingEvaluator evaluator =
                new PredictingEvaluator(OtherEngine.CMSIS_NN, Targets.load().named("stm32f412"), Clock.systemUTC());

        Evaluation evaluation =
                evaluator.evaluate(new Proposal(3, 1, KeywordSpaces.tiny().smallest()), OtherEngineTest::candidate);

        assertThat(evaluation.number()).isEqualTo(3);
        assertThat(evaluation.validationAccuracy()).isEqualTo(0.5);
        assertThat(evaluation.cost().orElseThrow().latencyMs()).isPositive();
        Fidelity fidelity = evaluation
                .outcome()
                .match(
                        measured -> measured.measurement().fidelity(),
                        rejected -> Fidelity.MEASURED,
                        crashed -> Fidelity.MEASURED);
        assertThat(fidelity).isEqualTo(Fidelity.PREDICTED);
    }

    @Test
    void takesMoreMemoryAndFlashThanOursWithAnInterpreter() {
        Network network = new BlankNetworks().of(FakeEvaluator.SPACE.plan(FakeEvaluator.SPACE.largest()));

        assertThat(OtherEngine.TFLM.arenaBytes(network)).isGreaterThan(OtherEngine.CMSIS_NN.arenaBytes(network));
        assertThat(OtherEngine.TFLM.flashBytes(network)).isGreaterThan(90_000);
        assertThat(OtherEngine.named("cmsis-nn")).isEqualTo(OtherEngine.CMSIS_NN);
    }

    private static Candidate candidate(Architecture architecture) {
        NetworkPlan plan = KeywordSpaces.tiny().plan(architecture);
        Kernel none = new Kernel(new float[0], new float[0]);
        List<FloatNetwork.Block> blocks = plan.blocks().stream()
                .map(block -> new FloatNetwork.Block(List.of(none), none, none))
                .toList();
        return new Candidate(new FloatNetwork(plan, none, blocks, none), 0.5);
    }

    private static double milliseconds(Network network, String target) {
        Target chip = Targets.load().named(target);
        return 1e3
                * OtherEngine.CMSIS_NN.predict(network, chip).cycles()
                / chip.clocks().coreHz();
    }

    private static Network oneLayer(String kind, Shape input, int kernel, int stride, int outputs) {
        Quantization quantization = new Quantization(0.1f, 0);
        Window window = Window.same(input, kernel, kernel, stride, stride);
        Shape output =
                new Shape((input.height() + stride - 1) / stride, (input.width() + stride - 1) / stride, outputs);
        boolean depthwise = kind.equals("depthwise");
        float[] scales = new float[outputs];
        Arrays.fill(scales, 1);
        Weights weights = new Weights(
                new byte[kernel * kernel * outputs * (depthwise ? 1 : input.channels())], scales, new int[outputs]);
        Layer layer = depthwise
                ? new Layer.DepthwiseConv2d("layer", 0, 1, window, weights, ActivationRange.NONE)
                : new Layer.Conv2d("layer", 0, 1, window, weights, ActivationRange.NONE);
        return new Network(
                "one",
                List.of(new Tensor(0, input, quantization), new Tensor(1, output, quantization)),
                List.of(layer),
                0);
    }
}
