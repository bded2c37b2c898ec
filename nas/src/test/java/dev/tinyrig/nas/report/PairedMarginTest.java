package dev.tinyrig.nas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairedMarginTest {
    @Test
    void countsPairs() {
        PairedMargin margin =
                PairedMargin.of(List.of(true, true, false, true, false), List.of(true, false, true, false, false));

        assertThat(margin).isEqualTo(new PairedMargin(1, 2, 1, 1));
        assertThat(margin.difference()).isCloseTo(0.2, within(1e-12));
    }

    /** Of 15 discordant pairs 12 one way: twice the binomial tail, 2 x (1 + 15 + 105 + 455) / 2^15. */
    @Test
    void pIsTheExactBinomialOne() {
        assertThat(new PairedMargin(300, 12, 3, 100).pValue()).isCloseTo(2 * 576 / 32768.0, within(1e-9));
        assertThat(new PairedMargin(300, 0, 0, 100).pValue()).isEqualTo(1);
        assertThat(new PairedMargin(300, 7, 7, 100).pValue()).isEqualTo(1);
    }

    @Test
    void isNarrowerThanThatOfIndependentExamplesWhereAnswersAgree() {
        PairedMargin paired = new PairedMargin(370, 15, 5, 37);
        Margin independent = Margin.of(Interval.of(385, 427), Interval.of(375, 427));

        assertThat(paired.difference()).isCloseTo(independent.difference(), within(1e-12));
        assertThat(paired.high() - paired.low()).isLessThan(0.75 * (independent.high() - independent.low()));
        assertThat(paired.low()).isPositive();
        assertThat(independent.low()).isNegative();
    }

    @Test
    void coversNinetyFivePercentOfResampledDifferences() {
        PairedMargin margin = new PairedMargin(370, 15, 5, 37);
        SplittableRandom random = new SplittableRandom(7);
        double[] differences = Stream.generate(() -> resampled(margin, random))
                .limit(4000)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();

        long inside = Arrays.stream(differences)
                .filter(each -> each >= margin.low() && each <= margin.high())
                .count();

        assertThat(inside / 4000.0).isBetween(0.93, 0.98);
    }

    @Test
    void answersOfDifferentTestsAreNoPairs() {
        assertThatThrownBy(() -> PairedMargin.of(List.of(true), List.of(true, false)))
                .hasMessage("1 and 2 answers are no pairs");
    }

    private static double resampled(PairedMargin margin, SplittableRandom random) {
        int difference = 0;
        for (int i = 0; i < 427; i++) {
            int pair = random.nextInt(427);
            difference += pair < margin.onlyOne() ? 1 : pair < margin.onlyOne() + margin.onlyOther() ? -1 : 0;
        }
        return difference / 427.0;
    }
}
