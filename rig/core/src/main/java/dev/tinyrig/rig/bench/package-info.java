/** Places where firmware runs; start at {@link dev.tinyrig.rig.bench.Bench}. */
@NullMarked
package dev.tinyrig.rig.bench;

import org.jspecify.annotations.NullMarked;
