package dev.tinyrig.codegen.tflite;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Reads int8 models of TensorFlow Lite; whatever a file holds, it gives a network or one clear error. */
public final class TfliteReader {
    private static final long MAX_BYTES = 1 << 28;

    private static final Map<Integer, Converter> CONVERTERS = Map.ofEntries(
            entry(BuiltinOperator.CONV_2D, WindowConverters::conv2d),
            entry(BuiltinOperator.DEPTHWISE_CONV_2D, WindowConverters::depthwise),
            entry(BuiltinOperator.AVERAGE_POOL_2D, WindowConverters::averagePool),
            entry(BuiltinOperator.MAX_POOL_2D, WindowConverters::maxPool),
            entry(BuiltinOperator.FULLY_CONNECTED, ValueConverters::fullyConnected),
            entry(BuiltinOperator.ADD, ValueConverters::add),
            entry(BuiltinOperator.SOFTMAX, ValueConverters::softmax),
            entry(BuiltinOperator.RELU, ValueConverters.activation(ActivationFunctionType.RELU)),
            entry(BuiltinOperator.RELU6, ValueConverters.activation(ActivationFunctionType.RELU6)),
            entry(BuiltinOperator.RELU_N1_TO_1, ValueConverters.activation(ActivationFunctionType.RELU_N1_TO_1)),
            entry(BuiltinOperator.QUANTIZE, ValueConverters::quantize),
            entry(BuiltinOperator.DEQUANTIZE, ValueConverters::dequantize),
            entry(BuiltinOperator.PAD, ShapeConverters::pad),
            entry(BuiltinOperator.RESHAPE, ShapeConverters::reshape),
            entry(BuiltinOperator.SQUEEZE, ShapeConverters::reshape),
            entry(BuiltinOperator.EXPAND_DIMS, ShapeConverters::reshape),
            entry(BuiltinOperator.TRANSPOSE, ShapeConverters::transpose),
            entry(BuiltinOperator.MEAN, ShapeConverters::mean),
            entry(BuiltinOperator.CONCATENATION, ShapeConverters::concatenation));

    private final boolean fusing;

    private TfliteReader(boolean fusing) {
        this.fusing = fusing;
    }

    /** Padding and activations become part of the layers next to them. */
    public static TfliteReader fusing() {
        return new TfliteReader(true);
    }

    /** Each operator stays a layer of its own where it can: to compare with other engines. */
    public static TfliteReader literal() {
        return new TfliteReader(false);
    }

    /**
     * The model in a file, named as the file is.
     *
     * @throws TfliteException if it is no model, is damaged, or holds what is not supported: which operator, and why
     */
    public TfliteModel read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TfliteException(
                        "%s has %d bytes, more than any model for a microcontroller".formatted(file, Files.size(file)));
            }
            return read(Files.readAllBytes(file), identifier(file));
        } catch (IOException e) {
            throw new TfliteException("cannot read %s: %s".formatted(file, e), e);
        } catch (TfliteException e) {
            throw new TfliteException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * The model in these bytes.
     *
     * @param name of the network, a C identifier
     * @throws TfliteException as for files
     */
    public TfliteModel read(byte[] bytes, String name) {
        FileGraph graph = graph(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        List<FileOperator> live = live(graph);
        Assembly assembly = new Assembly(graph, live, fusing);
        live.forEach(operator -> convert(operator, assembly));
        try {
            return assembly.finish(name);
        } catch (IllegalArgumentException e) {
            throw new TfliteException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The name of a file as a C identifier, without its ending. */
    public static String identifier(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.matches("[A-Za-z_].*") ? plain : "net_" + plain;
    }

    private static FileGraph graph(ByteBuffer file) {
        try {
            return FileGraph.of(file);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            throw new TfliteException("the model is cut off or damaged: an offset leads out of the file", e);
        }
    }

    private static void convert(FileOperator operator, Assembly assembly) {
        Converter converter = CONVERTERS.get(operator.code());
        if (converter == null) {
            throw new TfliteException("%s is not supported; supported are %s".formatted(operator, supported()));
        }
        try {
            converter.convert(operator, assembly);
        } catch (TfliteException | IllegalArgumentException e) {
            throw new TfliteException("%s: %s".formatted(operator, e.getMessage()), e);
        } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
            throw new TfliteException("%s: its options are cut off or damaged".formatted(operator), e);
        }
    }

    private static String supported() {
        return CONVERTERS.keySet().stream().sorted().map(BuiltinOperator::name).collect(Collectors.joining(", "));
    }

    /** What the output needs, in the file's order; the rest is left out. */
    private static List<FileOperator> live(FileGraph graph) {
        BitSet needed = new BitSet();
        needed.set(graph.output());
        List<FileOperator> live = new ArrayList<>();
        for (int i = graph.operators().size() - 1; i >= 0; i--) {
            FileOperator operator = graph.operators().get(i);
            if (operator.outputs().stream().anyMatch(needed::get)) {
                operator.inputs().stream().filter(input -> input >= 0).forEach(needed::set);
                live.add(operator);
            }
        }
        Collections.reverse(live);
        return live;
    }
}
