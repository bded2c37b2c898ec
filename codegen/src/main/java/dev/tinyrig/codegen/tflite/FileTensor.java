package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Quantization;
import dev.tinyrig.codegen.network.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.lite.schema.TensorType;

/**
 * A tensor as the file describes it.
 *
 * @param type a {@link TensorType}
 * @param sides its shape, of any rank
 * @param scales one, or one per slice of {@code quantizedSide}; empty if it is not quantized
 * @param data the constant it holds; empty for activations
 */
record FileTensor(
        int index,
        String name,
        byte type,
        List<Integer> sides,
        List<Float> scales,
        List<Long> zeroPoints,
        int quantizedSide,
        Optional<ByteBuffer> data) {
    private static final int RANK = 4;

    /** What no microcontroller holds. */
    private static final long MAX_ELEMENTS = 1 << 26;

    FileTensor {
        sides = List.copyOf(sides);
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
    }

    @Override
    public String toString() {
        return "tensor %d '%s' (%s %s)".formatted(index, name, typeName(), sides);
    }

    String typeName() {
        boolean known = type >= 0 && type < TensorType.names.length;
        return known ? TensorType.name(type) : "type " + type;
    }

    boolean isConstant() {
        return data.isPresent();
    }

    FileTensor require(byte needed) {
        if (type != needed) {
            throw new TfliteException("%s is not %s%s"
                    .formatted(
                            this,
                            TensorType.name(needed),
                            type == TensorType.FLOAT32 ? ": quantize the model to int8 first" : ""));
        }
        return this;
    }

    /** Elements of all sides. */
    int size() {
        long size = 1;
        for (int side : sides) {
            if (side < 1) {
                throw new TfliteException(this + " has a side that is not positive");
            }
            size *= side;
            if (size > MAX_ELEMENTS) {
                throw new TfliteException("%s has more than %d elements".formatted(this, MAX_ELEMENTS));
            }
        }
        return (int) size;
    }

    /** The sides with ones before them up to rank 4, as TensorFlow Lite extends shapes. */
    List<Integer> extendedSides() {
        if (sides.size() > RANK) {
            throw new TfliteException("%s has more than %d sides".formatted(this, RANK));
        }
        return Stream.concat(Collections.nCopies(RANK - sides.size(), 1).stream(), sides.stream())
                .toList();
    }

    /** Height, width and channels. */
    Shape shape() {
        size();
        List<Integer> extended = extendedSides();
        if (extended.get(0) != 1) {
            throw new TfliteException(
                    "%s is a batch of %d; only single inferences run".formatted(this, extended.get(0)));
        }
        return new Shape(extended.get(1), extended.get(2), extended.get(3));
    }

    /** The one scale and zero point of an activation. */
    Quantization quantization() {
        if (scales.size() != 1 || zeroPoints.size() != 1) {
            throw new TfliteException("%s has %d scales and %d zero points, not one of each"
                    .formatted(this, scales.size(), zeroPoints.size()));
        }
        long zeroPoint = zeroPoints.get(0);
        if (!Float.isFinite(scales.get(0)) || zeroPoint < Byte.MIN_VALUE || zeroPoint > Byte.MAX_VALUE) {
            throw new TfliteException("%s has scale %s and zero point %d, which no int8 tensor has"
                    .formatted(this, scales.get(0), zeroPoint));
        }
        return new Quantization(scales.get(0), (int) zeroPoint);
    }

    /** The int8 constants. */
    byte[] bytes() {
        require(TensorType.INT8);
        ByteBuffer contents = contents(size());
        byte[] values = new byte[contents.remaining()];
        contents.get(values);
        return values;
    }

    /** The int32 constants. */
    int[] ints() {
        require(TensorType.INT32);
        IntBuffer contents = contents(size() * (long) Integer.BYTES).asIntBuffer();
        int[] values = new int[contents.remaining()];
        contents.get(values);
        return values;
    }

    private ByteBuffer contents(long bytes) {
        ByteBuffer buffer = data.orElseThrow(() -> new TfliteException(this + " must be a constant, but is computed"));
        if (buffer.remaining() != bytes) {
            throw new TfliteException("%s holds %d bytes, not %d".formatted(this, buffer.remaining(), bytes));
        }
        return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
}
