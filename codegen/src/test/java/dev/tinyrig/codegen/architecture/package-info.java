/** Tests of published network descriptions. */
@NullMarked
package dev.tinyrig.codegen.architecture;

import org.jspecify.annotations.NullMarked;
