package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Insn;
import java.util.List;

/** The cycles of instructions that are executed one after another, told to a model at once. */
public interface BlockTimes {
    /** An instruction, and whether it may fail its condition. */
    record Step(Insn insn, boolean isConditional) {}

    /**
     * The cycles that the block adds.
     *
     * @param outcomes which conditional steps were executed, as bits in their order
     * @param addresses of its loads and stores, in their order; those of steps that were not executed are anything
     * @param next the address of the instruction that follows
     */
    int cycles(int outcomes, int[] addresses, int next);

    /** The cycles of the first steps, none of which branches. */
    int cyclesOfFirst(int steps, int outcomes, int[] addresses);

    /** Tells the model each instruction as an interpreter would. */
    final class OneByOne implements BlockTimes {
        private final TimingModel model;
        private final List<Step> steps;

        OneByOne(TimingModel model, List<Step> steps) {
            this.model = model;
            this.steps = List.copyOf(steps);
        }

        @Override
        public int cycles(int outcomes, int[] addresses, int next) {
            return sum(steps.size(), outcomes, addresses, next);
        }

        @Override
        public int cyclesOfFirst(int count, int outcomes, int[] addresses) {
            return count == 0
                    ? 0
                    : sum(count, outcomes, addresses, steps.get(count - 1).insn().next);
        }

        private int sum(int count, int outcomes, int[] addresses, int next) {
            int cycles = 0;
            int accesses = 0;
            int left = outcomes;
            for (int index = 0; index < count; index++) {
                Step step = steps.get(index);
                Insn insn = step.insn();
                int address = insn.traits().kind.isMemory() ? addresses[accesses++] : 0;
                boolean executed = !step.isConditional() || (left & 1) != 0;
                left >>>= step.isConditional() ? 1 : 0;
                int behind = index == steps.size() - 1 ? next : insn.next;
                cycles += executed ? model.execute(insn, address, behind) : model.skip(insn);
            }
            return cycles;
        }
    }
}
