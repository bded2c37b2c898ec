package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.ChannelMultipliers;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.SoftmaxTable;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.schedule.Kernel;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.rig.measure.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** First pass: every constant array of a network as bytes, little-endian as the targets are. */
final class WeightsPass implements Layer.WeightVisitor<Layer> {
    /** sizeof(struct kernel_channel) */
    private static final int CHANNEL_BYTES = 12;

    private final Network network;
    private final LayerNames names;
    private final Rounding rounding;
    private final Set<Layer> tiledLayers;
    private final Set<Layer> planarLayers;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<WeightsFile.Section> sections = new ArrayList<>();

    private WeightsPass(Schedule schedule, LayerNames names) {
        this.network = schedule.network();
        this.names = names;
        this.rounding = schedule.options().rounding();
        this.tiledLayers = layersWith(schedule, Kernel::isTiled);
        this.planarLayers = layersWith(schedule, Kernel::isPlanar);
    }

    private static Set<Layer> layersWith(Schedule schedule, Predicate<Kernel> property) {
        return schedule.steps().stream()
                .filter(step -> property.test(step.kernel()))
                .map(Step::layer)
                .collect(Collectors.toSet());
    }

    static WeightsFile run(Schedule schedule, LayerNames names) {
        WeightsPass pass = new WeightsPass(schedule, names);
        pass.network.layers().forEach(layer -> layer.accept(pass));
        return new WeightsFile(Bytes.of(pass.bytes.toByteArray()), pass.sections);
    }

    @Override
    public Layer conv2d(Layer.Conv2d layer) {
        int taps = layer.weights().count() / layer.weights().outputChannels();
        List<Multiplier> multipliers = ChannelMultipliers.ofConvolution(input(layer), layer.weights(), output(layer));
        return addWeighted(layer, layer.weights(), multipliers, index -> index / taps);
    }

    @Override
    public Layer depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        int channels = layer.weights().outputChannels();
        List<Multiplier> multipliers = ChannelMultipliers.ofConvolution(input(layer), layer.weights(), output(layer));
        return planarLayers.contains(layer)
                ? addPlanar(layer, new PlanarConstants(layer.weights(), multipliers, rounding))
                : addWeighted(layer, layer.weights(), multipliers, index -> index % channels);
    }

    @Override
    public Layer fullyConnected(Layer.FullyConnected layer) {
        int inputs = layer.weights().count() / layer.weights().outputChannels();
        List<Multiplier> multipliers =
                ChannelMultipliers.ofFullyConnected(input(layer), layer.weights(), output(layer));
        return addWeighted(layer, layer.weights(), multipliers, index -> index / inputs);
    }

    @Override
    public Layer softmax(Layer.Softmax layer) {
        byte[] contents = new byte[SoftmaxTable.ENTRIES * Float.BYTES];
        ByteBuffer table = littleEndian(contents);
        for (float value : SoftmaxTable.of(input(layer))) {
            table.putFloat(value);
        }
        add("float", names.of(layer) + "_exponentials", SoftmaxTable.ENTRIES, contents);
        return layer;
    }

    @Override
    public Layer weightless(Layer layer) {
        return layer;
    }

    private Layer addPlanar(Layer layer, PlanarConstants constants) {
        byte[] weights = constants.weights();
        byte[] channels = constants.channels();
        byte[] shifts = constants.shifts();
        add("int8_t", names.of(layer) + "_weights", weights.length, weights);
        add("struct kernel_channel_factor", names.of(layer) + "_channels", shifts.length, channels);
        add("uint8_t", names.of(layer) + "_shifts", shifts.length, shifts);
        return layer;
    }

    private Layer addWeighted(Layer layer, Weights weights, List<Multiplier> multipliers, IntUnaryOperator channelOf) {
        byte[] values = weights.values();
        int[] bias = foldedBias(weights, input(layer).zeroPoint(), channelOf);
        if (tiledLayers.contains(layer)) {
            byte[] stream = new TileStream(values, bias, multipliers, rounding).bytes();
            add("int32_t", names.of(layer) + "_weights", stream.length / Integer.BYTES, stream);
            return layer;
        }
        byte[] contents = new byte[bias.length * CHANNEL_BYTES];
        ByteBuffer channels = littleEndian(contents);
        for (int c = 0; c < bias.length; c++) {
            Multiplier multiplier = multipliers.get(c);
            channels.putInt(bias[c]).putInt(multiplier.mantissa());
            channels.putShort((short) multiplier.leftShift()).putShort((short) multiplier.rightShift());
        }
        add("int8_t", names.of(layer) + "_weights", values.length, values);
        add("struct kernel_channel", names.of(layer) + "_channels", bias.length, contents);
        return layer;
    }

    /** The bias that is right for bytes as they are, with no zero point taken off them. */
    private static int[] foldedBias(Weights weights, int zeroPoint, IntUnaryOperator channelOf) {
        int[] bias = weights.bias();
        byte[] values = weights.values();
        for (int i = 0; i < values.length; i++) {
            bias[channelOf.applyAsInt(i)] -= zeroPoint * values[i];
        }
        return bias;
    }

    private void add(String type, String name, int length, byte[] contents) {
        String symbol = "net_" + name;
        String declaration = "const %s %s[%d]".formatted(type, symbol, length);
        sections.add(new WeightsFile.Section(symbol, declaration, bytes.size(), contents.length));
        bytes.writeBytes(contents);
        while (bytes.size() % WeightsFile.ALIGNMENT != 0) {
            bytes.write(0);
        }
    }

    private Quantization input(Layer layer) {
        return network.tensor(layer.inputs().get(0)).quantization();
    }

    private Quantization output(Layer layer) {
        return network.tensor(layer.output()).quantization();
    }

    private static ByteBuffer littleEndian(byte[] contents) {
        return ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
    }
}
