/** Runs that were written down, and their replay without the bench; start at {@link dev.tinyrig.rig.bench.recording.RecordingBench}. */
@NullMarked
package dev.tinyrig.rig.bench.recording;

import org.jspecify.annotations.NullMarked;
