/** How published latencies are read and compared. */
@NullMarked
package dev.tinyrig.rig.accuracy;

import org.jspecify.annotations.NullMarked;
