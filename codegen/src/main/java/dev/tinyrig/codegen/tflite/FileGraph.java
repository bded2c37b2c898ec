package dev.tinyrig.codegen.tflite;

import com.google.flatbuffers.IntVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/**
 * What a file holds, with every index checked, as plain values.
 *
 * @param input index of the tensor that the caller fills
 * @param output index of the tensor that the caller reads
 */
record FileGraph(List<FileTensor> tensors, List<FileOperator> operators, int input, int output) {
    private static final int MAX_NAME = 120;
    private static final int MAX_LIST = 1024;
    private static final int MAX_RANK = 8;
    private static final int MAX_SCALES = 1 << 16;
    private static final int VERSION = 3;

    FileGraph {
        tensors = List.copyOf(tensors);
        operators = List.copyOf(operators);
    }

    /** Throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} where an offset leads out of the file. */
    static FileGraph of(ByteBuffer file) {
        if (file.remaining() < 8 || !Model.ModelBufferHasIdentifier(file)) {
            throw new TfliteException("no TensorFlow Lite model: the identifier TFL3 is not where it should be");
        }
        Model model = Model.getRootAsModel(file);
        if (model.version() != VERSION || model.subgraphsLength() != 1) {
            throw new TfliteException("schema version %d with %d graphs; only version %d with one graph is supported"
                    .formatted(model.version(), model.subgraphsLength(), VERSION));
        }
        SubGraph graph = model.subgraphs(0);
        List<FileTensor> tensors = new ArrayList<>();
        for (int i = 0; i < graph.tensorsLength(); i++) {
            tensors.add(tensor(model, graph.tensors(i), i));
        }
        List<FileOperator> operators = new ArrayList<>();
        for (int i = 0; i < graph.operatorsLength(); i++) {
            operators.add(operator(model, graph.operators(i), i, tensors.size()));
        }
        int input = only(ints(graph.inputsVector()), tensors.size(), "inputs");
        int output = only(ints(graph.outputsVector()), tensors.size(), "outputs");
        return new FileGraph(tensors, operators, input, output);
    }

    FileTensor tensor(int index) {
        return tensors.get(index);
    }

    private static int only(List<Integer> indices, int tensors, String what) {
        if (indices.size() != 1) {
            throw new TfliteException("the graph has %d %s; only one is supported".formatted(indices.size(), what));
        }
        requireTensors(indices, 0, tensors, "the graph");
        return indices.get(0);
    }

    private static void requireTensors(List<Integer> indices, int least, int tensors, String who) {
        for (int index : indices) {
            if (index < least || index >= tensors) {
                throw new TfliteException("%s names tensor %d of %d".formatted(who, index, tensors));
            }
        }
    }

    private static FileOperator operator(Model model, Operator operator, int index, int tensors) {
        long entry = operator.opcodeIndex();
        if (entry >= model.operatorCodesLength()) {
            throw new TfliteException(
                    "operator %d is of kind %d of %d".formatted(index, entry, model.operatorCodesLength()));
        }
        OperatorCode code = model.operatorCodes((int) entry);
        FileOperator described = new FileOperator(
                index,
                Math.max(code.builtinCode(), code.deprecatedBuiltinCode()),
                ints(operator.inputsVector()),
                ints(operator.outputsVector()),
                operator);
        requireTensors(described.inputs(), -1, tensors, described.toString());
        requireTensors(described.outputs(), 0, tensors, described.toString());
        return described;
    }

    private static FileTensor tensor(Model model, Tensor tensor, int index) {
        if (tensor.shapeLength() > MAX_RANK) {
            throw new TfliteException("tensor %d has %d sides".formatted(index, tensor.shapeLength()));
        }
        if (tensor.sparsity() != null) {
            throw new TfliteException("tensor %d is sparse, which is not supported".formatted(index));
        }
        List<Float> scales = new ArrayList<>();
        List<Long> zeroPoints = new ArrayList<>();
        QuantizationParameters quantization = tensor.quantization();
        int side = 0;
        if (quantization != null) {
            requireScales(quantization, index);
            for (int i = 0; i < quantization.scaleLength(); i++) {
                scales.add(quantization.scale(i));
            }
            for (int i = 0; i < quantization.zeroPointLength(); i++) {
                zeroPoints.add(quantization.zeroPoint(i));
            }
            side = quantization.quantizedDimension();
        }
        return new FileTensor(
                index,
                name(tensor.nameAsByteBuffer()),
                tensor.type(),
                ints(tensor.shapeVector()),
                scales,
                zeroPoints,
                side,
                data(model, tensor, index));
    }

    private static void requireScales(QuantizationParameters quantization, int index) {
        int longest = Math.max(quantization.scaleLength(), quantization.zeroPointLength());
        if (longest > MAX_SCALES) {
            throw new TfliteException("tensor %d has %d scales or zero points".formatted(index, longest));
        }
    }

    /** Buffer 0 and empty buffers are those of activations. */
    private static Optional<ByteBuffer> data(Model model, Tensor tensor, int index) {
        if (tensor.buffer() >= model.buffersLength()) {
            throw new TfliteException(
                    "tensor %d lies in buffer %d of %d".formatted(index, tensor.buffer(), model.buffersLength()));
        }
        Buffer buffer = model.buffers((int) tensor.buffer());
        return buffer.dataLength() == 0
                ? Optional.empty()
                : Optional.of(buffer.dataAsByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Never by the accessor that makes a string, which would believe any length. */
    private static String name(@Nullable ByteBuffer text) {
        if (text == null) {
            return "";
        }
        byte[] bytes = new byte[Math.min(MAX_NAME, text.remaining())];
        text.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    private static List<Integer> ints(@Nullable IntVector vector) {
        if (vector != null && vector.length() > MAX_LIST) {
            throw new TfliteException(
                    "a list of %d tensors or sides is longer than %d".formatted(vector.length(), MAX_LIST));
        }
        List<Integer> values = new ArrayList<>();
        for (int i = 0; vector != null && i < vector.length(); i++) {
            values.add(vector.get(i));
        }
        return values;
    }
}
