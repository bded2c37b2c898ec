/** The address space: memories, devices and the bus that finds them; start at {@link dev.tinyrig.sim.memory.Bus}. */
@NullMarked
package dev.tinyrig.sim.memory;

import org.jspecify.annotations.NullMarked;
