/** What a program can do wrong, in the words of the Armv7-M fault status registers; start at {@link dev.tinyrig.sim.fault.FaultCause}. */
@NullMarked
package dev.tinyrig.sim.fault;

import org.jspecify.annotations.NullMarked;
