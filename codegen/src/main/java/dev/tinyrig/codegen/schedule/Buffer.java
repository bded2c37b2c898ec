package dev.tinyrig.codegen.schedule;

/** A stretch of the arena that is needed from one step to another, both included; {@code bytes} is aligned. */
record Buffer(int bytes, int firstStep, int lastStep) {
    boolean overlapsInTime(Buffer other) {
        return firstStep <= other.lastStep && other.firstStep <= lastStep;
    }

    boolean isLiveAt(int step) {
        return firstStep <= step && step <= lastStep;
    }
}
