package dev.tinyrig.codegen.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tinyrig.codegen.network.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** A file under construction: tensors, constants and operators by index. */
final class FileBuilder {
    /** As the schema demands of constants. */
    private static final int ALIGNMENT = 16;

    private static final int VERSION = 3;
    private static final int NONE = 0;

    private final FlatBufferBuilder builder = new FlatBufferBuilder(1 << 16);
    private final List<Integer> tensors = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();
    private final List<Integer> buffers = new ArrayList<>();
    private final Map<Operation.Kind, Integer> kinds = new LinkedHashMap<>();

    FileBuilder() {
        buffer(new byte[0]);
    }

    /** An activation. */
    int activation(String name, int[] sides, Quantization quantization) {
        int quantized = quantized(new float[] {quantization.scale()}, quantization.zeroPoint(), 0);
        return tensor(name, sides, TensorType.INT8, 0, quantized);
    }

    /** Constants with one scale, or one per slice of {@code side}. */
    int constant(String name, int[] sides, byte[] values, float[] scales, int side) {
        return tensor(name, sides, TensorType.INT8, buffer(values), quantized(scales, 0, side));
    }

    int constant(String name, int[] sides, int[] values, float[] scales) {
        return tensor(name, sides, TensorType.INT32, buffer(littleEndian(values)), quantized(scales, 0, 0));
    }

    int constant(String name, int[] sides, int[] values) {
        return tensor(name, sides, TensorType.INT32, buffer(littleEndian(values)), NONE);
    }

    private int tensor(String name, int[] sides, byte type, int buffer, int quantized) {
        int text = builder.createString(name);
        int shape = Tensor.createShapeVector(builder, sides);
        tensors.add(Tensor.createTensor(builder, shape, type, buffer, text, quantized, false, NONE, NONE, true, NONE));
        return tensors.size() - 1;
    }

    private int quantized(float[] scales, int zeroPoint, int side) {
        long[] zeroPoints = new long[scales.length];
        Arrays.fill(zeroPoints, zeroPoint);
        int scaleVector = QuantizationParameters.createScaleVector(builder, scales);
        int zeroVector = QuantizationParameters.createZeroPointVector(builder, zeroPoints);
        return QuantizationParameters.createQuantizationParameters(
                builder, NONE, NONE, scaleVector, zeroVector, (byte) NONE, NONE, side);
    }

    void operator(Operation operation, int[] inputs, int output) {
        int options = operation.options().applyAsInt(builder);
        int code = kinds.computeIfAbsent(operation.kind(), unseen -> kinds.size());
        int from = Operator.createInputsVector(builder, inputs);
        int to = Operator.createOutputsVector(builder, new int[] {output});
        operators.add(Operator.createOperator(
                builder, code, from, to, operation.optionsType(), options, NONE, (byte) NONE, NONE, NONE));
    }

    byte[] finish(String name, int input, int output) {
        int graph = SubGraph.createSubGraph(
                builder,
                SubGraph.createTensorsVector(builder, array(tensors)),
                SubGraph.createInputsVector(builder, new int[] {input}),
                SubGraph.createOutputsVector(builder, new int[] {output}),
                SubGraph.createOperatorsVector(builder, array(operators)),
                builder.createString(name));
        int codes = Model.createOperatorCodesVector(
                builder, kinds.keySet().stream().mapToInt(this::code).toArray());
        int graphs = Model.createSubgraphsVector(builder, new int[] {graph});
        int data = Model.createBuffersVector(builder, array(buffers));
        int description = builder.createString("written by TinyRig");
        Model.finishModelBuffer(
                builder, Model.createModel(builder, VERSION, codes, graphs, description, data, NONE, NONE, NONE));
        return builder.sizedByteArray();
    }

    /** Readers from before 2020 know the narrow field only. */
    private int code(Operation.Kind kind) {
        return OperatorCode.createOperatorCode(
                builder, (byte) Math.min(kind.code(), Byte.MAX_VALUE), NONE, kind.version(), kind.code());
    }

    private int buffer(byte[] contents) {
        int data = NONE;
        if (contents.length > 0) {
            ByteBuffer space = builder.createUnintializedVector(1, contents.length, ALIGNMENT);
            space.put(contents);
            data = builder.endVector();
        }
        buffers.add(Buffer.createBuffer(builder, data));
        return buffers.size() - 1;
    }

    private static byte[] littleEndian(int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static int[] array(List<Integer> offsets) {
        return offsets.stream().mapToInt(Integer::intValue).toArray();
    }
}
