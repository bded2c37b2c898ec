/** Probes whose programs are shell scripts. */
@NullMarked
package dev.tinyrig.rig.bench.board.probe;

import org.jspecify.annotations.NullMarked;
