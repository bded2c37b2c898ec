/** Counts what kernels cost, layer by layer; start at {@link dev.tinyrig.codegen.benchmark.KernelBenchmark}. */
@NullMarked
package dev.tinyrig.codegen.benchmark;

import org.jspecify.annotations.NullMarked;
