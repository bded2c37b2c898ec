/** A lab without hardware that looks like one with; start at {@link dev.tinyrig.rig.lab.virtual.VirtualLab}. */
@NullMarked
package dev.tinyrig.rig.lab.virtual;

import org.jspecify.annotations.NullMarked;
