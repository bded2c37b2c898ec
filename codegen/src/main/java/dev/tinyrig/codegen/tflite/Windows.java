package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import dev.tinyrig.codegen.tflite.View.Border;
import org.tensorflow.lite.schema.Padding;

/** Sliding windows as TensorFlow Lite lays them over a picture. */
final class Windows {
    /** Larger ones would leave nothing of a picture that fits a microcontroller. */
    private static final int MAX_STEP = 1 << 14;

    private Windows() {}

    /** Kernel and strides. */
    record Steps(int kernelHeight, int kernelWidth, int strideHeight, int strideWidth) {
        Steps {
            for (int step : new int[] {kernelHeight, kernelWidth, strideHeight, strideWidth}) {
                if (step < 1 || step > MAX_STEP) {
                    throw new TfliteException("has a kernel of %dx%d and strides of %dx%d, which is not supported"
                            .formatted(kernelHeight, kernelWidth, strideHeight, strideWidth));
                }
            }
        }
    }

    static Window of(byte padding, Shape input, Steps steps) {
        int kernelHeight = steps.kernelHeight();
        int kernelWidth = steps.kernelWidth();
        return switch (padding) {
            case Padding.SAME ->
                Window.same(input, kernelHeight, kernelWidth, steps.strideHeight(), steps.strideWidth());
            case Padding.VALID ->
                new Window(kernelHeight, kernelWidth, steps.strideHeight(), steps.strideWidth(), 0, 0);
            default -> throw new TfliteException("has padding %d, which is neither SAME nor VALID".formatted(padding));
        };
    }

    /** Throws where the file says that another shape comes out of the windows. */
    static void requireOutput(byte padding, Shape input, Steps steps, Shape declared) {
        int height = height(padding, input, steps);
        int width = width(padding, input, steps);
        if (height != declared.height() || width != declared.width()) {
            throw new TfliteException(
                    "makes %dx%d pixels of %s, but its output is %s".formatted(height, width, input, declared));
        }
    }

    /** Rows of windows. */
    static int height(byte padding, Shape input, Steps steps) {
        return side(padding, input.height(), steps.kernelHeight(), steps.strideHeight());
    }

    /** Windows in a row. */
    static int width(byte padding, Shape input, Steps steps) {
        return side(padding, input.width(), steps.kernelWidth(), steps.strideWidth());
    }

    private static int side(byte padding, int input, int kernel, int stride) {
        int covered = padding == Padding.SAME ? input : input - kernel + 1;
        return Math.max(0, (covered + stride - 1) / stride);
    }

    /** The same windows over the picture without its border, whose zero points they count as padding. */
    static Window within(Window window, Border border) {
        return new Window(
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                window.padTop() + border.top(),
                window.padLeft() + border.left());
    }

    /** Whether each window sees a part of the picture, as layers demand. */
    static boolean touch(Window window, Shape picture, Shape output) {
        return window.padTop() < window.kernelHeight()
                && window.padLeft() < window.kernelWidth()
                && (output.height() - 1) * window.strideHeight() - window.padTop() < picture.height()
                && (output.width() - 1) * window.strideWidth() - window.padLeft() < picture.width();
    }
}
