/** From generated sources to a linked image with the ARM cross compiler; start at {@link dev.tinyrig.codegen.toolchain.Toolchain}. */
@NullMarked
package dev.tinyrig.codegen.toolchain;

import org.jspecify.annotations.NullMarked;
