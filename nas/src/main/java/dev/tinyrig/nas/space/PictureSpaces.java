package dev.tinyrig.nas.space;

import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.List;
import java.util.stream.Stream;

/** Search spaces for pictures, after the mobile space of the MCUNet paper (arXiv 2007.10319, supplement D). */
public final class PictureSpaces {
    private static final List<Integer> KERNELS = List.of(3, 5, 7);
    private static final List<Integer> EXPANSIONS = List.of(3, 4, 6);

    /** Channels of the stages behind the first block, at width 1. */
    private static final int[] CHANNELS = {24, 40, 80, 96, 192};

    private static final int[] STRIDES = {2, 2, 2, 1, 2};

    private PictureSpaces() {}

    /**
     * The stages of MobileNetV2 at a width of 0.3 to 0.5, each with one or two blocks: a space that two processor cores
     * can train.
     *
     * @param side pixels of a side of the square that networks read
     */
    public static SearchSpace mobile(int side, int classes) {
        return new SearchSpace(
                "pictures-mobile-%d".formatted(side),
                PictureFrontEnd.input(side),
                classes,
                List.of(0.3, 0.4, 0.5),
                new Stem(32, 3, 3, 2, 2),
                Stream.concat(Stream.of(firstStage()), laterStages()).toList(),
                KERNELS.get(KERNELS.size() - 1));
    }

    private static StageSpace firstStage() {
        return new StageSpace(16, 1, 1, List.of(1), List.of(3), List.of(1));
    }

    private static Stream<StageSpace> laterStages() {
        return java.util.stream.IntStream.range(0, CHANNELS.length)
                .mapToObj(i -> new StageSpace(CHANNELS[i], STRIDES[i], STRIDES[i], List.of(1, 2), KERNELS, EXPANSIONS));
    }
}
