package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntegerInstructionsTest {
    @Test
    void addsSetsCarryAndZeroWhenTheSumWraps() {
        Snippet snippet = Snippet.of(0x1888).register(1, -1).register(2, 1).run();

        assertThat(snippet.r(0)).isZero();
        assertThat(snippet.flags()).isEqualTo(0b0110);
    }

    @Test
    void addsSetsOverflowWhenTheSignChanges() {
        Snippet snippet =
                Snippet.of(0x1888).register(1, Integer.MAX_VALUE).register(2, 1).run();

        assertThat(snippet.flags()).isEqualTo(0b1001);
    }

    @Test
    void subsClearsCarryWhenItBorrows() {
        Snippet snippet = Snippet.of(0x1a88).register(1, 3).register(2, 5).run();

        assertThat(snippet.r(0)).isEqualTo(-2);
        assertThat(snippet.flags()).isEqualTo(0b1000);
    }

    @Test
    void adcsAddsTheCarry() {
        Snippet snippet =
                Snippet.of(0x4148).register(0, 1).register(1, -2).flags(0b0010).run();

        assertThat(snippet.r(0)).isZero();
        assertThat(snippet.flags()).isEqualTo(0b0110);
    }

    @Test
    void shiftsGiveTheLastBitShiftedOutAsCarry() {
        Snippet left = Snippet.of(0x0108).register(1, 0x10000001).run();
        Snippet right = Snippet.of(0x1008).register(1, 0x80000000).run();

        assertThat(left.r(0)).isEqualTo(0x10);
        assertThat(left.flags()).isEqualTo(0b0010);
        assertThat(right.r(0)).as("asrs #32").isEqualTo(-1);
        assertThat(right.flags()).isEqualTo(0b1010);
    }

    @Test
    void logicalInstructionTakesItsCarryFromARotatedImmediate() {
        Snippet snippet = Snippet.of(0xf011, 0x407f).register(1, 0x80001234).run();

        assertThat(snippet.r(0)).isEqualTo(0x80000000);
        assertThat(snippet.flags()).isEqualTo(0b1010);
    }

    @Test
    void movwAndMovtMakeAConstant() {
        Snippet snippet = Snippet.of(0xf241, 0x2034, 0xf6ca, 0x30cd).run();

        assertThat(snippet.r(0)).isEqualTo(0xabcd1234);
    }

    @Test
    void divisionRoundsTowardsZeroAndGivesZeroForZero() {
        Snippet quotient =
                Snippet.of(0xfb91, 0xf0f2).register(1, -7).register(2, 2).run();
        Snippet byZero =
                Snippet.of(0xfb91, 0xf0f2).register(1, -7).register(2, 0).run();
        Snippet wrapped = Snippet.of(0xfb91, 0xf0f2)
                .register(1, Integer.MIN_VALUE)
                .register(2, -1)
                .run();

        assertThat(quotient.r(0)).isEqualTo(-3);
        assertThat(byZero.r(0)).isZero();
        assertThat(wrapped.r(0)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void bfiReplacesOnlyItsField() {
        Snippet snippet =
                Snippet.of(0xf361, 0x200b).register(0, -1).register(1, 0xf5).run();

        assertThat(snippet.r(0)).isEqualTo(0xfffff5ff);
    }

    @Test
    void smladSetsQWhenTheSumWraps() {
        Snippet snippet = Snippet.of(0xfb21, 0x3002)
                .register(1, 0x00020003)
                .register(2, 0x00050007)
                .register(3, Integer.MAX_VALUE)
                .run();

        assertThat(snippet.r(0)).isEqualTo(Integer.MAX_VALUE + 31);
        assertThat(snippet.cpu().apsr() >>> 27 & 1).isEqualTo(1);
    }

    @Test
    void smmlarRoundsTheUpperWord() {
        Snippet snippet = Snippet.of(0xfb51, 0x3012)
                .register(1, 0x40000000)
                .register(2, 6)
                .register(3, 10)
                .run();

        assertThat(snippet.r(0)).as("10 + 1.5, rounded up").isEqualTo(12);
    }

    @Test
    void ssatClampsAndSetsQ() {
        Snippet snippet = Snippet.of(0xf301, 0x0007).register(1, -1000).run();

        assertThat(snippet.r(0)).isEqualTo(-128);
        assertThat(snippet.cpu().qf).isEqualTo(1);
    }

    @Test
    void sxtb16ExtendsTheRotatedBytes() {
        Snippet snippet = Snippet.of(0xfa2f, 0xf091).register(1, 0x80017f02).run();

        assertThat(snippet.r(0)).isEqualTo(0xff80007f);
    }

    @Test
    void selTakesTheBytesThatCarried() {
        Snippet snippet = Snippet.of(0xfa81, 0xf042, 0xfaa1, 0xf382)
                .register(1, 0xff01ff01)
                .register(2, 0x01020304)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0x00030205);
        assertThat(snippet.r(3)).isEqualTo(0xff02ff04);
    }

    @Test
    void umaalAddsBothWordsWithoutWrapping() {
        Snippet snippet = Snippet.of(0xfbe1, 0x0362)
                .register(0, -1)
                .register(1, -1)
                .register(2, -1)
                .register(3, -1)
                .run();

        assertThat(snippet.r(0)).isEqualTo(-1);
        assertThat(snippet.r(3)).isEqualTo(-1);
    }

    @Test
    void itBlockRunsWhatItsConditionSelects() {
        int[] block = {0x4291, 0xbfcb, 0x2301, 0x2302, 0x188c, 0x1a8c};

        Snippet greater = Snippet.of(block).register(1, 9).register(2, 4).run();
        Snippet less = Snippet.of(block).register(1, 4).register(2, 9).run();

        assertThat(greater.r(3)).isEqualTo(1);
        assertThat(greater.r(4)).isEqualTo(13);
        assertThat(less.r(3)).isEqualTo(2);
        assertThat(less.r(4)).isEqualTo(-5);
        assertThat(greater.flags())
                .as("16-bit additions in IT blocks leave the flags")
                .isEqualTo(0b0010);
    }

    @Test
    void sameHalfwordSetsFlagsOutsideItAndNotInside() {
        Snippet snippet = Snippet.of(0x3001, 0xbf18, 0x3001).register(0, -3).run();

        assertThat(snippet.r(0)).isEqualTo(-1);
        assertThat(snippet.flags()).isEqualTo(0b1000);
        assertThat(snippet.machine.executed()).as("IT counts as an instruction").isEqualTo(4);
    }

    @Test
    void instructionThatFailsItsConditionCounts() {
        Snippet snippet = Snippet.of(0x3001, 0xbf18, 0x3001).register(0, -1).run();

        assertThat(snippet.r(0)).isZero();
        assertThat(snippet.machine.executed()).isEqualTo(4);
    }

    @Test
    void tableBranchJumpsByTwiceTheTableEntry() {
        Snippet snippet = Snippet.of(0xe8df, 0xf000, 0x0201, 0x2101, 0x2201, 0x2301)
                .register(0, 1)
                .register(1, 0)
                .register(2, 0)
                .run();

        assertThat(snippet.r(1)).isZero();
        assertThat(snippet.r(2)).isEqualTo(1);
        assertThat(snippet.r(3)).isEqualTo(1);
    }

    @Test
    void pcReadsAsFourBehindTheInstruction() {
        Snippet snippet = Snippet.of(0x4678).run();

        assertThat(snippet.r(0)).isEqualTo(Snippet.CODE + 4);
    }
}
