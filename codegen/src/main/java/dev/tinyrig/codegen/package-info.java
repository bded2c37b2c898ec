/** Turns a network into firmware for a target; start at {@link dev.tinyrig.codegen.Codegen}. */
@NullMarked
package dev.tinyrig.codegen;

import org.jspecify.annotations.NullMarked;
