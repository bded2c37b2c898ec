package dev.tinyrig.codegen.tflite;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;
import java.util.Optional;
import org.tensorflow.lite.schema.Padding;

/** Windows laid over a picture: which padding of the schema they have, or what must be put around the picture first. */
record LaidWindows(Shape picture, Window window, Shape output) {

    /** SAME or VALID, if one of them means these. */
    Optional<Byte> padding() {
        for (byte padding : new byte[] {Padding.SAME, Padding.VALID}) {
            boolean isAlike = Windows.of(padding, picture, steps()).equals(window);
            if (isAlike && make(padding, picture)) {
                return Optional.of(padding);
            }
        }
        return Optional.empty();
    }

    /** Rows below the picture that the last windows see. */
    int below() {
        int reached = (output.height() - 1) * window.strideHeight() + window.kernelHeight();
        return Math.max(0, reached - window.padTop() - picture.height());
    }

    /** Pixels right of the picture that the last windows see. */
    int right() {
        int reached = (output.width() - 1) * window.strideWidth() + window.kernelWidth();
        return Math.max(0, reached - window.padLeft() - picture.width());
    }

    /** The picture with all that windows see around it. */
    Shape padded() {
        return new Shape(
                picture.height() + window.padTop() + below(),
                picture.width() + window.padLeft() + right(),
                picture.channels());
    }

    /** Whether windows over the padded picture are as many as are meant; the schema knows no fewer. */
    boolean fillThePadded() {
        return make(Padding.VALID, padded());
    }

    private boolean make(byte padding, Shape from) {
        return Windows.height(padding, from, steps()) == output.height()
                && Windows.width(padding, from, steps()) == output.width();
    }

    private Windows.Steps steps() {
        return new Windows.Steps(
                window.kernelHeight(), window.kernelWidth(), window.strideHeight(), window.strideWidth());
    }
}
