package dev.tinyrig.nas.train;

import java.util.Arrays;

/**
 * The part of a shared row-major tensor that one architecture uses: the first channels and the centre of kernels.
 *
 * @param name of the shared tensor
 * @param full its shape
 * @param offset where the part begins, per dimension
 * @param size of the part, per dimension
 */
@SuppressWarnings("ArrayRecordComponent")
record TensorSlice(String name, int[] full, int[] offset, int[] size) {
    TensorSlice {
        for (int d = 0; d < full.length; d++) {
            if (offset[d] < 0 || size[d] < 1 || offset[d] + size[d] > full[d]) {
                throw new IllegalArgumentException("slice %s + %s of %s is not within %s"
                        .formatted(Arrays.toString(offset), Arrays.toString(size), name, Arrays.toString(full)));
            }
        }
    }

    /** First channels; the last two of four dimensions are cut from the centre. */
    static TensorSlice of(String name, int[] full, int[] size) {
        int[] offset = new int[full.length];
        for (int d = 2; d < full.length; d++) {
            offset[d] = (full[d] - size[d]) / 2;
        }
        return new TensorSlice(name, full, offset, size);
    }

    long[] shape() {
        return Arrays.stream(size).asLongStream().toArray();
    }

    int elements() {
        return Arrays.stream(size).reduce(1, (a, b) -> a * b);
    }

    /** Copies the part out. */
    float[] gather(float[] tensor) {
        float[] part = new float[elements()];
        forEachRow((from, to, length) -> System.arraycopy(tensor, from, part, to, length));
        return part;
    }

    /** Calls back for every contiguous row: its place in the tensor, its place in the part, its length. */
    void forEachRow(RowVisitor visitor) {
        int last = full.length - 1;
        int rows = elements() / size[last];
        int[] index = new int[last];
        for (int row = 0; row < rows; row++) {
            int at = 0;
            for (int d = 0; d < last; d++) {
                at = (at + offset[d] + index[d]) * full[d + 1];
            }
            visitor.row(at + offset[last], row * size[last], size[last]);
            for (int d = last - 1; d >= 0 && ++index[d] == size[d]; d--) {
                index[d] = 0;
            }
        }
    }

    /** What is done with one row. */
    @FunctionalInterface
    interface RowVisitor {
        void row(int inTensor, int inPart, int length);
    }
}
