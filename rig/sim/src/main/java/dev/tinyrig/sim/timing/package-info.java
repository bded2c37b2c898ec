/** How many cycles instructions take on a Cortex-M4 and a Cortex-M7; start at {@link dev.tinyrig.sim.timing.TimingModel}. */
@NullMarked
package dev.tinyrig.sim.timing;

import org.jspecify.annotations.NullMarked;
