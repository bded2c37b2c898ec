/** Processor state, floating point and the exception model; start at {@link dev.tinyrig.sim.cpu.Cpu}. */
@NullMarked
package dev.tinyrig.sim.cpu;

import org.jspecify.annotations.NullMarked;
