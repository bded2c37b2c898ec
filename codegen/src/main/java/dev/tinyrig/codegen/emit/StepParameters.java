package dev.tinyrig.codegen.emit;

import dev.tinyrig.codegen.network.ActivationRange;
import dev.tinyrig.codegen.network.AddScaling;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Multiplier;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Rescaling;
import dev.tinyrig.codegen.network.Rounding;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.SumFactors;
import dev.tinyrig.codegen.network.Weights;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.schedule.Blocks;
import dev.tinyrig.codegen.schedule.Planes;
import dev.tinyrig.codegen.schedule.Schedule;
import dev.tinyrig.codegen.schedule.Step;
import dev.tinyrig.codegen.schedule.Tiling;

/** The value of a step's parameter structure; {@code kernel.h} has the structures. */
final class StepParameters implements Layer.Visitor<Initialiser> {
    private final Schedule schedule;
    private final Network network;
    private final LayerNames names;
    private final Step step;
    private final int rows;

    /** {@code rows} says how many of its output's rows a call writes. */
    StepParameters(Schedule schedule, LayerNames names, Step step, int rows) {
        this.schedule = schedule;
        this.network = schedule.network();
        this.names = names;
        this.step = step;
        this.rows = rows;
    }

    @Override
    public Initialiser conv2d(Layer.Conv2d layer) {
        return switch (step.kernel().function()) {
            case "kernel_tiled_pointwise_s8" -> tiledPointwise(layer.weights(), layer.range());
            case "kernel_tiled_dot_s8" -> tiledDot(layer.weights(), layer.range());
            case "kernel_tiled_conv2d_s8" -> tiledConv2d(layer.window(), layer.weights(), layer.range());
            case "kernel_pointwise_s8" -> pointwise(layer);
            default -> windowed(layer.window()).and(weighted(layer.range()));
        };
    }

    private Initialiser tiledPointwise(Weights weights, ActivationRange range) {
        return new Initialiser()
                .with("pixels", pixels(output()))
                .withLines("product", product(Tiling.WIDE_BYTES, weights, range));
    }

    private Initialiser tiledConv2d(Window window, Weights weights, ActivationRange range) {
        return windowed(window).withLines("product", product(Tiling.GATHERED_BYTES, weights, range));
    }

    private Initialiser tiledDot(Weights weights, ActivationRange range) {
        return new Initialiser()
                .with("matrix", matrix(weights, range))
                .with("channels", output().channels())
                .with("rounds_once", schedule.options().rounding() == Rounding.SINGLE ? 1 : 0);
    }

    private Initialiser matrix(Weights weights, ActivationRange range) {
        int channels = output().channels();
        return new Initialiser()
                .with("length", Tiling.paddedLength(weights.values().length / channels))
                .with("pairs", channels / 2)
                .with("zero_point", zeroPoint(step.layer().output()))
                .with("stride", channels)
                .with("min", range.min())
                .with("max", range.max())
                .with("stream", constant("weights"));
    }

    /** A matrix product in register tiles; the columns' scratch says how many there are. */
    private Initialiser product(int bytesPerValue, Weights weights, ActivationRange range) {
        int channels = output().channels();
        int length = Tiling.paddedLength(weights.values().length / channels);
        return new Initialiser()
                .with("matrix", matrix(weights, range))
                .with("has_odd_channel", channels % 2)
                .with("tile_pixels", step.kernel().scratchBytes() / (bytesPerValue * length))
                .with(
                        "tiles",
                        "&"
                                + Tiling.tiles(
                                        schedule.options().rounding(),
                                        network.tensor(step.layer().output()),
                                        range));
    }

    private Initialiser pointwise(Layer.Conv2d layer) {
        Shape from = shape(layer.input());
        return new Initialiser()
                .with("pixels", pixels(from))
                .with("input_channels", from.channels())
                .with("output_channels", output().channels())
                .and(weighted(layer.range()));
    }

