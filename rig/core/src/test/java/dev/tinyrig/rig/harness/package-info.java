/** The firmware harness, compiled and run. */
@NullMarked
package dev.tinyrig.rig.harness;

import org.jspecify.annotations.NullMarked;
