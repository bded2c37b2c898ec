/** Power of a board's USB port; start at {@link dev.tinyrig.rig.bench.board.power.Power}. */
@NullMarked
package dev.tinyrig.rig.bench.board.power;

import org.jspecify.annotations.NullMarked;
