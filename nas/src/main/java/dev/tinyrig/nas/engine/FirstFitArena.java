package dev.tinyrig.nas.engine;

import dev.tinyrig.codegen.network.Layer;
import dev.tinyrig.codegen.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arena of engines that give every tensor a buffer of its own, none in place: the largest first, each at the lowest
 * offset that is free while it lives. So do TFLM's greedy planner and TinyEngine's.
 */
final class FirstFitArena {
    private static final int ALIGNMENT = 4;

    private final List<Block> blocks = new ArrayList<>();

    private FirstFitArena() {}

    private record Block(int bytes, int first, int last) {
        boolean meets(Block other) {
            return first <= other.last && other.first <= last;
        }
    }

    private record Placed(Block block, int offset) {
        int end() {
            return offset + block.bytes();
        }
    }

    /** Bytes for all tensors and the scratch of a network. */
    static int bytes(Network network) {
        FirstFitArena arena = new FirstFitArena();
        arena.addTensors(network);
        arena.addScratch(network);
        return arena.pack();
    }

    private void addTensors(Network network) {
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (int step = 0; step < network.layers().size(); step++) {
            for (int input : network.layers().get(step).inputs()) {
                lastUse.put(input, step);
            }
        }
        add(network, network.input(), 0, lastUse);
        for (int step = 0; step < network.layers().size(); step++) {
            add(network, network.layers().get(step).output(), step, lastUse);
        }
    }

    private void add(Network network, int tensor, int first, Map<Integer, Integer> lastUse) {
        int bytes = aligned(network.tensor(tensor).shape().size());
        blocks.add(new Block(bytes, first, lastUse.getOrDefault(tensor, first)));
    }

    private void addScratch(Network network) {
        CmsisScratch scratch = new CmsisScratch(network);
        for (int step = 0; step < network.layers().size(); step++) {
            Layer layer = network.layers().get(step);
            int bytes = aligned(layer.accept(scratch));
            if (bytes > 0) {
                blocks.add(new Block(bytes, step, step));
            }
        }
    }

    private static int aligned(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private int pack() {
        List<Placed> placed = new ArrayList<>();
        blocks.stream().sorted(Comparator.comparingInt(block -> -block.bytes())).forEach(block -> {
            List<Placed> alive = placed.stream()
                    .filter(other -> other.block().meets(block))
                    .sorted(Comparator.comparingInt(Placed::offset))
                    .toList();
            placed.add(new Placed(block, lowestGap(alive, block.bytes())));
        });
        return placed.stream().mapToInt(Placed::end).max().orElse(0);
    }

    private static int lowestGap(List<Placed> byOffset, int bytes) {
        int offset = 0;
        for (Placed other : byOffset) {
            if (other.offset() - offset >= bytes) {
                return offset;
            }
            offset = Math.max(offset, other.end());
        }
        return offset;
    }
}
