/** Writes a schedule as readable C; start at {@link dev.tinyrig.codegen.emit.Emitter}. */
@NullMarked
package dev.tinyrig.codegen.emit;

import org.jspecify.annotations.NullMarked;
