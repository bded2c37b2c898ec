package dev.tinyrig.sim.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Behind which blocks of a region C and V are looked at before an instruction sets them all. */
final class FlagLiveness {
    private final Set<Integer> liveBehind = new HashSet<>();

    FlagLiveness(Region region) {
        boolean changes = true;
        while (changes) {
            changes = false;
            for (Block block : region.blocks().values()) {
                boolean live = region.successors(block).stream().anyMatch(this::isLiveBefore);
                changes |= live && liveBehind.add(block.start());
            }
        }
    }

    private boolean isLiveBefore(Block block) {
        for (Step step : block.steps()) {
            if (Flags.usesCarryOrOverflow(step)) {
                return true;
            }
            if (Flags.setsAll(step.insn()) && !step.isConditional()) {
                return false;
            }
        }
        return liveBehind.contains(block.start());
    }

    /**
     * Whether C and V must be put in place by the instruction at an index, which sets them, because they are needed where
     * it is not certain any more that they are of its operands.
     */
    boolean isEager(Block block, int index) {
        List<Step> steps = block.steps();
        boolean certain = !steps.get(index).isConditional();
        for (Step step : steps.subList(index + 1, steps.size())) {
            if (!certain && Flags.usesCarryOrOverflow(step)) {
                return true;
            }
            boolean sets = Flags.setsAll(step.insn());
            if (sets && !step.isConditional()) {
                return false;
            }
            certain &= !Flags.setsSome(step.insn());
        }
        return liveBehind.contains(block.start());
    }
}
