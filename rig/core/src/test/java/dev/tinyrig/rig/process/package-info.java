/** Child processes, started and killed. */
@NullMarked
package dev.tinyrig.rig.process;

import org.jspecify.annotations.NullMarked;
