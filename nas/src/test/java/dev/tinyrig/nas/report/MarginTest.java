package dev.tinyrig.nas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MarginTest {
    /** Newcombe 1998, table II: 56 of 70 against 48 of 80. */
    @Test
    void isThatOfThePublishedExample() {
        Margin margin = Margin.of(Interval.of(56, 70), Interval.of(48, 80));

        assertThat(margin.difference()).isCloseTo(0.2, within(1e-9));
        assertThat(margin.low()).isCloseTo(0.0524, within(5e-4));
        assertThat(margin.high()).isCloseTo(0.3339, within(5e-4));
        assertThat(margin).hasToString("+20.0 points (+5.2 to +33.4)");
    }

    @Test
    void turnsAroundWithItsSides() {
        Margin one = Margin.of(Interval.of(10, 100), Interval.of(30, 100));
        Margin other = Margin.of(Interval.of(30, 100), Interval.of(10, 100));

        assertThat(one.difference()).isEqualTo(-other.difference());
        assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
    }
}
