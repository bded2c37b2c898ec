package dev.tinyrig.nas.train;

import dev.tinyrig.codegen.network.Shape;
import java.util.SplittableRandom;

/**
 * Blanks a random band of rows, as SpecAugment (arXiv 1904.08779) does along time: a network must not rely on one
 * moment. A blank row is the mean over all rows, so that it says nothing.
 *
 * @param most largest share of the rows
 */
record Masking(Shape shape, double most) {
    void apply(float[] inputs, int at, SplittableRandom random) {
        int rows = (int) Math.round(shape.height() * most * random.nextDouble());
        int first = random.nextInt(shape.height() - rows + 1);
        int rowSize = shape.width() * shape.channels();
        for (int column = 0; column < rowSize; column++) {
            float mean = mean(inputs, at + column, rowSize);
            for (int row = first; row < first + rows; row++) {
                inputs[at + row * rowSize + column] = mean;
            }
        }
    }

    private float mean(float[] inputs, int from, int step) {
        float sum = 0;
        for (int row = 0; row < shape.height(); row++) {
            sum += inputs[from + row * step];
        }
        return sum / shape.height();
    }
}
