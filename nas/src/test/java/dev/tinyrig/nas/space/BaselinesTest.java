package dev.tinyrig.nas.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.nas.space.NetworkPlan.BlockPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    /** The published architecture has 320,427,584 MACs with 1000 classes and a 1x1 convolution to 1280 channels, which no space here has. */
    @Test
    void proxylessAtFullWidthIsTheNetworkOfThePaper() {
        SearchSpace scaled = PictureSpaces.mobile(224, 2).proxylessMobile();
        Architecture full = new Architecture(1.0, scaled.largest().stages());

        NetworkPlan plan = scaled.plan(full);

        long withoutEnd = plan.macs() - 2 * 320;
        assertThat(withoutEnd + 7L * 7 * 320 * 1280 + 1280 * 1000).isEqualTo(320_427_584);
        assertThat(plan.blocks()).hasSize(20);
        assertThat(plan.blocks().stream().filter(BlockPlan::residual)).hasSize(13);
    }

    @Test
    void proxylessHasNothingToChooseButItsWidth() {
        SearchSpace speech = KeywordSpaces.quick().proxylessMobile();

        assertThat(speech.size().intValueExact()).isEqualTo(speech.widths().size());
        assertThat(speech.smallest().stages()).isEqualTo(speech.largest().stages());
        assertThat(speech.input()).isEqualTo(KeywordSpaces.quick().input());
    }

    /** From 25x5 behind the stem to a time step of 8 and a band of 4, as the searched space. */
    @Test
    void proxylessMovesOverSpeechAsTheSearchedSpaceDoes() {
        SearchSpace searched = KeywordSpaces.quick();

        assertThat(strides(searched.proxylessMobile())).isEqualTo(strides(searched));
    }

    @Test
    void mobileNetV2HasKernelsOfThreeAndTheLargestExpansion() {
        SearchSpace scaled = KeywordSpaces.quick().mobileNetV2();

        assertThat(scaled.size().intValueExact()).isEqualTo(scaled.widths().size());
        assertThat(scaled.plan(scaled.largest()).blocks())
                .allMatch(block -> block.kernelHeight() == 3 && block.midChannels() == 4 * block.inChannels());
    }

    private static List<Integer> strides(SearchSpace space) {
        int height = 1;
        int width = 1;
        for (BlockPlan block : space.plan(space.largest()).blocks()) {
            height *= block.strideHeight();
            width *= block.strideWidth();
        }
        return List.of(height, width);
    }
}
