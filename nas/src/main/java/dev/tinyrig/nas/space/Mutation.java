package dev.tinyrig.nas.space;

import dev.tinyrig.nas.space.Architecture.Block;
import dev.tinyrig.nas.space.Architecture.Stage;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Changes each choice of an architecture with one probability, always to another value where there is one.
 *
 * <p>A stage that grows gets random new blocks; one that shrinks loses its last.
 */
record Mutation(SearchSpace space, double probability, RandomGenerator random) {
    Mutation {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("mutation probability " + probability + " is not within 0..1");
        }
    }

    Architecture mutate(Architecture parent) {
        double width = mutate(parent.width(), space.widths());
        return new Architecture(
                width,
                IntStream.range(0, space.stages().size())
                        .mapToObj(i ->
                                mutate(parent.stages().get(i), space.stages().get(i)))
                        .toList());
    }

    private Stage mutate(Stage parent, StageSpace choices) {
        int depth = mutate(parent.blocks().size(), choices.depths());
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < depth; b++) {
            blocks.add(
                    b < parent.blocks().size()
                            ? mutate(parent.blocks().get(b), choices)
                            : choices.block(values -> values.get(random.nextInt(values.size()))));
        }
        return new Stage(blocks);
    }

    private Block mutate(Block parent, StageSpace choices) {
        return new Block(mutate(parent.kernel(), choices.kernels()), mutate(parent.expansion(), choices.expansions()));
    }

    private <T> T mutate(T value, List<T> choices) {
        if (random.nextDouble() >= probability || choices.size() == 1) {
            return value;
        }
        int other = random.nextInt(choices.size() - 1);
        return choices.get(other < choices.indexOf(value) ? other : other + 1);
    }
}
