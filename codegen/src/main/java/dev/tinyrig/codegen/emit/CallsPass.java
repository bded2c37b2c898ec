package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.AddScaling;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Macs;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Rescaling;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.SumFactors;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.schedule.Planes;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.StreamedBlock;
import dev.tinyrig.codegen.schedule.Tiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Third pass: every step's parameters and call. */
final class CallsPass {
    private final Schedule schedule;
    private final Network network;
    private final LayerNames names;

    private CallsPass(Schedule schedule, LayerNames names) {
        this.schedule = schedule;
        this.network = schedule.network();
        this.names = names;
    }

    static List<KernelCall> run(Schedule schedule, LayerNames names) {
        CallsPass pass = new CallsPass(schedule, names);
        List<KernelCall> calls = new ArrayList<>();
        for (int step = 0; step < schedule.steps().size(); step++) {
            Optional<StreamedBlock> block = schedule.blockOf(step);
            calls.add(block.map(pass::stream).orElse(pass.call(step)));
            step = block.map(StreamedBlock::lastStep).orElse(step);
        }
        return calls;
    }

    private KernelCall call(int index) {
        Step step = schedule.steps().get(index);
        return new KernelCall(
                summary(step), parameters(step, false), step.kernel().function(), arguments(step));
    }

    private KernelCall stream(StreamedBlock block) {
        String summary = block.steps()
                .mapToObj(step -> summary(schedule.steps().get(step)))
                .collect(Collectors.joining(";\n   "));
        String parameters = block.steps()
                .mapToObj(step -> parameters(schedule.steps().get(step), true))
                .collect(Collectors.joining("\n\n"));
        return new KernelCall(summary, parameters, StreamFunction.name(block, schedule, names), List.of());
    }

    private String parameters(Step step, boolean rowByRow) {
        String structure = step.kernel().function().replaceFirst("(_swapped)?_s8$", "");
        String fields = step.layer().accept(new Fields(step, rowByRow));
        return "static const struct %s layer_%s = {\n%s};"
                .formatted(structure, names.of(step.layer()), fields.indent(4));
    }

    private List<String> arguments(Step step) {
        Stream<Integer> inputs = step.layer().inputs().stream().map(schedule::offsetOf);
        Stream<Integer> scratch = step.kernel().scratchBytes() > 0 ? Stream.of(step.scratchOffset()) : Stream.of();
        Stream<Integer> output = Stream.of(schedule.offsetOf(step.layer().output()));
        Stream<String> pointers =
                Stream.of(inputs, scratch, output).flatMap(offsets -> offsets).map(offset -> "net_arena + " + offset);
        return Stream.concat(Stream.of("&layer_" + names.of(step.layer())), pointers)
                .toList();
    }

    private String summary(Step step) {
        Layer layer = step.layer();
        String inputs =
                layer.inputs().stream().map(input -> shape(input).toString()).collect(Collectors.joining(" + "));
        String shapes = "%s: %s -> %s".formatted(names.of(layer), inputs, shape(layer.output()));
        long macs = Macs.of(network, layer);
        return macs == 0 ? shapes : String.format(Locale.ROOT, "%s, %,d MACs", shapes, macs);
    }

    private Shape shape(int tensor) {
        return network.tensor(tensor).shape();
    }

    private Quantization quantization(int tensor) {
        return network.tensor(tensor).quantization();
    }

    private int zeroPoint(int tensor) {
        return quantization(tensor).zeroPoint();
    }

    /** The initialisers of a step's parameter structure. */
    private final class Fields implements Layer.Visitor<String> {
        private final Step step;
        private final boolean rowByRow;

        Fields(Step step, boolean rowByRow) {
            this.step = step;
            this.rowByRow = rowByRow;
        }

        /** Of a tensor, or of one row where the layer is called for each. */
        private Shape shape(int tensor) {
            Shape whole = CallsPass.this.shape(tensor);
            return rowByRow ? new Shape(1, whole.width(), whole.channels()) : whole;
        }

        @Override
        public String conv2d(Layer.Conv2d layer) {
            return switch (step.kernel().function()) {
                case "kernel_tiled_pointwise_s8" ->
                    tiledPointwise(layer.weights(), shape(layer.output()), layer.range());
                case "kernel_tiled_conv2d_s8" ->
                    windowed(layer, layer.window())
                            + tiled(Tiling.GATHERED_BYTES, layer.weights(), shape(layer.output()), layer.range());
                case "kernel_pointwise_s8" -> pointwise(layer);
                default -> windowed(layer, layer.window()) + weighted(layer, layer.range());
            };
        }

        private String tiledPointwise(Weights weights, Shape to, ActivationRange range) {
            return ".pixels = %d,\n".formatted(to.height() * to.width()) + tiled(Tiling.WIDE_BYTES, weights, to, range);
        }

