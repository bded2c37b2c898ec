/** The cycle models against published latencies of silicon; start at {@link dev.tinyrig.rig.accuracy.Trial}. */
@NullMarked
package dev.tinyrig.rig.accuracy;

import org.jspecify.annotations.NullMarked;
