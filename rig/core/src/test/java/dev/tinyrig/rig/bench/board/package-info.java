/** Boards, made up and described. */
@NullMarked
package dev.tinyrig.rig.bench.board;

import org.jspecify.annotations.NullMarked;
