package dev.tinyrig.nas.space;

import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.space.Architecture.Block;
import dev.tinyrig.nas.space.Architecture.Stage;
import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The choices of a weight-sharing MBConv space: one width for the whole network; depth per stage; kernel and expansion
 * per block.
 *
 * @param name recorded in logs
 * @param input what the networks read
 * @param classes outputs
 * @param widths multipliers on channel counts, rising, the last is the super-network's
 * @param stem the first convolution at width 1
 * @param stages first to last
 * @param maxKernelWidth columns of a depthwise kernel, which has as many as rows where those are fewer
 */
public record SearchSpace(
        String name,
        Input input,
        int classes,
        List<Double> widths,
        Stem stem,
        List<StageSpace> stages,
        int maxKernelWidth) {

    private static final List<Double> SCALES = List.of(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    public SearchSpace {
        widths = List.copyOf(widths);
        stages = List.copyOf(stages);
        if (widths.isEmpty() || stages.isEmpty()) {
            throw new IllegalArgumentException("search space " + name + " needs a width and a stage");
        }
    }

    /**
     * The choices of one stage; every list rises, and its last entry is the super-network's.
     *
     * @param channels output channels at width 1
     * @param strideHeight of the stage's first block; the others have stride 1
     */
    public record StageSpace(
            int channels,
            int strideHeight,
            int strideWidth,
            List<Integer> depths,
            List<Integer> kernels,
            List<Integer> expansions) {
        public StageSpace {
            depths = List.copyOf(depths);
            kernels = List.copyOf(kernels);
            expansions = List.copyOf(expansions);
            if (depths.isEmpty() || kernels.isEmpty() || expansions.isEmpty()) {
                throw new IllegalArgumentException("a stage needs a depth, a kernel and an expansion");
            }
        }

        private StageSpace mobileNetV2() {
            return new StageSpace(channels, strideHeight, strideWidth, last(depths), List.of(3), last(expansions));
        }

        private StageSpace huge() {
            int deepest = depths.get(depths.size() - 1);
            return new StageSpace(
                    channels,
                    strideHeight,
                    strideWidth,
                    IntStream.rangeClosed(1, deepest + 1).boxed().toList(),
                    List.of(3, 5, 7),
                    List.of(1, 2, 3, 4, 6));
        }

        private static List<Integer> last(List<Integer> choices) {
            return choices.subList(choices.size() - 1, choices.size());
        }

        BigInteger size() {
            BigInteger perBlock = BigInteger.valueOf((long) kernels.size() * expansions.size());
            return depths.stream().map(perBlock::pow).reduce(BigInteger.ZERO, BigInteger::add);
        }

        boolean contains(Stage stage) {
            return depths.contains(stage.blocks().size())
                    && stage.blocks().stream()
                            .allMatch(block ->
                                    kernels.contains(block.kernel()) && expansions.contains(block.expansion()));
        }

        Stage uniform(ToIntFunction<List<Integer>> choice) {
            return new Stage(IntStream.range(0, choice.applyAsInt(depths))
                    .mapToObj(i -> block(choice))
                    .toList());
        }

        Block block(ToIntFunction<List<Integer>> choice) {
            return new Block(choice.applyAsInt(kernels), choice.applyAsInt(expansions));
        }
    }

    /**
     * The networks of this space that MobileNetV2 (arXiv 1801.04381) would have: kernels of 3, the largest expansion and
     * all blocks, scaled by width alone. The baseline of arXiv 2007.10319.
     */
    public SearchSpace mobileNetV2() {
        List<StageSpace> scaled = stages.stream().map(StageSpace::mobileNetV2).toList();
        return new SearchSpace(name + "-mobilenetv2", input, classes, SCALES, stem, scaled, maxKernelWidth);
    }

    /** The same choices over another input, which the name tells. */
    public SearchSpace over(Input other, String suffix) {
        return other.equals(input)
                ? this
                : new SearchSpace(name + "-" + suffix, other, classes, widths, stem, stages, maxKernelWidth);
    }

    /** The same choices behind another first convolution. */
    SearchSpace behind(Stem other) {
        return new SearchSpace(name, input, classes, widths, other, stages, maxKernelWidth);
    }

    /** The same choices but for the width. */
    public SearchSpace ofWidth(double width) {
        return new SearchSpace(name + "-w" + width, input, classes, List.of(width), stem, stages, maxKernelWidth);
    }

    /** The same choices of the wider half of the widths. */
    public SearchSpace wide() {
        List<Double> wide = widths.subList(widths.size() / 2, widths.size());
        return new SearchSpace(name + "-wide", input, classes, wide, stem, stages, maxKernelWidth);
    }

    /** All widths, one block more in each stage, and expansions from 1 to 6: a baseline of arXiv 2007.10319. */
    public SearchSpace huge() {
        List<StageSpace> huge = stages.stream().map(StageSpace::huge).toList();
        return new SearchSpace(name + "-huge", input, classes, SCALES, stem, huge, maxKernelWidth);
    }

    /** ProxylessNAS-Mobile for the same task, scaled by width alone: another baseline of arXiv 2007.10319. */
    public SearchSpace proxylessMobile() {
        return ProxylessMobile.over(this);
    }

    /** How many architectures it holds. */
    public BigInteger size() {
        return stages.stream().map(StageSpace::size).reduce(BigInteger.valueOf(widths.size()), BigInteger::multiply);
    }

    public boolean contains(Architecture architecture) {
        return widths.contains(architecture.width())
                && architecture.stages().size() == stages.size()
                && IntStream.range(0, stages.size()).allMatch(i -> stages.get(i)
                        .contains(architecture.stages().get(i)));
    }

    /** The super-network itself: every choice at its last value. */
    public Architecture largest() {
        return uniform(widths.get(widths.size() - 1), choices -> choices.get(choices.size() - 1));
    }

    /** Every choice at its first value. */
    public Architecture smallest() {
        return smallestOfEachWidth().get(0);
    }

    /** All other choices at their first value, the narrowest network first. */
    public List<Architecture> smallestOfEachWidth() {
        return widths.stream()
                .map(width -> uniform(width, choices -> choices.get(0)))
                .toList();
    }

    /** Every choice drawn uniformly, so that depths are as likely as each other. */
    public Architecture sample(RandomGenerator random) {
        return uniform(
                widths.get(random.nextInt(widths.size())), choices -> choices.get(random.nextInt(choices.size())));
    }

    /** See {@link Mutation}. */
    public Architecture mutate(Architecture parent, double probability, RandomGenerator random) {
        return new Mutation(this, probability, random).mutate(parent);
    }

    /** Takes each choice from either parent with equal chance; blocks that only one parent has come from that one. */
    public Architecture cross(Architecture mother, Architecture father, RandomGenerator random) {
        List<Stage> crossed = IntStream.range(0, stages.size())
                .mapToObj(
                        i -> crossStage(mother.stages().get(i), father.stages().get(i), random))
                .toList();
        return new Architecture(random.nextBoolean() ? mother.width() : father.width(), crossed);
    }

    private Architecture uniform(double width, ToIntFunction<List<Integer>> choice) {
        return new Architecture(
                width, stages.stream().map(stage -> stage.uniform(choice)).toList());
    }

    private static Stage crossStage(Stage mother, Stage father, RandomGenerator random) {
        int depth = (random.nextBoolean() ? mother : father).blocks().size();
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < depth; b++) {
            Block left = (b < mother.blocks().size() ? mother : father).blocks().get(b);
            Block right =
                    (b < father.blocks().size() ? father : mother).blocks().get(b);
            blocks.add(new Block(
                    (random.nextBoolean() ? left : right).kernel(), (random.nextBoolean() ? left : right).expansion()));
        }
        return new Stage(blocks);
    }

    /** Every channel count and stride of the architecture; counts are rounded to a multiple of 4, at least 4. */
    public NetworkPlan plan(Architecture architecture) {
        int channels = scaled(stem.channels(), architecture.width());
        Stem scaledStem =
                new Stem(channels, stem.kernelHeight(), stem.kernelWidth(), stem.strideHeight(), stem.strideWidth());
        List<BlockPlan> blocks = new ArrayList<>();
        for (int s = 0; s < stages.size(); s++) {
            StageSpace stage = stages.get(s);
            int outChannels = scaled(stage.channels(), architecture.width());
            List<Architecture.Block> choices = architecture.stages().get(s).blocks();
            for (int b = 0; b < choices.size(); b++) {
                int strideHeight = b == 0 ? stage.strideHeight() : 1;
                int strideWidth = b == 0 ? stage.strideWidth() : 1;
                boolean residual = strideHeight == 1 && strideWidth == 1 && channels == outChannels;
                blocks.add(new BlockPlan(
                        s,
                        b,
                        channels,
                        channels * choices.get(b).expansion(),
                        outChannels,
                        choices.get(b).kernel(),
                        Math.min(choices.get(b).kernel(), maxKernelWidth),
                        strideHeight,
                        strideWidth,
                        residual));
                channels = outChannels;
            }
        }
        return new NetworkPlan(input, scaledStem, blocks, classes);
    }

    private static int scaled(int channels, double width) {
        return Math.max(4, 4 * (int) Math.round(channels * width / 4));
    }
}
