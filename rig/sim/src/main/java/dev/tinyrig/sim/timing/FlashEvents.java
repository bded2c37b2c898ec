package dev.tinyrig.sim.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** When a block may wait for flash: where it fetches from another word than before, and where it loads. */
final class FlashEvents {
    /** The words of flash to fetch, in their order; the first may be the one that was fetched last. */
    final int[] words;
    /** How many loads come before each of them. */
    final int[] readsBefore;
    /** The steps that load, and their numbers among the loads and stores. */
    final int[] readSteps;

    final int[] reads;
    private final int[] fetchSteps;

    FlashEvents(BlockShape shape, FlashReads flash) {
        readSteps = IntStream.of(shape.accesses)
                .filter(step -> shape.traits[step].kind.reads())
                .toArray();
        reads = IntStream.of(readSteps).map(step -> shape.access[step]).toArray();
        List<Integer> fetched = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < shape.size(); step++) {
            int address = shape.insns[step].address;
            int last = flash.wordOf(address + shape.bytes(step) - 1);
            for (int word = flash.wordOf(address); flash.holds(address) && word <= last; word++) {
                if (fetched.isEmpty() || fetched.get(fetched.size() - 1) != word) {
                    fetched.add(word);
                    steps.add(step);
                }
            }
        }
        words = fetched.stream().mapToInt(word -> word).toArray();
        fetchSteps = steps.stream().mapToInt(step -> step).toArray();
        readsBefore = IntStream.of(fetchSteps)
                .map(step -> (int)
                        IntStream.of(readSteps).filter(read -> read < step).count())
                .toArray();
    }

    /** The value of the step of each word. */
    int[] at(int[] ofSteps) {
        return IntStream.of(fetchSteps).map(step -> ofSteps[step]).toArray();
    }
}
