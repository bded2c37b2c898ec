package dev.tinyrig.codegen.network;

/** How an accumulator is rounded on its way to int8. */
public enum Rounding {
    /** As TFLite's reference kernels: the product is rounded, then its shift once more. */
    DOUBLE {
        @Override
        public int apply(Multiplier multiplier, int accumulator) {
            return multiplier.apply(accumulator);
        }
    },
    /** Once, at the end: fewer instructions, and now and then an output one step off TFLite's. */
    SINGLE {
        @Override
        public int apply(Multiplier multiplier, int accumulator) {
            return multiplier.applyOnce(accumulator);
        }
    };

    /** The accumulator times the factor. */
    public abstract int apply(Multiplier multiplier, int accumulator);
}
