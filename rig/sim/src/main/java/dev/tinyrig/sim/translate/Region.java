package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;
import java.util.List;
import java.util.Map;

/** Blocks that are translated together, by their start; the first is where it is entered. */
record Region(Map<Integer, Block> blocks, int entry) {

    Block block(int start) {
        Block block = blocks.get(start);
        if (block == null) {
            throw new IllegalArgumentException(String.format("no block starts at 0x%08x", start));
        }
        return block;
    }

    List<Insn> instructions() {
        return blocks.values().stream()
                .flatMap(block -> block.steps().stream())
                .map(Step::insn)
                .toList();
    }

    boolean has(int start) {
        return blocks.containsKey(start);
    }

    /** The blocks of this region to which a block can go. */
    List<Block> successors(Block block) {
        return Flow.targets(block).stream().filter(this::has).map(this::block).toList();
    }
}