    @Override
    public Initialiser depthwiseConv2d(Layer.DepthwiseConv2d layer) {
        Initialiser windowed = windowed(layer.window());
        return step.kernel().isPlanar()
                ? windowed.and(planar(layer)).and(weighted(layer.range()))
                : windowed.and(weighted(layer.range()));
    }

    /** The planes' scratch says how many rows they have. */
    private Initialiser planar(Layer.DepthwiseConv2d layer) {
        int scratchBytes = step.kernel().scratchBytes();
        Window window = layer.window();
        Initialiser shifts = new Initialiser().with("shifts", constant("shifts"));
        String rounding = Tiling.rounding(schedule.options().rounding(), network.tensor(layer.output()), layer.range());
        if (step.kernel().isThreeByThree()) {
            Blocks blocks = Blocks.of(scratchBytes, window, shape(layer.input()), output());
            Initialiser three = shifts.with("plane_rows", blocks.rows())
                    .with("plane_blocks", blocks.blocks())
                    .with("run", "kernel_depthwise_3x3_s%d_%s".formatted(window.strideWidth(), rounding));
            return !isPart() && blocks.isSmallMap(window, shape(layer.input()), output())
                    ? three.with("run_map", "kernel_depthwise_3x3_map%d_%s".formatted(output().width(), rounding))
                    : three;
        }
        Planes planes = Planes.of(scratchBytes, window, shape(layer.input()), output());
        Initialiser planar = shifts.with("plane_rows", planes.rows()).with("plane_blocks", planes.blocks());
        if (!isPart() && planes.isSmallMap(window, shape(layer.input()), output())) {
            return planar.with("run_map", "kernel_depthwise_5x5_map_" + rounding);
        }
        String kernel = "w%ds%d".formatted(window.kernelWidth(), window.strideWidth());
        return planar.with("unpack", "kernel_depthwise_unpack_" + kernel)
                .with("run", "kernel_depthwise_%s_%s".formatted(kernel, rounding));
    }

    @Override
    public Initialiser add(Layer.Add layer) {
        AddScaling scaling = AddScaling.of(network, layer);
        return step.kernel().function().equals("kernel_add_s8")
                ? plainAdd(layer, scaling)
                : addByFour(layer, SumFactors.of(scaling));
    }

    private Initialiser addByFour(Layer.Add layer, SumFactors factors) {
        int first = factors.isSwapped() ? layer.right() : layer.left();
        int second = factors.isSwapped() ? layer.left() : layer.right();
        return new Initialiser()
                .with("elements", output().size())
                .with("left_offset", zeroPoint(first) << (AddScaling.LEFT_SHIFT - 1))
                .with("right_offset", zeroPoint(second) << AddScaling.LEFT_SHIFT)
                .with("right_multiplier", factors.second().multiplier())
                .with("right_power", factors.second().power())
                .with("sum_multiplier", factors.sum().multiplier())
                .with("sum_power", factors.sum().power())
                .with("zero_point", zeroPoint(layer.output()));
    }

    private Initialiser plainAdd(Layer.Add layer, AddScaling scaling) {
        return new Initialiser()
                .with("elements", output().size())
                .with("left_zero_point", zeroPoint(layer.left()))
                .with("right_zero_point", zeroPoint(layer.right()))
                .with("left", Initialiser.of(scaling.left()))
                .with("right", Initialiser.of(scaling.right()))
                .with("sum", Initialiser.of(scaling.output()))
                .with("output", bounds(layer.range()));
    }

    @Override
    public Initialiser averagePool(Layer.AveragePool layer) {
        return shapes(layer.window());
    }

    @Override
    public Initialiser fullyConnected(Layer.FullyConnected layer) {
        Shape from = shape(layer.input());
        Window whole = new Window(from.height(), from.width(), 1, 1, 0, 0);
        return switch (step.kernel().function()) {
            case "kernel_tiled_pointwise_s8" -> tiledPointwise(layer.weights(), layer.range());
            case "kernel_tiled_dot_s8" -> tiledDot(layer.weights(), layer.range());
            case "kernel_tiled_conv2d_s8" -> tiledConv2d(whole, layer.weights(), layer.range());
            default ->
                new Initialiser()
                        .with("inputs", from.size())
                        .with("outputs", output().size())
                        .and(weighted(layer.range()));
        };
    }

