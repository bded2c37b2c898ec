package dev.tinyrig.codegen.schedule;

import java.util.Arrays;

/**
 * A stretch of the arena that is needed for some steps on end. It may shrink from step to step, as where a smaller output
 * overwrites its input, but never grows.
 *
 * @param bytes per step, the first at {@code firstStep}; each is aligned. The array is not changed once handed over.
 */
@SuppressWarnings("ArrayRecordComponent")
record Buffer(int firstStep, int[] bytes) {
    /** Of the same size from one step to another, both included. */
    static Buffer of(int bytes, int firstStep, int lastStep) {
        int[] constant = new int[lastStep - firstStep + 1];
        Arrays.fill(constant, bytes);
        return new Buffer(firstStep, constant);
    }

    /** This one until a step, and from the next step on a tenant in its place. */
    Buffer thenTaken(int step, int tenantBytes, int lastStep) {
        int[] both = Arrays.copyOf(bytes, lastStep - firstStep + 1);
        Arrays.fill(both, step - firstStep + 1, both.length, tenantBytes);
        return new Buffer(firstStep, both);
    }

    /** The same with so many bytes more below. */
    Buffer raised(int more) {
        return new Buffer(
                firstStep, Arrays.stream(bytes).map(size -> size + more).toArray());
    }

    int lastStep() {
        return firstStep + bytes.length - 1;
    }

    /** What it takes when it is largest. */
    int mostBytes() {
        return bytes[0];
    }

    int bytesAt(int step) {
        return step < firstStep || step > lastStep() ? 0 : bytes[step - firstStep];
    }

    boolean overlapsInTime(Buffer other) {
        return firstStep <= other.lastStep() && other.firstStep <= lastStep();
    }

    /** The most it takes while another that overlaps in time lives. */
    int bytesDuring(Buffer other) {
        return bytesAt(Math.max(firstStep, other.firstStep));
    }
}
