package dev.tinyrig.codegen.schedule;

/** An offset per buffer; {@code bytes} is the end of the highest. The array is not changed once handed over. */
@SuppressWarnings("ArrayRecordComponent")
record Layout(int[] offsets, int bytes) {}
