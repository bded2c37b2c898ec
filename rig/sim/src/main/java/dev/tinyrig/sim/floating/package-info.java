/** IEEE 754 as the Armv7-M floating-point unit does it, with flags and rounding modes; start at {@link dev.tinyrig.sim.floating.Singles}. */
@NullMarked
package dev.tinyrig.sim.floating;

import org.jspecify.annotations.NullMarked;
