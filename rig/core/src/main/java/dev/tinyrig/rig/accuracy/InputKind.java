package dev.tinyrig.rig.accuracy;

import dev.tinyrig.rig.measure.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** An input tensor made from a seed, as {@code int8:490} or {@code float32:640}: latencies do not hang on its values. */
record InputKind(Type type, int elements) {
    private static final long SEED = 1;
    private static final int MAX_ELEMENTS = 1 << 20;

    enum Type {
        INT8,
        FLOAT32
    }

    InputKind {
        if (elements <= 0 || elements > MAX_ELEMENTS) {
            throw new AccuracyException(
                    "an input of %d elements: 1 to %d are possible".formatted(elements, MAX_ELEMENTS));
        }
    }

    static InputKind named(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts[0]) {
                case "int8" -> new InputKind(Type.INT8, Integer.parseInt(parts[1]));
                case "float32" -> new InputKind(Type.FLOAT32, Integer.parseInt(parts[1]));
                default -> throw new AccuracyException(unknown(text));
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new AccuracyException(unknown(text), e);
        }
    }

    private static String unknown(String text) {
        return "unknown input '%s'; write int8:N or float32:N".formatted(text);
    }

    Bytes bytes() {
        Random random = new Random(SEED);
        if (type == Type.INT8) {
            byte[] bytes = new byte[elements];
            random.nextBytes(bytes);
            return Bytes.of(bytes);
        }
        ByteBuffer floats = ByteBuffer.allocate(4 * elements).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < elements; at++) {
            floats.putFloat((float) random.nextGaussian());
        }
        return Bytes.of(floats.array());
    }
}
