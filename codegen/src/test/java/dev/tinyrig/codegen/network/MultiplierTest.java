package dev.tinyrig.codegen.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiplierTest {
    @Test
    void mantissaHoldsThirtyOneBits() {
        assertThat(Multiplier.of(0.5)).isEqualTo(new Multiplier(1 << 30, 0));
        assertThat(Multiplier.of(1.0)).isEqualTo(new Multiplier(1 << 30, 1));
        assertThat(Multiplier.of(0.75)).isEqualTo(new Multiplier(3 << 29, 0));
        assertThat(Multiplier.of(-0.75)).isEqualTo(new Multiplier(-(3 << 29), 0));
        assertThat(Multiplier.of(0.0072474273418460)).isEqualTo(new Multiplier(1992157658, -7));
    }

    @Test
    void mantissaThatRoundsUpToOneIsHalved() {
        assertThat(Multiplier.of(Math.nextDown(1.0))).isEqualTo(new Multiplier(1 << 30, 1));
    }

    @Test
    void factorsTooSmallForTheShiftBecomeZero() {
        assertThat(Multiplier.of(0)).isEqualTo(new Multiplier(0, 0));
        assertThat(Multiplier.of(Math.scalb(1.0, -32))).isEqualTo(new Multiplier(1 << 30, -31));
        assertThat(Multiplier.of(Math.scalb(0.9, -32))).isEqualTo(new Multiplier(0, 0));
    }

    @Test
    void refusesFactorsThatHaveNoFixedPoint() {
        assertThatThrownBy(() -> Multiplier.of(Double.NaN)).hasMessage("factor NaN is not within 2^30");
        assertThatThrownBy(() -> Multiplier.of(2e9)).hasMessage("factor 2.0E9 is not within 2^30");
    }

    @Test
    void roundsTwiceAsTfliteDoes() {
        // 3 * 0.5 rounds to 2; 2 / 4 rounds away from zero to 1, though 0.375 is nearer to 0.
        assertThat(new Multiplier(1 << 30, -2).apply(3)).isEqualTo(1);
        // -3 * 0.5 rounds half up to -1; -1 / 4 rounds to 0.
        assertThat(new Multiplier(1 << 30, -2).apply(-3)).isEqualTo(0);
        // -4 * 0.5 = -2; -2 / 4 rounds away from zero to -1.
        assertThat(new Multiplier(1 << 30, -2).apply(-4)).isEqualTo(-1);
    }

    @Test
    void equalsTheDefinitionInUnboundedIntegers() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            Multiplier multiplier = Multiplier.of(random.nextDouble() * Math.scalb(1.0, -random.nextInt(31)));
            int value = random.nextInt() >> random.nextInt(31);

            int product = halfUp(BigInteger.valueOf(value).multiply(BigInteger.valueOf(multiplier.mantissa())), 31);

            assertThat(multiplier.apply(value)).isEqualTo(halfAwayFromZero(product, multiplier.rightShift()));
        }
    }

    @Test
    void isNearTheRealProduct() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            double factor = random.nextDouble() - 0.5;
            int value = random.nextInt(1 << 24);

            assertThat((double) Multiplier.of(factor).apply(value)).isCloseTo(value * factor, within(1.01));
        }
    }

    private static int halfUp(BigInteger value, int shift) {
        return value.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift).intValueExact();
    }

    private static int halfAwayFromZero(int value, int shift) {
        if (shift == 0) {
            return value;
        }
        long half = 1L << (shift - 1);
        long magnitude = (Math.abs((long) value) + half) >> shift;
        return (int) (value < 0 ? -magnitude : magnitude);
    }
}
