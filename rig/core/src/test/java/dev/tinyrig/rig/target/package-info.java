/** Facts about targets, linker scripts and headers. */
@NullMarked
package dev.tinyrig.rig.target;

import org.jspecify.annotations.NullMarked;
