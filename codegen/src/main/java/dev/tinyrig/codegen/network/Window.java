package dev.tinyrig.codegen.network;

/**
 * The sliding window of a convolution or pool, with explicit zero-point padding.
 *
 * @param padTop rows of padding above; what is needed below follows from the output's height
 * @param padLeft columns of padding on the left
 */
public record Window(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padTop, int padLeft) {
    public Window {
        if (kernelHeight < 1 || kernelWidth < 1 || strideHeight < 1 || strideWidth < 1 || padTop < 0 || padLeft < 0) {
            throw new IllegalArgumentException("window %dx%d stride %dx%d pad %d,%d is not possible"
                    .formatted(kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft));
        }
    }

    /**
     * TFLite's SAME padding for an input of this height and width: output = ceil(input / stride), the odd row or column
     * of padding goes below and right.
     */
    public static Window same(Shape input, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth) {
        return new Window(
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                samePadding(input.height(), kernelHeight, strideHeight) / 2,
                samePadding(input.width(), kernelWidth, strideWidth) / 2);
    }

    private static int samePadding(int input, int kernel, int stride) {
        int output = (input + stride - 1) / stride;
        return Math.max(0, (output - 1) * stride + kernel - input);
    }
}
