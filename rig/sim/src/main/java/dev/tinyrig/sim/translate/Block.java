package dev.tinyrig.sim.translate;

import java.util.List;

/**
 * Instructions that are executed one after another; only the last may branch.
 *
 * @param end the address behind it
 */
record Block(int start, List<Step> steps, int end) {
    Block {
        steps = List.copyOf(steps);
    }

    int size() {
        return steps.size();
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }
}
