/** Tests from network to running firmware. */
@NullMarked
package dev.tinyrig.codegen;

import org.jspecify.annotations.NullMarked;
