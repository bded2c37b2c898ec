package dev.tinyrig.codegen.network;

/**
 * The exponentials that an int8 softmax looks up: entry 255 - d is {@code exp(-scale * d)} for a difference of d to the
 * largest input.
 *
 * <p>Source: TensorFlow Lite, {@code PopulateSoftmaxLookupTable}, beta 1.
 */
public final class SoftmaxTable {
    public static final int ENTRIES = 256;

    private SoftmaxTable() {}

    /** StrictMath, so that every host emits the same bytes; float arguments and results as in TFLite. */
    public static float[] of(Quantization input) {
        float[] table = new float[ENTRIES];
        for (int difference = 0; difference < ENTRIES; difference++) {
            float argument = -input.scale() * difference;
            table[ENTRIES - 1 - difference] = (float) StrictMath.exp(argument);
        }
        return table;
    }
}
