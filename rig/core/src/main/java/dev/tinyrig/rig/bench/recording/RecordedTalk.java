package dev.tinyrig.rig.bench.recording;

import dev.tinyrig.rig.measure.Bytes;
import java.util.List;

/**
 * What was said on a live console from the firmware's boot on.
 *
 * @param turns in their order; the first is what the device said before it was asked
 * @param end why the device went, empty where it stayed until the console was closed
 */
record RecordedTalk(List<Turn> turns, String end) {
    RecordedTalk {
        turns = List.copyOf(turns);
    }

    /** What the host sent, and all that it had heard before it sent anything more. */
    record Turn(Bytes sent, Bytes heard) {}
}
