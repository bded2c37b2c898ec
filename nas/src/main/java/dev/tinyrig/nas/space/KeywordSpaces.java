package dev.tinyrig.nas.space;

import dev.tinyrig.nas.data.Input;
import dev.tinyrig.nas.data.speech.Mfcc;
import dev.tinyrig.nas.data.speech.SpeechFeatures;
import dev.tinyrig.nas.space.NetworkPlan.Stem;
import dev.tinyrig.nas.space.SearchSpace.StageSpace;
import java.util.List;

/** Search spaces for keywords, in 49x10 features unless other features are asked for. */
public final class KeywordSpaces {
    private static final int CLASSES = 12;
    private static final List<Integer> KERNELS = List.of(3, 5, 7);

    /** Within tight limits a narrow network with all its blocks recognises as much as a wider, shallow one for fewer MACs. */
    private static final List<Double> WIDTHS = List.of(0.2, 0.3, 0.4, 0.5, 0.75, 1.0);

    /** Neighbouring bands are alike, so that the first convolution steps over as many at once as its kernel is wide. */
    private static final int STRIDE_OVER_BANDS = 4;

    private KeywordSpaces() {}

    /** For the twelve classes of MLPerf Tiny: from 0.06 to 7 million multiply-accumulates. */
    public static SearchSpace quick() {
        return quick(CLASSES);
    }

    /** For any number of classes. */
    public static SearchSpace quick(int classes) {
        return new SearchSpace(
                "keywords-quick",
                Mfcc.INPUT,
                classes,
                WIDTHS,
                new Stem(24, 5, 4, 2, 2),
                List.of(
                        new StageSpace(24, 1, 1, List.of(1, 2), KERNELS, List.of(2, 3, 4)),
                        new StageSpace(40, 2, 1, List.of(1, 2, 3), KERNELS, List.of(2, 3, 4)),
                        new StageSpace(64, 2, 2, List.of(1, 2, 3), KERNELS, List.of(2, 3, 4))),
                3);
    }

    /**
     * The choices of a space over other features, which the name tells. Twice as many log-mel bands as cepstral coefficients
     * make maps of the same width, so that all behind the first convolution is the same.
     */
    public static SearchSpace over(SearchSpace space, Input features, String name) {
        SearchSpace over = space.over(features, name);
        return SpeechFeatures.of(features) == SpeechFeatures.LOG_MEL ? over.behind(overBands(space.stem())) : over;
    }

    private static Stem overBands(Stem stem) {
        return new Stem(
                stem.channels(), stem.kernelHeight(), stem.kernelWidth(), stem.strideHeight(), STRIDE_OVER_BANDS);
    }

    /** For tests: a few thousand weights. */
    public static SearchSpace tiny() {
        return new SearchSpace(
                "keywords-tiny",
                Mfcc.INPUT,
                CLASSES,
                List.of(0.5, 1.0),
                new Stem(8, 5, 4, 4, 2),
                List.of(
                        new StageSpace(8, 1, 1, List.of(1, 2), List.of(3, 5), List.of(1, 2)),
                        new StageSpace(16, 2, 2, List.of(1, 2), List.of(3, 5), List.of(2, 3))),
                3);
    }
}