        /** A matrix product in register tiles; the columns' scratch says how many there are. */
        private String tiled(int bytesPerValue, Weights weights, Shape to, ActivationRange range) {
            Layer layer = step.layer();
            int channels = to.channels();
            int length = Tiling.paddedLength(weights.values().length / channels);
            return """
                    .product = {
                        .matrix = {.length = %d, .pairs = %d, .zero_point = %d, .stride = %d, .min = %d, .max = %d, \
                    .stream = net_%s_weights},
                        .has_odd_channel = %d,
                        .tile_pixels = %d,
                        .tiles = &%s,
                    },
                    """
                    .formatted(
                            length,
                            channels / 2,
                            zeroPoint(layer.output()),
                            channels,
                            range.min(),
                            range.max(),
                            names.of(layer),
                            channels % 2,
                            step.kernel().scratchBytes() / (bytesPerValue * length),
                            Tiling.tiles(schedule.options().rounding(), network.tensor(layer.output()), range));
        }

        private String pointwise(Layer.Conv2d layer) {
            Shape from = shape(layer.input());
            return """
                    .pixels = %d,
                    .input_channels = %d,
                    .output_channels = %d,
                    """
                            .formatted(
                                    from.height() * from.width(),
                                    from.channels(),
                                    shape(layer.output()).channels())
                    + weighted(layer, layer.range());
        }

        @Override
        public String depthwiseConv2d(Layer.DepthwiseConv2d layer) {
            String windowed = windowed(layer, layer.window());
            return step.kernel().isPlanar()
                    ? windowed + planar(layer) + weighted(layer, layer.range())
                    : windowed + weighted(layer, layer.range());
        }

        /** The planes' scratch says how many rows they have. */
        private String planar(Layer.DepthwiseConv2d layer) {
            Window window = layer.window();
            Planes planes =
                    Planes.of(step.kernel().scratchBytes(), window, shape(layer.input()), shape(layer.output()));
            return """
                    .plane_rows = %d,
                    .plane_lanes = %d,
                    .shifts = net_%s_shifts,
                    .rows = &kernel_depthwise_w%ds%d_%s,
                    """
                    .formatted(
                            planes.rows(),
                            planes.lanes(),
                            names.of(layer),
                            window.kernelWidth(),
                            window.strideWidth(),
                            Tiling.rounding(
                                    schedule.options().rounding(), network.tensor(layer.output()), layer.range()));
        }

        @Override
        public String add(Layer.Add layer) {
            AddScaling scaling = AddScaling.of(network, layer);
            return step.kernel().function().equals("kernel_add_s8")
                    ? plainAdd(layer, scaling)
                    : addByFour(layer, SumFactors.of(scaling));
        }

        private String addByFour(Layer.Add layer, SumFactors factors) {
            int first = factors.isSwapped() ? layer.right() : layer.left();
            int second = factors.isSwapped() ? layer.left() : layer.right();
            return """
                    .elements = %d,
                    .left_offset = %d,
                    .right_offset = %d,
                    .right_multiplier = %s,
                    .right_power = %s,
                    .sum_multiplier = %s,
                    .sum_power = %s,
                    .zero_point = %d,
                    """
                    .formatted(
                            shape(layer.output()).size(),
                            zeroPoint(first) << (AddScaling.LEFT_SHIFT - 1),
                            zeroPoint(second) << AddScaling.LEFT_SHIFT,
                            int32(factors.second().multiplier()),
                            int32(factors.second().power()),
                            int32(factors.sum().multiplier()),
                            int32(factors.sum().power()),
                            zeroPoint(layer.output()));
        }

        /** C has no literal for the least one. */
        private static String int32(int value) {
            return value == Integer.MIN_VALUE ? "INT32_MIN" : String.valueOf(value);
        }

        private String plainAdd(Layer.Add layer, AddScaling scaling) {
            return """
                    .elements = %d,
                    .left_zero_point = %d,
                    .right_zero_point = %d,
                    .left = %s,
                    .right = %s,
                    .sum = %s,
                    .output = %s,
                    """
                    .formatted(
                            shape(layer.output()).size(),
                            zeroPoint(layer.left()),
                            zeroPoint(layer.right()),
                            factor(scaling.left()),
                            factor(scaling.right()),
                            factor(scaling.output()),
                            bounds(layer, layer.range()));
        }

        @Override
        public String averagePool(Layer.AveragePool layer) {
            return shapes(layer, layer.window());
        }

        @Override
        public String fullyConnected(Layer.FullyConnected layer) {
            return switch (step.kernel().function()) {
                case "kernel_tiled_pointwise_s8" ->
                    tiledPointwise(layer.weights(), shape(layer.output()), layer.range());
                case "kernel_tiled_conv2d_s8" ->
                    windowed(layer, whole(shape(layer.input())))
                            + tiled(Tiling.GATHERED_BYTES, layer.weights(), shape(layer.output()), layer.range());
                default -> plainFullyConnected(layer);
            };
        }

