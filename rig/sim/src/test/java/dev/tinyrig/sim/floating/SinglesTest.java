package dev.tinyrig.sim.floating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SinglesTest {
    private static final Ieee EXACTLY = new Ieee(FloatFormat.SINGLE);
    private static final int PLUS_INFINITY_MODE = 1 << 22;
    private static final int FLUSH_TO_ZERO = 1 << 24;

    private final Random random = new Random(7);

    private int operand() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> Float.floatToRawIntBits((float) random.nextGaussian());
            case 2 -> Float.floatToRawIntBits(random.nextInt(64) - 32);
            default -> random.nextInt() & 0x80ffffff;
        };
    }

    private static FloatStatus status(int bits) {
        FloatStatus status = new FloatStatus();
        status.set(bits);
        return status;
    }

    @Test
    void fastPathsGiveTheBitsAndFlagsOfTheExactOnes() {
        for (int attempt = 0; attempt < 20_000; attempt++) {
            int a = operand();
            int b = operand();
            int c = operand();
            long x = a & 0xffffffffL;
            long y = b & 0xffffffffL;
            FloatStatus fast = status(0);
            FloatStatus exact = status(0);

            int[] quick = {
                Singles.add(fast, a, b),
                Singles.multiply(fast, a, b),
                Singles.multiplyAdd(fast, c, a, b),
                Singles.divide(fast, a, b),
                Singles.squareRoot(fast, a)
            };
            int[] slow = {
                (int) EXACTLY.add(exact, x, y),
                (int) EXACTLY.multiply(exact, x, y),
                (int) EXACTLY.multiplyAdd(exact, c & 0xffffffffL, x, y),
                (int) EXACTLY.divide(exact, x, y),
                (int) EXACTLY.squareRoot(exact, x)
            };

            assertThat(quick).as("%08x and %08x", a, b).isEqualTo(slow);
            assertThat(fast.bits()).as("%08x and %08x", a, b).isEqualTo(exact.bits());
        }
    }

    @Test
    void eachInexactOperationIsFlaggedByItself() {
        for (int attempt = 0; attempt < 20_000; attempt++) {
            int a = operand();
            int b = operand();
            FloatStatus fast = status(0);
            FloatStatus exact = status(0);

            Singles.add(fast, a, b);
            EXACTLY.add(exact, a & 0xffffffffL, b & 0xffffffffL);

            assertThat(fast.bits()).as("%08x + %08x", a, b).isEqualTo(exact.bits());
        }
    }

    @Test
    void roundingModeIsObeyed() {
        FloatStatus status = status(PLUS_INFINITY_MODE);

        int third = Singles.divide(status, Float.floatToRawIntBits(1f), Float.floatToRawIntBits(3f));

        assertThat(Float.intBitsToFloat(third)).isEqualTo(Math.nextUp(1f / 3f - Math.ulp(1f / 3f)));
        assertThat((double) Float.intBitsToFloat(third)).isGreaterThan(1.0 / 3.0);
    }

    @Test
    void denormalsAreFlushedOnlyWhenAsked() {
        int denormal = 0x00400000;
        FloatStatus flushing = status(FLUSH_TO_ZERO);

        int kept = Singles.add(status(0), denormal, 0);
        int flushed = Singles.add(flushing, denormal, 0);

        assertThat(kept).isEqualTo(denormal);
        assertThat(flushed).isZero();
        assertThat(flushing.bits() & FloatStatus.INPUT_DENORMAL).isNotZero();
    }

    @Test
    void firstSignallingNanIsPassedOnQuieted() {
        FloatStatus status = status(0);

        int result = Singles.add(status, 0x7fc00001, 0xff800002);

        assertThat(result).isEqualTo(0xffc00002);
        assertThat(status.bits()).isEqualTo(FloatStatus.INVALID);
    }
}
