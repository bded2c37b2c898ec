package dev.tinyrig.nas.data.picture;

/**
 * Resizes pictures by a triangle filter that widens as they shrink, in the 8-bit fixed-point steps of Pillow's {@code
 * Image.resize(size, BILINEAR)}: networks that were trained on its pictures then see the pixels they know.
 */
final class Resampling {
    /** Fraction bits of a weight: Pillow's {@code PRECISION_BITS}. */
    private static final int FRACTION_BITS = 32 - 8 - 2;

    private Resampling() {}

    /** A square picture, whatever the proportions were: VWW's pictures are not cropped. */
    static Pixels square(Pixels pixels, int side) {
        return vertical(horizontal(pixels, new Taps(pixels.width(), side)), new Taps(pixels.height(), side));
    }

    /** For each output position the first input position that counts, and the weights from there on. */
    private static final class Taps {
        private final int[] first;
        private final int[][] weights;

        Taps(int inputs, int outputs) {
            first = new int[outputs];
            weights = new int[outputs][];
            double scale = (double) inputs / outputs;
            double support = Math.max(1, scale);
            for (int i = 0; i < outputs; i++) {
                double centre = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (centre - support + 0.5));
                int end = Math.min(inputs, (int) (centre + support + 0.5));
                weights[i] = fixedPoint(triangle(first[i], end, centre, support));
            }
        }

        private static double[] triangle(int from, int end, double centre, double support) {
            double[] triangle = new double[end - from];
            double sum = 0;
            for (int i = 0; i < triangle.length; i++) {
                triangle[i] = Math.max(0, 1 - Math.abs((from + i + 0.5 - centre) / support));
                sum += triangle[i];
            }
            for (int i = 0; i < triangle.length; i++) {
                triangle[i] /= sum;
            }
            return triangle;
        }

        private static int[] fixedPoint(double[] weights) {
            int[] fixed = new int[weights.length];
            for (int i = 0; i < fixed.length; i++) {
                fixed[i] = (int) (0.5 + weights[i] * (1 << FRACTION_BITS));
            }
            return fixed;
        }

        /** The filtered value of output {@code index} where inputs lie {@code step} bytes apart from {@code at} on. */
        byte filtered(int index, byte[] values, int at, int step) {
            int sum = 1 << (FRACTION_BITS - 1);
            int position = at + first[index] * step;
            for (int weight : weights[index]) {
                sum += weight * (values[position] & 0xff);
                position += step;
            }
            return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
        }

        int outputs() {
            return first.length;
        }
    }

    private static Pixels horizontal(Pixels from, Taps taps) {
        int width = taps.outputs();
        byte[] to = new byte[width * from.height() * Pixels.CHANNELS];
        for (int i = 0; i < to.length; i++) {
            int channel = i % Pixels.CHANNELS;
            int x = i / Pixels.CHANNELS % width;
            int y = i / Pixels.CHANNELS / width;
            int row = y * from.width() * Pixels.CHANNELS + channel;
            to[i] = taps.filtered(x, from.rgb(), row, Pixels.CHANNELS);
        }
        return new Pixels(width, from.height(), to);
    }

    private static Pixels vertical(Pixels from, Taps taps) {
        int rowBytes = from.width() * Pixels.CHANNELS;
        byte[] to = new byte[rowBytes * taps.outputs()];
        for (int i = 0; i < to.length; i++) {
            to[i] = taps.filtered(i / rowBytes, from.rgb(), i % rowBytes, rowBytes);
        }
        return new Pixels(from.width(), taps.outputs(), to);
    }
}
