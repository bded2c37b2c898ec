/** The assertions under themselves. */
@NullMarked
package dev.tinyrig.rig.junit.assertions;

import org.jspecify.annotations.NullMarked;
