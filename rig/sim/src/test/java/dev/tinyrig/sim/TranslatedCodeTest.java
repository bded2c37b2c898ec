package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs that leave translated code in the middle; each must end as it does when interpreted. */
class TranslatedCodeTest {
    private static final int END_OF_RAM = Snippet.RAM + Snippet.RAM_BYTES;

    /** What a program did, in all that it can see of itself. */
    private record Outcome(int breakpoint, List<Integer> registers, int xpsr, long executed, List<Integer> frame) {
        static Outcome of(Snippet snippet) {
            int breakpoint = snippet.runToBreakpoint();
            List<Integer> registers = snippet.machine.context().registers();
            int sp = snippet.r(13);
            return new Outcome(
                    breakpoint,
                    registers,
                    snippet.cpu().xpsr(),
                    snippet.machine.executed(),
                    Stream.iterate(sp, at -> at + 4)
                            .limit(8)
                            .map(snippet::wordAt)
                            .toList());
        }
    }

    private static Outcome sameInterpretedAndTranslated(Consumer<Snippet> setUp, int... halfwords) {
        Snippet interpreted = Snippet.of(halfwords);
        setUp.accept(interpreted);
        interpreted.machine.interpretOnly();
        Snippet translated = Snippet.of(halfwords);
        setUp.accept(translated);
        translated.machine.translateAfter(3);

        Outcome expected = Outcome.of(interpreted);

        assertThat(Outcome.of(translated)).isEqualTo(expected);
        return expected;
    }

    @Test
    void whatIsInterpretedFirstIsTranslatedLaterAndEndsAlike() {
        Snippet interpreted = countingTo(1000);
        interpreted.machine.interpretOnly();
        Snippet later = countingTo(1000);
        later.machine.translateAfter(0);
        later.machine.interpretFirst(1500);

        assertThat(Outcome.of(later)).isEqualTo(Outcome.of(interpreted));
    }

    private static Snippet countingTo(int end) {
        return Snippet.of(
                        0x3001, // adds r0, #1
                        0x4288, // cmp r0, r1
                        0xd1fc) // bne to the start
                .register(0, 0)
                .register(1, end);
    }

    @Test
    void loadBehindTheEndOfRamFaultsWithTheStateOfThatInstruction() {
        Outcome outcome = sameInterpretedAndTranslated(
                snippet -> snippet.register(0, END_OF_RAM - 64).register(3, 0x7ffffff0),
                0x1c5b, // adds r3, r3, #1
                0x6801, // ldr r1, [r0]
                0x3004, // adds r0, #4
                0xe7fb // b to the start
                );

        assertThat(outcome.breakpoint()).isEqualTo(3);
        assertThat(outcome.registers().get(0)).isEqualTo(END_OF_RAM);
        // The flags in the frame are of 0x80000000 + 1.
        assertThat(outcome.frame().get(7) >>> 28).isEqualTo(0b1000);
    }

    @Test
    void faultInAnItBlockKeepsItsState() {
        Outcome outcome = sameInterpretedAndTranslated(
                snippet -> snippet.register(0, END_OF_RAM - 64),
                0x4280, // cmp r0, r0
                0xbf04, // itt eq
                0x6801, // ldreq r1, [r0]
                0x3004, // addeq r0, #4
                0xe7fa // b to the start
                );

        assertThat(outcome.registers().get(0)).isEqualTo(END_OF_RAM);
        assertThat(outcome.frame().get(7) & 0x0600fc00).isNotZero();
    }

    @Test
    void sysTickInterruptsALoopAtTheSameInstruction() {
        Outcome outcome = sameInterpretedAndTranslated(
                snippet -> snippet.register(0, 0xe000e010).register(1, 777).register(2, 7),
                0x6041, // str r1, [r0, #4]
                0x6081, // str r1, [r0, #8]
                0x6002, // str r2, [r0]
                0x3301, // adds r3, #1
                0x4423, // add r3, r4
                0xe7fc // b to the adds
                );

        assertThat(outcome.breakpoint()).isEqualTo(15);
        assertThat(outcome.executed()).isBetween(777L, 790L);
    }

    @Test
    void codeThatRewritesItselfInALoopIsTranslatedAnew() {
        int[] loop = {
            0x8001, // strh r1, [r0] onto the movs
            0x3101, // adds r1, #1
            0x2400, // movs r4, #0, then #0, #1, #2 ...
            0x4425, // add r5, r4
            0x3a01, // subs r2, #1
            0xd1f9, // bne to the start
            0xbe00 // bkpt
        };
        int where = Snippet.RAM + 0x100;

        Outcome outcome = sameInterpretedAndTranslated(
                snippet -> snippet.code(where, loop)
                        .register(0, where + 4)
                        .register(1, 0x2400)
                        .register(2, 100)
                        .register(6, where | 1),
                0x4730 // bx r6
                );

        assertThat(outcome.registers().get(5)).isEqualTo(99 * 100 / 2);
    }

    @Test
    void translatedStoresAreWatchedByteForByte() {
        int[] store = {
            0x7001, // strb r1, [r0]
            0x3003, // adds r0, #3
            0xb406, // push {r1, r2}
            0x3a01, // subs r2, #1
            0xd1fa // bne to the start
        };
        Snippet interpreted = watched(store);
        interpreted.machine.interpretOnly();
        Snippet translated = watched(store);
        translated.machine.translateAfter(2);

        MemoryUsage.Report expected = interpreted.run().machine.usage();

        assertThat(translated.run().machine.usage()).isEqualTo(expected);
        assertThat(expected.stackBytes()).isEqualTo(8 * 500);
        assertThat(expected.memories().get(0).bytes()).isEqualTo(8 * 500 + 500);
    }

    private static Snippet watched(int... halfwords) {
        Snippet snippet = Snippet.of(halfwords).register(0, Snippet.RAM).register(2, 500);
        snippet.machine.watchWrites();
        return snippet;
    }

    @Test
    void watchingThatStartsWhileCodeIsTranslatedMissesNothing() {
        Snippet snippet = Snippet.of(0x7001, 0x3001, 0xe7fc).register(0, Snippet.RAM);
        snippet.machine.translateAfter(0);
        snippet.machine.run(300);

        snippet.machine.watchWrites();
        snippet.machine.run(300);

        assertThat(snippet.machine.usage().memories().get(0).bytes()).isEqualTo(100);
    }
}