    @Override
    public Initialiser softmax(Layer.Softmax layer) {
        Shape from = shape(layer.input());
        return new Initialiser()
                .with("pixels", pixels(from))
                .with("channels", from.channels())
                .with("exponentials", constant("exponentials"));
    }

    @Override
    public Initialiser maxPool(Layer.MaxPool layer) {
        return shapes(layer.window())
                .with("min", layer.range().min())
                .with("max", layer.range().max());
    }

    @Override
    public Initialiser mean(Layer.Mean layer) {
        Shape from = shape(layer.input());
        int count = from.height() / output().height() * (from.width() / output().width());
        Multiplier factor = Rescaling.ofMean(quantization(layer.input()), quantization(layer.output()), count);
        return new Initialiser()
                .with("from", Initialiser.of(from))
                .with("to", Initialiser.of(output()))
                .with("input_zero_point", zeroPoint(layer.input()))
                .with("factor", Initialiser.of(factor))
                .with("output", bounds(ActivationRange.NONE));
    }

    @Override
    public Initialiser rescale(Layer.Rescale layer) {
        Multiplier factor = Rescaling.of(quantization(layer.input()), quantization(layer.output()));
        return new Initialiser()
                .with("elements", output().size())
                .with("input_zero_point", zeroPoint(layer.input()))
                .with("factor", Initialiser.of(factor))
                .with("output", bounds(layer.range()));
    }

    @Override
    public Initialiser pad(Layer.Pad layer) {
        return new Initialiser()
                .with("from", Initialiser.of(shape(layer.input())))
                .with("to", Initialiser.of(output()))
                .with("top", layer.top())
                .with("left", layer.left())
                .with("value", zeroPoint(layer.input()));
    }

    @Override
    public Initialiser reshape(Layer.Reshape layer) {
        return new Initialiser().with("elements", output().size());
    }

    @Override
    public Initialiser concatenation(Layer.Concatenation layer) {
        int left = shape(layer.left()).run(layer.axis());
        return new Initialiser()
                .with("runs", shape(layer.left()).size() / left)
                .with("left_run", left)
                .with("right_run", shape(layer.right()).run(layer.axis()));
    }

    private Initialiser windowed(Window window) {
        return shapes(window).with("input_zero_point", zeroPoint(firstInput()));
    }

    private Initialiser shapes(Window window) {
        return new Initialiser()
                .with("from", Initialiser.of(whole(firstInput())))
                .with("to", Initialiser.of(output()))
                .with("window", Initialiser.of(window));
    }

    private Initialiser weighted(ActivationRange range) {
        return new Initialiser()
                .with("weights", constant("weights"))
                .with("channels", constant("channels"))
                .with("output", bounds(range));
    }

    private Initialiser bounds(ActivationRange range) {
        return new Initialiser()
                .with("zero_point", zeroPoint(step.layer().output()))
                .with("min", range.min())
                .with("max", range.max());
    }

    private String constant(String kind) {
        return "net_%s_%s".formatted(names.of(step.layer()), kind);
    }

    private int firstInput() {
        return step.layer().inputs().get(0);
    }

    private Shape output() {
        return shape(step.layer().output());
    }

    /** Of a tensor, or of the rows that a call reads where there is one for each row it writes. */
    private Shape shape(int tensor) {
        Shape whole = whole(tensor);
        return isPart() ? new Shape(rows, whole.width(), whole.channels()) : whole;
    }

    private boolean isPart() {
        return rows < whole(step.layer().output()).height();
    }

    private Shape whole(int tensor) {
        return network.tensor(tensor).shape();
    }

    private static int pixels(Shape shape) {
        return shape.height() * shape.width();
    }

    private Quantization quantization(int tensor) {
        return network.tensor(tensor).quantization();
    }

    private int zeroPoint(int tensor) {
        return quantization(tensor).zeroPoint();
    }
}
