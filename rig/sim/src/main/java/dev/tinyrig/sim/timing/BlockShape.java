package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Traits;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What the cost of a block depends on, laid out in arrays. */
final class BlockShape {
    private static final int ALWAYS = -1;

    final Insn[] insns;
    final Traits[] traits;
    private final int[] bytes;
    /** No step is conditional. */
    private final boolean isStraight;
    /** The bit among the outcomes of each step, or ALWAYS. */
    final int[] outcomeBit;
    /** The number among the loads and stores of each step that is one. */
    final int[] access;
    /** The steps that load or store, in their order. */
    final int[] accesses;

    BlockShape(List<BlockTimes.Step> steps) {
        int count = steps.size();
        insns = steps.stream().map(BlockTimes.Step::insn).toArray(Insn[]::new);
        traits = steps.stream().map(step -> step.insn().traits()).toArray(Traits[]::new);
        outcomeBit = new int[count];
        access = new int[count];
        int conditionals = 0;
        int memory = 0;
        for (int step = 0; step < count; step++) {
            outcomeBit[step] = steps.get(step).isConditional() ? conditionals++ : ALWAYS;
            access[step] = traits[step].kind.isMemory() ? memory++ : 0;
        }
        bytes = Arrays.stream(traits).mapToInt(one -> one.isWide ? 4 : 2).toArray();
        isStraight = conditionals == 0;
        accesses = where(step -> traits[step].kind.isMemory());
    }

    int size() {
        return insns.length;
    }

    boolean isExecuted(int step, int outcomes) {
        return isStraight || outcomeBit[step] == ALWAYS || (outcomes >>> outcomeBit[step] & 1) != 0;
    }

    /** The address at which a step loads or stores, or 0. */
    int address(int step, int[] addresses) {
        return traits[step].kind.isMemory() ? addresses[access[step]] : 0;
    }

    /** Where a step goes on if the block goes on there. */
    int next(int step, int behind) {
        return step == size() - 1 ? behind : insns[step].next;
    }

    int bytes(int step) {
        return bytes[step];
    }

    private int[] where(IntPredicate wanted) {
        return IntStream.range(0, size()).filter(wanted).toArray();
    }
}
