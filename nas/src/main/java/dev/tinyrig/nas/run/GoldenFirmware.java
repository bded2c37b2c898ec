package dev.tinyrig.nas.run;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import dev.tinyrig.rig.bench.board.Golden;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.LabException;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The firmware that proves a board sound: one dense layer, built when a board of its target must be checked. */
public final class GoldenFirmware implements Function<Target, Golden> {
    private static final int INPUTS = 16;
    private static final int OUTPUTS = 4;
    private static final int STIMULI = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Codegen> codegen;
    private final Path folder;
    private final Map<Target, Golden> built = new ConcurrentHashMap<>();

    /** Nothing is built yet; images are written below {@code folder}. */
    public GoldenFirmware(Supplier<Codegen> codegen, Path folder) {
        this.codegen = codegen;
        this.folder = folder;
    }

    @Override
    public Golden apply(Target target) {
        return built.computeIfAbsent(target, this::build);
    }

    private Golden build(Target target) {
        Network network = network();
        Firmware firmware = codegen.get()
                .compile(network, target, folder.resolve(target.name()))
                .match(linked -> linked.firmware(), refused -> {
                    throw new LabException("the golden firmware does not fit %s: %s"
                            .formatted(target.name(), refused.outcome().detail()));
                });
        return new Golden(firmware, new Workload(stimuli(network), 0, 1, PATIENCE));
    }

    private static Network network() {
        Quantization quantization = new Quantization(0.05f, 0);
        byte[] weights = new byte[INPUTS * OUTPUTS];
        float[] scales = new float[OUTPUTS];
        int[] bias = new int[OUTPUTS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (37 * i % 251 - 125);
        }
        for (int i = 0; i < OUTPUTS; i++) {
            scales[i] = 0.01f;
            bias[i] = 100 * i;
        }
        return new Network(
                "golden",
                List.of(
                        new Tensor(0, new Shape(1, 1, INPUTS), quantization),
                        new Tensor(1, new Shape(1, 1, OUTPUTS), quantization)),
                List.of(new Layer.FullyConnected(
                        "dense", 0, 1, new Weights(weights, scales, bias), ActivationRange.NONE)),
                0);
    }

    private static List<Stimulus> stimuli(Network network) {
        ReferenceExecutor reference = new ReferenceExecutor(network);
        return IntStream.range(0, STIMULI)
                .mapToObj(GoldenFirmware::input)
                .map(input -> new Stimulus(input, reference.run(input)))
                .toList();
    }

    private static Bytes input(int number) {
        byte[] input = new byte[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            input[i] = (byte) (11 * i - 60 + 5 * number);
        }
        return Bytes.of(input);
    }
}
