/** Boards on the desk as benches, which are never trusted; start at {@link dev.tinyrig.rig.bench.board.BoardBench}. */
@NullMarked
package dev.tinyrig.rig.bench.board;

import org.jspecify.annotations.NullMarked;
