package dev.tinyrig.codegen.network;

/**
 * Trained int8 weights of a layer with per-output-channel scales (symmetric, zero point 0) and its int32 bias, whose
 * scale is input scale times weight scale.
 *
 * <p>Immutable: arrays are copied on the way in and out.
 */
public final class Weights {
    private final byte[] values;
    private final float[] scales;
    private final int[] bias;

    /**
     * @param values laid out as the layer's Javadoc says
     * @param scales one per output channel
     * @param bias one per output channel
     */
    public Weights(byte[] values, float[] scales, int[] bias) {
        if (scales.length != bias.length || scales.length == 0 || values.length % scales.length != 0) {
            throw new IllegalArgumentException("%d weights, %d scales and %d biases do not belong together"
                    .formatted(values.length, scales.length, bias.length));
        }
        this.values = values.clone();
        this.scales = scales.clone();
        this.bias = bias.clone();
    }

    public byte[] values() {
        return values.clone();
    }

    public float[] scales() {
        return scales.clone();
    }

    public int[] bias() {
        return bias.clone();
    }

    /** Whether minus each weight is an int8 too, as TFLite's quantizer sees to. */
    boolean canBeNegated() {
        for (byte value : values) {
            if (value == Byte.MIN_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** How many weights there are, without making a copy of them. */
    public int count() {
        return values.length;
    }

    public int outputChannels() {
        return bias.length;
    }
}
