package dev.tinyrig.codegen.benchmark;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.NetworkBuilder.Activation;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One layer to be measured, and what other engines need for it.
 *
 * @param kind {@code conv}, {@code dw}, {@code avgpool} or {@code add}
 * @param others thousands of instructions of TinyEngine float, TinyEngine fixed point and CMSIS-NN
 */
record BenchmarkLayer(String kind, int kernel, int stride, Shape from, Shape to, List<Double> others) {
    private static final Pattern KERNEL = Pattern.compile("([a-z]+)(?:(\\d)s(\\d))?");

    BenchmarkLayer {
        others = List.copyOf(others);
    }

    /** The rows of a table in the resources of this package. */
    static List<BenchmarkLayer> table(String file) throws IOException {
        try (InputStream table = BenchmarkLayer.class.getResourceAsStream(file)) {
            if (table == null) {
                throw new IllegalArgumentException(file + " is not beside " + BenchmarkLayer.class.getName());
            }
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("kernel,"))
                    .map(line -> of(line.split(",")))
                    .toList();
        }
    }

    private static BenchmarkLayer of(String[] cells) {
        Matcher kernel = KERNEL.matcher(cells[0]);
        if (!kernel.matches()) {
            throw new IllegalArgumentException("'%s' is not a kernel such as dw3s2".formatted(cells[0]));
        }
        int size = kernel.group(2) == null ? 1 : Integer.parseInt(kernel.group(2));
        int stride = kernel.group(3) == null ? 1 : Integer.parseInt(kernel.group(3));
        List<Double> others = Stream.of(cells).skip(3).map(Double::valueOf).toList();
        return new BenchmarkLayer(kernel.group(1), size, stride, shape(cells[1]), shape(cells[2]), others);
    }

    private static Shape shape(String text) {
        int[] sides = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new Shape(sides[0], sides[1], sides[2]);
    }

    /** This layer alone. */
    Network network(int number) {
        NetworkBuilder builder = new NetworkBuilder("layer" + number, from, number);
        appendTo(builder, 0);
        return builder.build();
    }

    /** All layers of a table, each reading the one before it; a sum also reads what its block of three began with. */
    static Network chain(String name, List<BenchmarkLayer> layers) {
        NetworkBuilder builder = new NetworkBuilder(name, layers.get(0).from(), 1);
        IntStream.range(0, layers.size()).forEach(i -> layers.get(i).appendTo(builder, Math.max(0, i - 3)));
        return builder.build();
    }

    private void appendTo(NetworkBuilder builder, int blockInput) {
        builder.withActivation(isRectified() ? Activation.RELU : Activation.NONE);
        Window window = new Window(kernel, kernel, stride, stride, padding(), padding());
        switch (kind) {
            case "conv" -> builder.conv(builder.last(), window, to);
            case "dw" -> builder.depthwise(builder.last(), window, to);
            case "add" -> builder.add(blockInput, builder.last());
            case "avgpool" -> builder.averagePool(builder.last(), new Window(kernel, kernel, 1, 1, 0, 0), to);
            default -> throw new IllegalArgumentException("no layer '" + kind + "'");
        }
    }

    private int padding() {
        return (kernel - 1) / 2;
    }

    /** In a block of an inverted bottleneck all but the projection and the sum. */
    private boolean isRectified() {
        return kind.equals("dw") || (kind.equals("conv") && to.channels() > from.channels());
    }

    String title() {
        return "%s%s %s > %s".formatted(kind, kind.equals("add") ? "" : kernel + "x" + kernel + "s" + stride, from, to);
    }

    /**
     * Instructions that SMLAD allows with single rounding, where that was worked out. A convolution has a tile of 2 by 2: 18 for
     * 16 products, 5 to widen 4 values, 5.5 an output. A depthwise layer has planes of int16.
     */
    OptionalDouble limit() {
        double outputs = to.size();
        double products = outputs * kernel * kernel;
        if (kind.equals("conv")) {
            double widened = products * from.channels() / to.channels();
            return OptionalDouble.of(products * from.channels() * 18 / 16 + widened * 5 / 4 + outputs * 5.5);
        }
        if (kind.equals("dw") && stride == 1) {
            double perProduct = kernel == 3 ? 1.75 : kernel == 5 ? 1.35 : 1.2;
            return OptionalDouble.of(products * perProduct);
        }
        return kind.equals("dw") ? OptionalDouble.of(depthwiseLimit()) : OptionalDouble.empty();
    }

    /**
     * As for stride 1: 1.75 a value to fill the planes, 5 an output; and for four outputs, each kernel row, the words of lanes under
     * them, a multiplication for two taps or an odd one, and, but for 3x3, the row's weights.
     */
    private double depthwiseLimit() {
        int words = (3 * stride + kernel + 1) / 2;
        int products = 4 * ((kernel + 1) / 2);
        int weights = kernel == 3 ? 0 : (kernel + 1) / 2;
        return 1.75 * from.size() + 5.0 * to.size() + to.size() / 4.0 * kernel * (words + products + weights);
    }
}
