/** Child processes that end when we do; start at {@link dev.tinyrig.rig.process.GuardedProcess}. */
@NullMarked
package dev.tinyrig.rig.process;

import org.jspecify.annotations.NullMarked;
