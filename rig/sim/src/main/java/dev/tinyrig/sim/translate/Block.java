package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.timing.BlockTimes;
import java.util.List;

/**
 * Instructions that are executed one after another; only the last may branch.
 *
 * @param end the address behind it
 */
record Block(int start, List<Step> steps, int end) {
    private static final int MOST_CYCLES = 128;
    private static final int MOST_CYCLES_PER_WORD = 64;

    Block {
        steps = List.copyOf(steps);
    }

    int size() {
        return steps.size();
    }

    /** More cycles than any model lets it take: lines to fill for instructions and data, divisions, refills. */
    int mostCycles() {
        return steps.stream()
                .mapToInt(
                        step -> MOST_CYCLES + MOST_CYCLES_PER_WORD * step.insn().traits().words)
                .sum();
    }

    /** As a cycle model looks at it. */
    List<BlockTimes.Step> timedSteps() {
        return steps.stream()
                .map(step -> new BlockTimes.Step(step.insn(), step.isConditional()))
                .toList();
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }
}
