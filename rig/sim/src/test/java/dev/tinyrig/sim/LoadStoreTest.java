package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadStoreTest {
    private static final int DATA = Snippet.RAM + 0x100;

    @Test
    void preIndexedLoadMovesItsBaseFirst() {
        Snippet snippet = Snippet.of(0xf851, 0x0f04)
                .register(1, DATA)
                .word(DATA + 4, 0x12345678)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0x12345678);
        assertThat(snippet.r(1)).isEqualTo(DATA + 4);
    }

    @Test
    void postIndexedLoadMovesItsBaseAfterwardsAndExtendsTheSign() {
        Snippet snippet = Snippet.of(0xf931, 0x0b02)
                .register(1, DATA)
                .word(DATA, 0x00008001)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0xffff8001);
        assertThat(snippet.r(1)).isEqualTo(DATA + 2);
    }

    @Test
    void loadMultipleFillsRegistersUpwards() {
        Snippet snippet = Snippet.of(0xc91c)
                .register(1, DATA)
                .word(DATA, 2)
                .word(DATA + 4, 3)
                .word(DATA + 8, 4)
                .run();

        assertThat(new int[] {snippet.r(2), snippet.r(3), snippet.r(4)}).containsExactly(2, 3, 4);
        assertThat(snippet.r(1)).isEqualTo(DATA + 12);
    }

    @Test
    void popReturnsToTheLinkRegisterThatWasPushed() {
        int behind = Snippet.CODE + 4;
        Snippet snippet = Snippet.of(0xb506, 0xbd18)
                .register(1, 11)
                .register(2, 22)
                .register(14, behind | 1)
                .run();

        assertThat(snippet.r(3)).isEqualTo(11);
        assertThat(snippet.r(4)).isEqualTo(22);
        assertThat(snippet.r(13)).isEqualTo(Snippet.STACK);
    }

    @Test
    void wordsMayLieUnalignedInMemory() {
        Snippet snippet = Snippet.of(0x6808)
                .register(1, DATA + 3)
                .word(DATA, 0x44000000)
                .word(DATA + 4, 0x00112233)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0x11223344);
    }

    @Test
    void pairsMustBeAligned() {
        Snippet snippet = Snippet.of(0xe9d1, 0x2300).register(1, DATA + 2);

        int exception = snippet.runToBreakpoint();

        assertThat(exception).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .startsWith("UNALIGNED")
                .contains("pc=0x08000200")
                .endsWith("ldrd r2, r3, [r1, #0] at 0x20000102");
    }

    @Test
    void storeExclusiveNeedsTheLoadBeforeIt() {
        Snippet alone = Snippet.of(0xe841, 0x2000)
                .register(1, DATA)
                .register(2, 7)
                .word(DATA, 5)
                .run();
        Snippet paired = Snippet.of(0xe851, 0x3f00, 0xe841, 0x2000)
                .register(1, DATA)
                .register(2, 7)
                .word(DATA, 5)
                .run();

        assertThat(alone.r(0)).isEqualTo(1);
        assertThat(alone.wordAt(DATA)).isEqualTo(5);
        assertThat(paired.r(0)).isZero();
        assertThat(paired.r(3)).isEqualTo(5);
        assertThat(paired.wordAt(DATA)).isEqualTo(7);
    }

    @Test
    void narrowAccessesTouchOnlyTheirBytes() {
        Snippet snippet = Snippet.of(0x7848, 0x8048)
                .register(1, DATA)
                .word(DATA, 0xaabbccdd)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0xcc);
        assertThat(snippet.wordAt(DATA)).isEqualTo(0x00ccccdd);
    }

    @Test
    void vectorLoadFillsSinglesUpwards() {
        Snippet snippet = Snippet.of(0xecb1, 0x0a04)
                .register(1, DATA)
                .word(DATA, Float.floatToRawIntBits(1.5f))
                .word(DATA + 12, Float.floatToRawIntBits(-2f))
                .run();

        assertThat(snippet.s(0)).isEqualTo(1.5f);
        assertThat(snippet.s(3)).isEqualTo(-2f);
        assertThat(snippet.r(1)).isEqualTo(DATA + 16);
    }

    @Test
    void flashIsReadOnlyAtRunTime() {
        Snippet snippet = Snippet.of(0x6008).register(1, Snippet.FLASH + 0x8000).register(0, 1);

        int exception = snippet.runToBreakpoint();

        assertThat(exception).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .contains("PRECISERR")
                .contains("accessing 0x08008000")
                .contains("flash cannot be written at run time");
    }

    @Test
    void wordThatReachesPastTheEndOfRamFaults() {
        Snippet snippet = Snippet.of(0x6008).register(1, Snippet.RAM + Snippet.RAM_BYTES - 2);

        assertThat(snippet.runToBreakpoint()).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().address()).isEqualTo(Snippet.RAM + Snippet.RAM_BYTES - 2);
    }

    @Test
    void codeThatWasChangedInRamIsDecodedAgain() {
        int inRam = Snippet.RAM + 0x200;
        Snippet snippet = Snippet.of(0x4790, 0x6008, 0x4790)
                .code(inRam, 0x3301, 0x4770)
                .register(0, 0x47703310)
                .register(1, inRam)
                .register(2, inRam | 1)
                .register(3, 0)
                .run();

        assertThat(snippet.r(3)).isEqualTo(0x11);
    }
}
