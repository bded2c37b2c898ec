/** Serial consoles that cannot hang the rig; start at {@link dev.tinyrig.rig.bench.board.console.SerialConsoles}. */
@NullMarked
package dev.tinyrig.rig.bench.board.console;

import org.jspecify.annotations.NullMarked;
