/** The rig's own simulator as a bench; start at {@link dev.tinyrig.rig.bench.sim.SimBench}. */
@NullMarked
package dev.tinyrig.rig.bench.sim;

import org.jspecify.annotations.NullMarked;
