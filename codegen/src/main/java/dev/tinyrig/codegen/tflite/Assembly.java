package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Tensor;
import dev.tinyrig.codegen.tflite.View.Border;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.tensorflow.lite.schema.TensorType;

/** A network under construction, and what each tensor of the file has become in it. */
final class Assembly {
    private static final int NO_OPERATOR = -1;

    /** As our own networks name their layers; other tools write paths. */
    private static final Pattern SHORT_NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private final FileGraph graph;
    private final boolean fusing;
    private final int[] readers;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<Integer, View> views = new HashMap<>();
    private int output;
    private boolean unsignedInput;

    /**
     * @param live the operators that will be converted
     * @param fusing whether padding and activations become part of other layers
     */
    Assembly(FileGraph graph, List<FileOperator> live, boolean fusing) {
        this.graph = graph;
        this.fusing = fusing;
        this.output = graph.output();
        this.readers = new int[graph.tensors().size()];
        live.forEach(operator -> operator.inputs().stream().filter(i -> i >= 0).forEach(i -> readers[i]++));
        readers[graph.output()]++;
    }

    boolean fusing() {
        return fusing;
    }

    FileTensor file(int index) {
        if (index < 0) {
            throw new TfliteException("leaves out an input that it needs");
        }
        return graph.tensor(index);
    }

    boolean isGraphInput(int index) {
        return index == graph.input();
    }

    boolean isGraphOutput(int index) {
        return index == graph.output() && readers[index] == 1;
    }

    /** Makes the file's tensor the network's input, from where on its bytes are taken to be int8. */
    void input(FileTensor file, boolean unsigned) {
        if (!tensors.isEmpty()) {
            throw new TfliteException("is a second way to quantize the input, which is not supported");
        }
        unsignedInput = unsigned;
        views.put(file.index(), View.plain(newTensor(file), file.sides().size(), NO_OPERATOR));
    }

    /** Adds the layer that writes the file's tensor. */
    void add(FileOperator operator, FileTensor written, IntFunction<Layer> layer) {
        written.require(TensorType.INT8);
        int id = newTensor(written);
        layers.add(layer.apply(id));
        views.put(written.index(), View.plain(id, written.sides().size(), operator.index()));
    }

    /** A tensor between two layers that one operator becomes. */
    int between(Shape shape, Quantization quantization) {
        tensors.add(new Tensor(tensors.size(), shape, quantization));
        return tensors.size() - 1;
    }

    void add(Layer layer) {
        layers.add(layer);
    }

    /** Lets the file's tensor be another look at what is there already. */
    void look(int file, View view) {
        views.put(file, view);
    }

    /** Makes this tensor of the file what the caller reads, in place of the one that the file names. */
    void end(FileTensor file) {
        output = file.index();
    }

    /** A short name that the file gives what the operator writes, or such as {@code conv_2d_12} for its operator 12. */
    String name(FileOperator operator) {
        return name(file(operator.output()), operator.kind(), operator.index());
    }

    Tensor tensor(int id) {
        return tensors.get(id);
    }

    View view(int file) {
        FileTensor tensor = file(file);
        if (tensor.isConstant()) {
            throw new TfliteException(
                    "reads the constant %s as an activation, which is not supported".formatted(tensor));
        }
        View view = views.get(file);
        if (view == null && isGraphInput(file)) {
            input(tensor.require(TensorType.INT8), false);
            view = views.get(file);
        }
        if (view == null) {
            throw new TfliteException("reads %s, which nothing before it writes".formatted(tensor));
        }
        return view;
    }

    /** The id of a tensor of the network that equals the file's, byte for byte and in its description. */
    int plain(int file) {
        return whole(file, inOrder(file));
    }

    /** As {@link #plain}, where only the order of the bytes matters, not the shape. */
    int flat(int file) {
        View view = inOrder(file);
        boolean same = tensor(view.tensor()).quantization().equals(file(file).quantization());
        return view.isWhole() && same ? view.tensor() : whole(file, view);
    }

    /** A look that may have a border, but is plain within; made so where it is not. */
    View bordered(int file) {
        View view = inOrder(file);
        return view.isWhole() ? View.plain(whole(file, view), file(file).sides().size(), view.operator()) : view;
    }

    private View inOrder(int file) {
        View view = view(file);
        if (!view.inOrder(file(file).sides())) {
            throw new TfliteException(
                    "reads %s, which is transposed; that is supported before MEAN only".formatted(file(file)));
        }
        return view;
    }

    private int whole(int file, View view) {
        FileTensor wanted = file(file);
        if (!view.isWhole()) {
            return put(file, view, id -> pad(wanted, view, id));
        }
        Tensor found = tensor(view.tensor());
        boolean same =
                found.shape().equals(wanted.shape()) && found.quantization().equals(wanted.quantization());
        return same ? found.id() : put(file, view, id -> reshape(wanted, view, id));
    }

    private int put(int file, View view, IntFunction<Layer> layer) {
        int id = newTensor(file(file));
        layers.add(layer.apply(id));
        views.put(file, View.plain(id, file(file).sides().size(), view.operator()));
        return id;
    }

    private Layer pad(FileTensor file, View view, int id) {
        Border border = view.border();
        return new Layer.Pad(name(file, "pad", view.operator()), view.tensor(), id, border.top(), border.left());
    }

    private Layer reshape(FileTensor file, View view, int id) {
        return new Layer.Reshape(name(file, "reshape", view.operator()), view.tensor(), id);
    }

    private int newTensor(FileTensor file) {
        return between(file.shape(), file.quantization());
    }

    private String name(FileTensor written, String kind, int operator) {
        String plain = SHORT_NAME.matcher(written.name()).matches()
                ? written.name()
                : "%s_%d".formatted(kind.toLowerCase(Locale.ROOT), operator);
        String name = plain;
        for (int i = 2; isTaken(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return layers.stream().anyMatch(layer -> layer.name().equals(name));
    }

    /** The layer that writes the file's tensor, if it alone is read by one reader, so that it may be changed. */
    Optional<Layer> soleProducer(int file) {
        View view = view(file);
        if (!fusing || readers[file] != 1 || !view.isWhole()) {
            return Optional.empty();
        }
        boolean oneView = views.values().stream()
                        .filter(other -> other.tensor() == view.tensor())
                        .count()
                == 1;
        return layers.stream()
                .filter(layer -> oneView && layer.output() == view.tensor())
                .findFirst();
    }

    /** Puts a layer in the place of one that writes the same tensor, under the name that the file's tensor has. */
    void replace(Layer old, Layer changed, int oldFile, int newFile) {
        layers.set(layers.indexOf(old), changed);
        View view = view(oldFile);
        views.remove(oldFile);
        views.put(newFile, view);
    }

    TfliteModel finish(String name) {
        int read = plain(output);
        if (layers.isEmpty() || layers.get(layers.size() - 1).output() != read) {
            throw new TfliteException("the graph computes nothing: its output is its input");
        }
        Network network = new Network(name, tensors, layers, 0);
        return new TfliteModel(network, origins(), unsignedInput);
    }

    private List<TfliteModel.Origin> origins() {
        List<TfliteModel.Origin> origins = new ArrayList<>();
        for (FileOperator operator : graph.operators()) {
            for (int output : operator.outputs()) {
                View view = views.get(output);
                if (view != null && view.isWhole() && view.inOrder(file(output).sides())) {
                    origins.add(new TfliteModel.Origin(operator.index(), operator.kind(), view.tensor()));
                }
            }
        }
        return origins;
    }
}
