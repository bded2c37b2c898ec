package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Weights;
import java.util.Optional;
import org.tensorflow.lite.schema.TensorType;

/** Filter and bias of the file as the weights of a layer. */
final class FileWeights {
    private FileWeights() {}

    /**
     * @param values in the layer's order, which need not be the filter's
     * @param channelSide the side of the filter that is the output channel
     */
    static Weights of(FileTensor filter, byte[] values, Optional<FileTensor> bias, int channelSide) {
        filter.require(TensorType.INT8);
        int channels = filter.sides().get(channelSide);
        return new Weights(values, scales(filter, channels, channelSide), bias(bias, channels));
    }

    private static float[] scales(FileTensor filter, int channels, int channelSide) {
        int given = filter.scales().size();
        if (given != 1 && (given != channels || filter.quantizedSide() != channelSide)) {
            throw new TfliteException("%s has %d scales along side %d, not 1, nor %d along side %d"
                    .formatted(filter, given, filter.quantizedSide(), channels, channelSide));
        }
        if (filter.zeroPoints().stream().anyMatch(zeroPoint -> zeroPoint != 0)) {
            throw new TfliteException(filter + " has a zero point that is not 0, which is not supported for weights");
        }
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            float scale = filter.scales().get(given == 1 ? 0 : c);
            if (!Float.isFinite(scale)) {
                throw new TfliteException("%s has scale %s".formatted(filter, scale));
            }
            scales[c] = scale;
        }
        return scales;
    }

    private static int[] bias(Optional<FileTensor> tensor, int channels) {
        int[] bias = tensor.map(FileTensor::ints).orElseGet(() -> new int[channels]);
        if (bias.length != channels) {
            throw new TfliteException("has %d biases for %d channels".formatted(bias.length, channels));
        }
        return bias;
    }
}
