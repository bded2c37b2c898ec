package dev.tinyrig.codegen.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two instructions of tiled kernels against the definition of the multiplication that they replace. */
class TileFactorsTest {
    private static final int ZERO_POINT = -17;

    @Test
    void twoHighProductsEqualBothRoundingsAtTies() {
        for (int shift = -31; shift <= -1; shift++) {
            for (int mantissa : List.of(1 << 30, (1 << 30) + 1, (1 << 30) + (1 << 29), Integer.MAX_VALUE)) {
                Multiplier multiplier = new Multiplier(mantissa, shift);
                for (int near : List.of(0, 1 << 10, 1 << 29, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
                    for (int delta = -300; delta <= 300; delta++) {
                        assertAllRoundings(multiplier, near + delta);
                    }
                }
            }
        }
    }

    @Test
    void twoHighProductsEqualBothRoundingsAtRandom() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            Multiplier multiplier = Multiplier.of(random.nextDouble() * Math.scalb(1.0, -1 - random.nextInt(31)));
            if (multiplier.mantissa() != 0) {
                assertAllRoundings(multiplier, random.nextInt() >> random.nextInt(31));
            }
        }
    }

    @Test
    void everyQuotientOfASmallShiftIsRoundedHalfAwayFromZero() {
        Multiplier quarter = new Multiplier(1 << 30, -1);
        for (int value = -100_000; value <= 100_000; value++) {
            assertAllRoundings(quarter, value);
        }
    }

    @Test
    void negativeMultiplierHasTheFactorsOfItsOppositeAndTheOtherSign() {
        Multiplier negative = Multiplier.of(-0.001);

        assertThat(TileFactors.of(negative, Rounding.DOUBLE)).satisfies(factors -> {
            assertThat(factors.sign()).isEqualTo(-1);
            assertThat(linear(factors, -12_345)).isEqualTo(negative.apply(12_345) + ZERO_POINT);
        });
    }

    @Test
    void deadChannelHasNoFactors() {
        assertThat(TileFactors.of(Multiplier.of(0), Rounding.DOUBLE)).isEqualTo(new TileFactors(0, 32, 0));
    }

    @Test
    void multipliersFromOneHalfOnHaveNoFactors() {
        Weights weights = new Weights(new byte[] {-128, 1}, new float[] {1, 1}, new int[] {0, 0});

        assertThat(TileFactors.exist(List.of(Multiplier.of(0.3), Multiplier.of(0.4999)), weights))
                .isTrue();
        assertThat(TileFactors.exist(List.of(Multiplier.of(0.3), Multiplier.of(0.5)), weights))
                .isFalse();
        assertThat(TileFactors.exist(List.of(Multiplier.of(0.3), Multiplier.of(-0.3)), weights))
                .as("-128 cannot change its sign")
                .isFalse();
    }

    private static void assertAllRoundings(Multiplier multiplier, int value) {
        TileFactors twice = TileFactors.of(multiplier, Rounding.DOUBLE);
        TileFactors once = TileFactors.of(multiplier, Rounding.SINGLE);
        int exact = multiplier.apply(value) + ZERO_POINT;
        boolean isRight = linear(twice, value) == exact
                && Math.max(ZERO_POINT, relu(twice, value)) == Math.max(ZERO_POINT, exact)
                && single(once, value) == multiplier.applyOnce(value) + ZERO_POINT;
        if (!isRight) {
            assertThat(linear(twice, value)).as("%s of %d", multiplier, value).isEqualTo(exact);
            assertThat(isRight)
                    .as("relu or single, %s of %d", multiplier, value)
                    .isTrue();
        }
    }

    /** SMMLAR, ADD, SMMLSR */
    private static int linear(TileFactors factors, int sum) {
        int product = addHighProduct(sum, sum, factors.multiplier());
        return subtractHighProduct(ZERO_POINT, product + (product >> 31), factors.power());
    }

    /** SMMLAR, SMMLSR */
    private static int relu(TileFactors factors, int sum) {
        return subtractHighProduct(ZERO_POINT, addHighProduct(sum, sum, factors.multiplier()), factors.power());
    }

    /** SMMLAR */
    private static int single(TileFactors factors, int sum) {
        return addHighProduct(ZERO_POINT, sum, factors.multiplier());
    }

    private static int addHighProduct(int sum, int left, int right) {
        return (int) ((((long) sum << 32) + (long) left * right + (1L << 31)) >> 32);
    }

    private static int subtractHighProduct(int sum, int left, int right) {
        return (int) ((((long) sum << 32) - (long) left * right + (1L << 31)) >> 32);
    }
}
