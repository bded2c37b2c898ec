package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.cpu.FpuKind;
import org.junit.jupiter.api.Test;

class FloatInstructionsTest {
    private static final int INEXACT = 1 << 4;
    private static final int DIVISION_BY_ZERO = 1 << 1;

    @Test
    void exactSumRaisesNothing() {
        Snippet snippet =
                Snippet.of(0xee30, 0x0a81).single(1, 1.5f).single(2, 2.25f).run();

        assertThat(snippet.s(0)).isEqualTo(3.75f);
        assertThat(snippet.cpu().fpu.status.bits()).isZero();
    }

    @Test
    void roundedSumRaisesInexact() {
        Snippet snippet =
                Snippet.of(0xee30, 0x0a81).single(1, 1f).single(2, 1e-9f).run();

        assertThat(snippet.s(0)).isEqualTo(1f);
        assertThat(snippet.cpu().fpu.status.bits()).isEqualTo(INEXACT);
    }

    @Test
    void fusedMultiplyAddRoundsOnce() {
        float x = 1 + 0x1p-12f;
        Snippet snippet = Snippet.of(0xeea0, 0x0a81)
                .single(0, -1f)
                .single(1, x)
                .single(2, x)
                .run();

        assertThat(snippet.s(0)).isEqualTo(0x1p-11f + 0x1p-24f);
    }

    @Test
    void divisionByZeroIsInfiniteAndFlagged() {
        Snippet snippet = Snippet.of(0xee80, 0x0a81, 0xeef1, 0x0a10)
                .single(1, -1f)
                .single(2, 0f)
                .run();

        assertThat(snippet.s(0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(snippet.r(0)).isEqualTo(DIVISION_BY_ZERO);
    }

    @Test
    void comparisonWithNanIsUnordered() {
        Snippet snippet = Snippet.of(0xeeb4, 0x0a60, 0xeef1, 0xfa10)
                .single(0, Float.NaN)
                .single(1, 1f)
                .run();

        assertThat(snippet.flags()).isEqualTo(0b0011);
    }

    @Test
    void conversionToIntegerSaturates() {
        Snippet large = Snippet.of(0xeebd, 0x0ae0).single(1, 1e20f).run();
        Snippet truncated = Snippet.of(0xeebd, 0x0ae0).single(1, -2.9f).run();

        assertThat(large.cpu().fpu.s[0]).isEqualTo(Integer.MAX_VALUE);
        assertThat(truncated.cpu().fpu.s[0]).isEqualTo(-2);
    }

    @Test
    void selectionFollowsTheIntegerFlags() {
        Snippet greater = Snippet.of(0xfe30, 0x0a81)
                .flags(0b0000)
                .single(1, 1f)
                .single(2, 2f)
                .run();
        Snippet equal = Snippet.of(0xfe30, 0x0a81)
                .flags(0b0100)
                .single(1, 1f)
                .single(2, 2f)
                .run();

        assertThat(greater.s(0)).isEqualTo(1f);
        assertThat(equal.s(0)).isEqualTo(2f);
    }

    @Test
    void singleBecomesDouble() {
        Snippet snippet = Snippet.of(0xeeb7, 0x1ac0).single(0, 0.1f).run();

        assertThat(Double.longBitsToDouble(snippet.cpu().fpu.d(1))).isEqualTo((double) 0.1f);
    }

    @Test
    void cortexM4LacksSelectionAndDoubles() {
        Snippet selection = Snippet.on(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, 0xfe30, 0x0a81);
        Snippet wide = Snippet.on(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, 0xee31, 0x0b02);

        assertThat(selection.runToBreakpoint()).isEqualTo(3);
        assertThat(wide.runToBreakpoint()).isEqualTo(3);
        assertThat(selection.machine.lastFault().orElseThrow().toString())
                .contains("UNDEFINSTR")
                .contains("fe30 0a81 is no encoding that is known here");
    }

    @Test
    void disabledUnitFaultsAsAnAbsentCoprocessor() {
        Snippet snippet = Snippet.of(0xee30, 0x0a81);
        snippet.cpu().fpu.setCpacr(0);

        assertThat(snippet.runToBreakpoint()).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().toString()).contains("NOCP");
    }
}
