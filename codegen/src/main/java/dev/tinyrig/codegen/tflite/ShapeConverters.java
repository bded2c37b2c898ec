package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Axis;
import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.tflite.View.Border;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;
import org.tensorflow.lite.schema.TensorType;

/** Operators that move values about, and the mean, whose axes follow such moves. */
final class ShapeConverters {
    private ShapeConverters() {}

    static void pad(FileOperator operator, Assembly assembly) {
        FileTensor read = assembly.file(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        Border border = border(assembly.file(operator.input(1)), read.sides().size());
        requireSameQuantization(read, written);
        Shape from = read.shape();
        Shape padded = new Shape(
                from.height() + border.top() + border.bottom(),
                from.width() + border.left() + border.right(),
                from.channels());
        if (!padded.equals(written.shape())) {
            throw new TfliteException("pads %s to %s, but its output is %s".formatted(from, padded, written.shape()));
        }
        int input = assembly.plain(read.index());
        View view = View.plain(input, written.sides().size(), operator.index());
        assembly.look(written.index(), view.with(border));
        if (!assembly.fusing()) {
            int whole = assembly.plain(written.index());
            assembly.look(written.index(), View.plain(whole, written.sides().size(), operator.index()));
        }
    }

    private static Border border(FileTensor paddings, int rank) {
        int[] values = paddings.ints();
        if (!paddings.sides().equals(List.of(rank, 2)) || rank > 4) {
            throw new TfliteException("has %s as its paddings for %d sides".formatted(paddings, rank));
        }
        int[] extended = new int[8];
        System.arraycopy(values, 0, extended, extended.length - values.length, values.length);
        boolean within = Arrays.stream(extended).allMatch(padding -> padding >= 0 && padding < 1 << 20);
        if (!within || extended[0] + extended[1] + extended[6] + extended[7] > 0) {
            throw new TfliteException(
                    "pads by %s; only rows and columns can be padded".formatted(Arrays.toString(values)));
        }
        return new Border(extended[2], extended[3], extended[4], extended[5]);
    }

    /** Also squeezes and expansions: the file says the new shape. */
    static void reshape(FileOperator operator, Assembly assembly) {
        FileTensor read = assembly.file(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        if (read.size() != written.size()) {
            throw new TfliteException("turns %s into %s".formatted(read, written));
        }
        int input = assembly.flat(read.index());
        assembly.look(written.index(), View.plain(input, written.sides().size(), operator.index()));
    }

    static void transpose(FileOperator operator, Assembly assembly) {
        FileTensor read = assembly.file(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        int[] order = assembly.file(operator.input(1)).ints();
        requireSameQuantization(read, written);
        int input = assembly.view(read.index()).isWhole() ? -1 : assembly.plain(read.index());
        View view = assembly.view(read.index());
        List<Optional<Axis>> sides = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (int side : order) {
            if (side < 0 || side >= view.sides().size()) {
                throw new TfliteException("transposes by %s".formatted(Arrays.toString(order)));
            }
            sides.add(view.sides().get(side));
            lengths.add(read.sides().get(side));
        }
        boolean permutes =
                Arrays.stream(order).distinct().count() == read.sides().size();
        if (!permutes || !lengths.equals(written.sides())) {
            throw new TfliteException("transposes %s by %s into %s".formatted(read, Arrays.toString(order), written));
        }
        int tensor = input < 0 ? view.tensor() : input;
        assembly.look(written.index(), new View(tensor, sides, Border.NONE, operator.index()));
    }

    static void mean(FileOperator operator, Assembly assembly) {
        FileTensor read = assembly.file(operator.input(0));
        FileTensor written = assembly.file(operator.output());
        View view = assembly.view(read.index());
        if (!view.isWhole()) {
            assembly.plain(read.index());
            view = assembly.view(read.index());
        }
        Set<Integer> reduced = reducedSides(
                assembly.file(operator.input(1)).ints(), read.sides().size());
        Shape to = assembly.tensor(view.tensor()).shape();
        List<Optional<Axis>> kept = new ArrayList<>();
        boolean keepsRank = written.sides().size() == read.sides().size();
        for (int side = 0; side < read.sides().size(); side++) {
            Optional<Axis> axis = view.sides().get(side);
            if (!reduced.contains(side)) {
                kept.add(axis);
                continue;
            }
            to = axis.isPresent() ? averaged(to, axis.get()) : to;
            if (keepsRank) {
                kept.add(Optional.empty());
            }
        }
        addMean(operator, assembly, view, to, kept);
    }

    private static Shape averaged(Shape shape, Axis axis) {
        if (axis == Axis.CHANNELS && shape.channels() > 1) {
            throw new TfliteException("averages over the channels, which is not supported");
        }
        return shape.with(axis, 1);
    }

    private static Set<Integer> reducedSides(int[] axes, int rank) {
        Set<Integer> sides = new TreeSet<>();
        for (int axis : axes) {
            int side = axis < 0 ? axis + rank : axis;
            if (side < 0 || side >= rank) {
                throw new TfliteException("averages over side %d of %d".formatted(axis, rank));
            }
            sides.add(side);
        }
        return sides;
    }

    private static void addMean(
            FileOperator operator, Assembly assembly, View view, Shape to, List<Optional<Axis>> kept) {
        FileTensor written = assembly.file(operator.output());
        if (written.size() != to.size() || written.sides().size() != kept.size()) {
            throw new TfliteException("averages %s into %s, not %s"
                    .formatted(assembly.tensor(view.tensor()).shape(), to, written));
        }
        int mean = assembly.between(to, written.require(TensorType.INT8).quantization());
        assembly.add(new Layer.Mean(assembly.name(operator), view.tensor(), mean));
        assembly.look(written.index(), new View(mean, kept, Border.NONE, operator.index()));
    }

    /** More than two are joined one after another. */
    static void concatenation(FileOperator operator, Assembly assembly) {
        ConcatenationOptions options =
                operator.options(BuiltinOptions.ConcatenationOptions, new ConcatenationOptions());
        FileTensor written = assembly.file(operator.output());
        Axis axis = axis(options.axis(), written.sides().size());
        if (options.fusedActivationFunction() != ActivationFunctionType.NONE
                || operator.inputs().size() < 2) {
            throw new TfliteException("has %d inputs and activation %d; two or more and none are supported"
                    .formatted(operator.inputs().size(), options.fusedActivationFunction()));
        }
        String name = assembly.name(operator);
        int joined = assembly.plain(operator.input(0));
        for (int i = 1; i < operator.inputs().size() - 1; i++) {
            int next = assembly.plain(operator.input(i));
            joined = join(assembly, name + "_part_" + i, joined, next, axis);
        }
        int left = joined;
        int right = assembly.plain(operator.input(operator.inputs().size() - 1));
        assembly.add(operator, written, id -> new Layer.Concatenation(name, left, right, id, axis));
    }

    private static int join(Assembly assembly, String name, int left, int right, Axis axis) {
        Shape shape = assembly.tensor(left).shape();
        long side = (long) shape.side(axis) + assembly.tensor(right).shape().side(axis);
        Quantization quantization = assembly.tensor(left).quantization();
        int id = assembly.between(shape.with(axis, Math.toIntExact(side)), quantization);
        assembly.add(new Layer.Concatenation(name, left, right, id, axis));
        return id;
    }

    private static Axis axis(int given, int rank) {
        int fromEnd = given < 0 ? -given : rank - given;
        if (fromEnd < 1 || fromEnd > 3) {
            throw new TfliteException(
                    "joins along side %d of %d; height, width and channels are supported".formatted(given, rank));
        }
        return List.of(Axis.values()).get(3 - fromEnd);
    }

    private static void requireSameQuantization(FileTensor read, FileTensor written) {
        if (!read.quantization().equals(written.quantization())) {
            throw new TfliteException("brings %s to %s, whose quantization differs".formatted(read, written));
        }
    }
}
