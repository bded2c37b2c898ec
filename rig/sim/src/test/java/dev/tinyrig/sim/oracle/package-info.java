/** Random programs that run in QEMU and here in lock-step; start at {@link dev.tinyrig.sim.oracle.LockStep}. */
@NullMarked
package dev.tinyrig.sim.oracle;

import org.jspecify.annotations.NullMarked;
