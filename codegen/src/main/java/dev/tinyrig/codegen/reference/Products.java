package dev.tinyrig.codegen.reference;

/** Matrix weights turned so that the inner loop runs over output channels, which the JVM vectorizes. */
final class Products {
    private final int channels;
    private final int length;
    private final int[] weightsByInput;

    /**
     * @param weights [output channel][input]
     * @param length inputs per output channel
     */
    Products(byte[] weights, int channels, int length) {
        this.channels = channels;
        this.length = length;
        this.weightsByInput = new int[weights.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < length; i++) {
                weightsByInput[i * channels + c] = weights[c * length + i];
            }
        }
    }

    /** Adds the product of every channel's weights and the column to the accumulators. */
    void addTo(int[] accumulators, int[] column) {
        for (int i = 0; i < length; i++) {
            int value = column[i];
            if (value == 0) {
                continue; // ReLU leaves many
            }
            int row = i * channels;
            for (int c = 0; c < channels; c++) {
                accumulators[c] += value * weightsByInput[row + c];
            }
        }
    }
}
