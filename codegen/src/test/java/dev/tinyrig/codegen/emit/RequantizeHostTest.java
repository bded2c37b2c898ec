package dev.tinyrig.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.HostProgram;
import dev.tinyrig.codegen.network.Multiplier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernels' short cut to TFLite's double rounding, against its definition. */
class RequantizeHostTest {
    private static final int RANDOM_CASES = 1_000_000;

    private record Case(int value, Multiplier multiplier) {}

    @Test
    void shortRequantizationEqualsTheDefinition(@TempDir Path folder) throws Exception {
        List<Case> cases = cases();

        byte[] output = HostProgram.build("requantize_main.c", folder).run(encoded(cases), List.of());

        ByteBuffer results = ByteBuffer.wrap(output).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(output).hasSize(cases.size() * Integer.BYTES);
        for (Case each : cases) {
            int expected = each.multiplier().apply(each.value());
            int actual = results.getInt();
            if (actual != expected) {
                assertThat(actual).as(each.toString()).isEqualTo(expected);
            }
        }
    }

    /** Random factors; ties of either rounding at every shift; values at the limits of int32. */
    private static List<Case> cases() {
        Random random = new Random(1);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < RANDOM_CASES; i++) {
            double factor = (random.nextDouble() - 0.25) * Math.scalb(1.0, 2 - random.nextInt(33));
            cases.add(new Case(random.nextInt() >> random.nextInt(31), Multiplier.of(factor)));
        }
        for (int shift = -31; shift <= 2; shift++) {
            for (int mantissa : List.of(1 << 30, (1 << 30) + 1, Integer.MAX_VALUE, -(1 << 30), -Integer.MAX_VALUE)) {
                Multiplier multiplier = new Multiplier(mantissa, shift);
                for (int near : List.of(0, 1 << 10, 1 << 29, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
                    for (int delta = -70; delta <= 70; delta++) {
                        cases.add(new Case(near + delta, multiplier));
                    }
                }
            }
        }
        return cases;
    }

    private static byte[] encoded(List<Case> cases) {
        byte[] bytes = new byte[cases.size() * 4 * Integer.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (Case each : cases) {
            Multiplier multiplier = each.multiplier();
            buffer.putInt(each.value()).putInt(multiplier.mantissa());
            buffer.putInt(multiplier.leftShift()).putInt(multiplier.rightShift());
        }
        return bytes;
    }
}
