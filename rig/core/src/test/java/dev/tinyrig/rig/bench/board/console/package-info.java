/** Consoles that hang, and USB trees in folders. */
@NullMarked
package dev.tinyrig.rig.bench.board.console;

import org.jspecify.annotations.NullMarked;
