package dev.tinyrig.rig.bench;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The comparison of a device's outputs with those of the reference, bit by bit. */
record OutputCheck(List<Stimulus> stimuli, List<Bytes> outputs) {
    /** Empty if all outputs are right; else the first difference and how many stimuli differ. */
    Optional<Outcome> rejection() {
        int[] wrong = IntStream.range(0, stimuli.size())
                .filter(i -> !stimuli.get(i).expectedOutput().equals(outputs.get(i)))
                .toArray();
        return wrong.length == 0
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        Outcome.Reason.WRONG_OUTPUT,
                        "%d of %d stimuli give another output, first stimulus %d: %s"
                                .formatted(wrong.length, stimuli.size(), wrong[0], difference(wrong[0]))));
    }

    private String difference(int stimulus) {
        Bytes expected = stimuli.get(stimulus).expectedOutput();
        Bytes output = outputs.get(stimulus);
        if (expected.length() != output.length()) {
            return "%d elements instead of %d".formatted(output.length(), expected.length());
        }
        int element = IntStream.range(0, expected.length())
                .filter(i -> expected.at(i) != output.at(i))
                .findFirst()
                .orElseThrow();
        return "element %d is %d instead of %d".formatted(element, output.at(element), expected.at(element));
    }
}
