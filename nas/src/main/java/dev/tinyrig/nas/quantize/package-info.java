/** From trained float weights to an int8 network; start at {@link dev.tinyrig.nas.quantize.FloatNetwork}. */
@NullMarked
package dev.tinyrig.nas.quantize;

import org.jspecify.annotations.NullMarked;
