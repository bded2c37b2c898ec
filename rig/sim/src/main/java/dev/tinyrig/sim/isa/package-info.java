/** The instruction set as tables of encodings, each beside what it does; start at {@link dev.tinyrig.sim.isa.Encoding}. */
@NullMarked
package dev.tinyrig.sim.isa;

import org.jspecify.annotations.NullMarked;
