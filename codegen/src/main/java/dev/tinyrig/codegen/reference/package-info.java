/** Runs a network in Java, bit for bit as TFLite's reference kernels; start at {@link dev.tinyrig.codegen.reference.ReferenceExecutor}. */
@NullMarked
package dev.tinyrig.codegen.reference;

import org.jspecify.annotations.NullMarked;
