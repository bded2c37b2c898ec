/** What a program did with its time: calls, cycles by cause, the mix of instructions, a trace; start at {@link dev.tinyrig.sim.profile.Watcher}. */
@NullMarked
package dev.tinyrig.sim.profile;

import org.jspecify.annotations.NullMarked;
