/** Debug probes: they read, write and verify a chip's flash; start at {@link dev.tinyrig.rig.bench.board.probe.Probe}. */
@NullMarked
package dev.tinyrig.rig.bench.board.probe;

import org.jspecify.annotations.NullMarked;
