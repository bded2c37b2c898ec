/** The arrows between the packages of the rig. */
@NullMarked
package dev.tinyrig.rig;

import org.jspecify.annotations.NullMarked;
