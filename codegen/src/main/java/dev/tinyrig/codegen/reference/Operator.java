package dev.tinyrig.codegen.reference;

/** One layer, prepared once and run any number of times, by many threads at once. */
interface Operator {
    /** Reads and writes the activations, which lie at their tensors' ids. */
    void run(byte[][] activations);
}
