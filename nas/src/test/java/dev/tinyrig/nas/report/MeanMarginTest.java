package dev.tinyrig.nas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeanMarginTest {
    private static final double EXACT = 1e-9;

    /** Differences 1, 1/2, 0 and 0: mean 3/8, standard deviation 0.4787, Student's 97.5 % point of 3 degrees 3.1824. */
    @Test
    void isStudentsForTheMeansOfEachExample() {
        List<List<Boolean>> ones = List.of(List.of(true, true, true, false), List.of(true, false, true, false));
        List<List<Boolean>> others = List.of(List.of(false, false, true, false));

        MeanMargin margin = MeanMargin.of(ones, others);

        double reach = 3.182446 * 0.478714 / 2;
        assertThat(margin.difference()).isCloseTo(0.375, within(EXACT));
        assertThat(margin.low()).isCloseTo(0.375 - reach, within(1e-5));
        assertThat(margin.high()).isCloseTo(0.375 + reach, within(1e-5));
        assertThat(margin.pValue()).isCloseTo(0.2152, within(1e-4));
    }

    /** With one network on each side it is nearly Newcombe's. */
    @Test
    void ofTwoNetworksIsNearThatOfPairs() {
        List<Boolean> one = answers(380);
        List<Boolean> other = answers(365);

        MeanMargin mean = MeanMargin.of(List.of(one), List.of(other));
        PairedMargin pair = PairedMargin.of(one, other);

        assertThat(mean.difference()).isCloseTo(pair.difference(), within(EXACT));
        assertThat(mean.low()).isCloseTo(pair.low(), within(0.006));
        assertThat(mean.high()).isCloseTo(pair.high(), within(0.006));
    }

    @Test
    void ofTheSameAnswersIsNothing() {
        List<List<Boolean>> both = List.of(answers(380), answers(365));

        assertThat(MeanMargin.of(both, both)).isEqualTo(new MeanMargin(0, 0, 0, 1));
    }

    @Test
    void answersToDifferentTestsAreNoPairs() {
        assertThatThrownBy(() -> MeanMargin.of(List.of(List.of(true)), List.of(List.of(true, false))))
                .hasMessage("answers to different tests are no pairs");
    }

    private static List<Boolean> answers(int right) {
        return IntStream.range(0, 427).mapToObj(example -> example < right).toList();
    }
}
