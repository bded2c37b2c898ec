/** A simulated STM32: start at {@link dev.tinyrig.sim.Machine}. */
@NullMarked
package dev.tinyrig.sim;

import org.jspecify.annotations.NullMarked;