        private static Window whole(Shape input) {
            return new Window(input.height(), input.width(), 1, 1, 0, 0);
        }

        private String plainFullyConnected(Layer.FullyConnected layer) {
            return """
                    .inputs = %d,
                    .outputs = %d,
                    """
                            .formatted(
                                    shape(layer.input()).size(),
                                    shape(layer.output()).size())
                    + weighted(layer, layer.range());
        }

        @Override
        public String softmax(Layer.Softmax layer) {
            Shape shape = shape(layer.input());
            return """
                    .pixels = %d,
                    .channels = %d,
                    .exponentials = net_%s_exponentials,
                    """
                    .formatted(shape.height() * shape.width(), shape.channels(), names.of(layer));
        }

        @Override
        public String maxPool(Layer.MaxPool layer) {
            return shapes(layer, layer.window())
                    + ".min = %d,\n.max = %d,\n"
                            .formatted(layer.range().min(), layer.range().max());
        }

        @Override
        public String mean(Layer.Mean layer) {
            Shape from = shape(layer.input());
            Shape to = shape(layer.output());
            int count = from.height() / to.height() * (from.width() / to.width());
            Multiplier factor = Rescaling.ofMean(quantization(layer.input()), quantization(layer.output()), count);
            return """
                    .from = %s,
                    .to = %s,
                    .input_zero_point = %d,
                    .factor = %s,
                    .output = %s,
                    """
                    .formatted(
                            inC(from),
                            inC(to),
                            zeroPoint(layer.input()),
                            factor(factor),
                            bounds(layer, ActivationRange.NONE));
        }

        @Override
        public String rescale(Layer.Rescale layer) {
            Multiplier factor = Rescaling.of(quantization(layer.input()), quantization(layer.output()));
            return """
                    .elements = %d,
                    .input_zero_point = %d,
                    .factor = %s,
                    .output = %s,
                    """
                    .formatted(
                            shape(layer.output()).size(),
                            zeroPoint(layer.input()),
                            factor(factor),
                            bounds(layer, layer.range()));
        }

        @Override
        public String pad(Layer.Pad layer) {
            return """
                    .from = %s,
                    .to = %s,
                    .top = %d,
                    .left = %d,
                    .value = %d,
                    """
                    .formatted(
                            inC(shape(layer.input())),
                            inC(shape(layer.output())),
                            layer.top(),
                            layer.left(),
                            zeroPoint(layer.input()));
        }

        @Override
        public String reshape(Layer.Reshape layer) {
            return ".elements = %d,\n".formatted(shape(layer.output()).size());
        }

        @Override
        public String concatenation(Layer.Concatenation layer) {
            int left = shape(layer.left()).run(layer.axis());
            return """
                    .runs = %d,
                    .left_run = %d,
                    .right_run = %d,
                    """
                    .formatted(
                            shape(layer.left()).size() / left,
                            left,
                            shape(layer.right()).run(layer.axis()));
        }

        private String windowed(Layer layer, Window window) {
            int zeroPoint = zeroPoint(layer.inputs().get(0));
            return shapes(layer, window) + ".input_zero_point = %d,\n".formatted(zeroPoint);
        }

        private String shapes(Layer layer, Window window) {
            return """
                    .from = %s,
                    .to = %s,
                    .window = {.height = %d, .width = %d, .stride_height = %d, .stride_width = %d, \
                    .pad_top = %d, .pad_left = %d},
                    """
                    .formatted(
                            inC(CallsPass.this.shape(layer.inputs().get(0))),
                            inC(shape(layer.output())),
                            window.kernelHeight(),
                            window.kernelWidth(),
                            window.strideHeight(),
                            window.strideWidth(),
                            window.padTop(),
                            window.padLeft());
        }

        private String weighted(Layer layer, ActivationRange range) {
            return """
                    .weights = net_%1$s_weights,
                    .channels = net_%1$s_channels,
                    .output = %2$s,
                    """
                    .formatted(names.of(layer), bounds(layer, range));
        }

        private String bounds(Layer layer, ActivationRange range) {
            return "{.zero_point = %d, .min = %d, .max = %d}"
                    .formatted(zeroPoint(layer.output()), range.min(), range.max());
        }

        private static String factor(Multiplier multiplier) {
            return "{.multiplier = %d, .left_shift = %d, .right_shift = %d}"
                    .formatted(multiplier.mantissa(), multiplier.leftShift(), multiplier.rightShift());
        }

        private static String inC(Shape shape) {
            return "{.height = %d, .width = %d, .channels = %d}"
                    .formatted(shape.height(), shape.width(), shape.channels());
        }
    }
}
