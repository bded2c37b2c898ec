package dev.tinyrig.nas.space;

import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * ProxylessNAS-Mobile (arXiv 1812.00332), of which nothing but the width can be chosen: a baseline of arXiv 2007.10319.
 *
 * <p>Without the 1x1 convolution before the classifier, which no space here has. Over speech, whose features are small
 * and flat, it moves as the searched space does: with as many strides, spread over its own strided stages.
 */
final class ProxylessMobile {
    private static final int STEM_CHANNELS = 32;
    private static final List<Double> WIDTHS_OF_PICTURES = List.of(0.2, 0.25, 0.3, 0.35, 0.4, 0.5);

    /** Wider ones have more weights than fit beside a keyword network's limits, and would take hours to train. */
    private static final List<Double> WIDTHS_OF_SPEECH = List.of(0.1, 0.15, 0.2, 0.25, 0.3);

    private static final List<Stage> STAGES = List.of(
            new Stage(16, false, "k3e1"),
            new Stage(32, true, "k5e3,k3e3"),
            new Stage(40, true, "k7e3,k3e3,k5e3,k5e3"),
            new Stage(80, true, "k7e6,k5e3,k5e3,k5e3"),
            new Stage(96, false, "k5e6,k5e3,k5e3,k5e3"),
            new Stage(192, true, "k7e6,k7e6,k7e3,k7e3"),
            new Stage(320, false, "k7e6"));

    private ProxylessMobile() {}

    private record Stage(int channels, boolean strided, String blocks) {
        List<Architecture.Block> parsed() {
            return Architecture.ofKey("w1/" + blocks).stages().get(0).blocks();
        }
    }

    private record Stride(int height, int width) {
        static final Stride ONE = new Stride(1, 1);

        boolean moves() {
            return height > 1 || width > 1;
        }
    }

    /** Scaled by width, for the same task as a searched space. */
    static SearchSpace over(SearchSpace searched) {
        List<StageSpace> stages = new ArrayList<>();
        int strided = 0;
        for (Stage stage : STAGES) {
            Stride stride = stage.strided() ? stride(searched, strided++) : Stride.ONE;
            List<Architecture.Block> blocks = stage.parsed();
            for (int b = 0; b < blocks.size(); b++) {
                stages.add(block(stage, blocks.get(b), b == 0 ? stride : Stride.ONE));
            }
        }
        Stem stem = searched.stem();
        return new SearchSpace(
                searched.name() + "-proxyless",
                searched.input(),
                searched.classes(),
                searched.input().shape().channels() == 1 ? WIDTHS_OF_SPEECH : WIDTHS_OF_PICTURES,
                new Stem(
                        STEM_CHANNELS,
                        stem.kernelHeight(),
                        stem.kernelWidth(),
                        stem.strideHeight(),
                        stem.strideWidth()),
                stages,
                searched.maxKernelWidth());
    }

    /** Each block is a stage of its own, since it has a kernel and an expansion of its own. */
    private static StageSpace block(Stage stage, Architecture.Block block, Stride stride) {
        return new StageSpace(
                stage.channels(),
                stride.height(),
                stride.width(),
                List.of(1),
                List.of(block.kernel()),
                List.of(block.expansion()));
    }

    /** That of the searched space's stage that falls on this one of ours, where there are fewer than ours. */
    private static Stride stride(SearchSpace searched, int index) {
        int ours = (int) STAGES.stream().filter(Stage::strided).count();
        List<Stride> theirs = searched.stages().stream()
                .map(stage -> new Stride(stage.strideHeight(), stage.strideWidth()))
                .filter(Stride::moves)
                .toList();
        for (int i = 0; i < theirs.size(); i++) {
            if (i * ours / theirs.size() == index) {
                return theirs.get(i);
            }
        }
        return Stride.ONE;
    }
}
