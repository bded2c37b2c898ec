/** How fast the simulator runs a network's firmware; start at {@link dev.tinyrig.speed.Main}. */
@NullMarked
package dev.tinyrig.speed;

import org.jspecify.annotations.NullMarked;
