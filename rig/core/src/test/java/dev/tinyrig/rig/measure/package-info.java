/** The facts of a measurement. */
@NullMarked
package dev.tinyrig.rig.measure;

import org.jspecify.annotations.NullMarked;
