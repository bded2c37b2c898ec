package dev.tinyrig.codegen.schedule;

/** How an accumulator is rounded on its way to int8. */
public enum Rounding {
    /** As TFLite's reference kernels: the product is rounded, then its shift once more. */
    DOUBLE,
    /** Once, at the end: fewer instructions, and now and then an output one step off TFLite's. */
    SINGLE
}
