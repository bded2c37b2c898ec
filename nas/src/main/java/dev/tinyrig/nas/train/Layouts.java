package dev.tinyrig.nas.train;

/** Reorders convolution weights between PyTorch's layout and that of {@link dev.tinyrig.codegen.network.Layer}. */
final class Layouts {
    private Layouts() {}

    /** From OIHW to OHWI, or to HWC for depthwise ones. */
    static float[] ohwi(Convolution convolution, float[] oihw) {
        float[] reordered = new float[oihw.length];
        forEach(convolution, (torch, tflite) -> reordered[tflite] = oihw[torch]);
        return reordered;
    }

    /** From OHWI, or HWC for depthwise ones, to OIHW. */
    static float[] oihw(Convolution convolution, float[] ohwi) {
        float[] reordered = new float[ohwi.length];
        forEach(convolution, (torch, tflite) -> reordered[torch] = ohwi[tflite]);
        return reordered;
    }

    private interface IndexPair {
        void visit(int torch, int tflite);
    }

    private static void forEach(Convolution convolution, IndexPair visitor) {
        int inputs = convolution.depthwise() ? 1 : convolution.inChannels();
        int area = convolution.kernelHeight() * convolution.kernelWidth();
        int torch = 0;
        for (int o = 0; o < convolution.outChannels(); o++) {
            for (int i = 0; i < inputs; i++) {
                for (int k = 0; k < area; k++) {
                    int tflite =
                            convolution.depthwise() ? k * convolution.outChannels() + o : (o * area + k) * inputs + i;
                    visitor.visit(torch++, tflite);
                }
            }
        }
    }
}
