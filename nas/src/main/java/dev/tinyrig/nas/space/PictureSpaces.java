package dev.tinyrig.nas.space;

import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Search spaces for pictures, after the mobile space of the MCUNet paper (arXiv 2007.10319, supplement D). */
public final class PictureSpaces {
    private static final List<Integer> KERNELS = List.of(3, 5, 7);
    private static final List<Integer> EXPANSIONS = List.of(3, 4, 6);

    private static final Stem STEM = new Stem(32, 3, 3, 2, 2);

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
                STEM,
                Stream.concat(Stream.of(firstStage()), laterStages()).toList(),
                KERNELS.get(KERNELS.size() - 1));
    }

    /** Resolutions of the paper's 108 spaces. */
    public static final List<Integer> SIDES = List.of(48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224);

    /** Widths of the paper's 108 spaces. */
    public static final List<Double> WIDTHS = List.of(0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    /** Every space of the paper: each resolution with each width. */
    public static List<SearchSpace> all(int classes) {
        return SIDES.stream()
                .flatMap(side -> WIDTHS.stream().map(width -> paper(side, width, classes)))
                .toList();
    }

    /** One of the paper's spaces: kernels 3, 5, 7, expansions 3, 4, 6 and depths 2, 3, 4 at one resolution and width. */
    public static SearchSpace paper(int side, double width, int classes) {
        List<StageSpace> later = IntStream.range(0, CHANNELS.length)
                .mapToObj(i -> stage(i, List.of(2, 3, 4)))
                .toList();
        List<StageSpace> stages = new ArrayList<>(List.of(firstStage()));
        stages.addAll(later);
        stages.add(new StageSpace(320, 1, 1, List.of(1), KERNELS, EXPANSIONS));
        return new SearchSpace(
                "pictures-r%d-w%.1f".formatted(side, width),
                PictureFrontEnd.input(side),
                classes,
                List.of(width),
                STEM,
                stages,
                KERNELS.get(KERNELS.size() - 1));
    }

    private static StageSpace stage(int index, List<Integer> depths) {
        return new StageSpace(CHANNELS[index], STRIDES[index], STRIDES[index], depths, KERNELS, EXPANSIONS);
    }

    private static StageSpace firstStage() {
        return new StageSpace(16, 1, 1, List.of(1), List.of(3), List.of(1));
    }

    private static Stream<StageSpace> laterStages() {
        return IntStream.range(0, CHANNELS.length).mapToObj(i -> stage(i, List.of(1, 2)));
    }
}
