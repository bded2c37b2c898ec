package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.timing.Cause;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One test for each row of the timing table of the Cortex-M4; R1 points to RAM, R2 is 4. */
class M4TimingTest {
    private static final int DATA = Snippet.RAM + 0x100;
    private static final int NOP = 0xbf00;
    private static final TimingDescription ART =
            new TimingDescription(new FlashLines(16, 64, 8), new Caches(0, 0), new Tcm(0, 0), new LineFills(0, 0));

    private static Snippet snippet(int... halfwords) {
        return Snippet.timed(Core.CORTEX_M4, ART, halfwords).register(1, DATA).register(2, 4);
    }

    private static long cycles(int... halfwords) {
        return snippet(halfwords).cycles();
    }

    @Test
    void dataProcessingTakesOne() {
        assertThat(cycles(0x1840)).as("adds r0, r0, r1").isEqualTo(1);
        assertThat(cycles(0xeb01, 0x00c2)).as("add.w r0, r1, r2, lsl #3").isEqualTo(1);
        assertThat(cycles(0xf241, 0x2034, 0xf6ca, 0x30cd)).as("movw; movt").isEqualTo(2);
        assertThat(cycles(0x4288)).as("cmp r0, r1").isEqualTo(1);
    }

    @Test
    void multiplicationsTakeOne() {
        assertThat(cycles(0x4348)).as("muls r0, r1").isEqualTo(1);
        assertThat(cycles(0xfb01, 0x3002)).as("mla r0, r1, r2, r3").isEqualTo(1);
        assertThat(cycles(0xfb82, 0x0103)).as("smull r0, r1, r2, r3").isEqualTo(1);
    }

    @Test
    void dspTakesOne() {
        assertThat(cycles(0xfb20, 0x3301)).as("smlad r3, r0, r1, r3").isEqualTo(1);
        assertThat(cycles(0xfa2f, 0xf087)).as("sxtb16 r0, r7").isEqualTo(1);
        assertThat(cycles(0xf301, 0x0007)).as("ssat r0, #8, r1").isEqualTo(1);
        assertThat(cycles(0xba08)).as("rev r0, r1").isEqualTo(1);
        assertThat(cycles(0xfab1, 0xf081)).as("clz r0, r1").isEqualTo(1);
        assertThat(cycles(0xf3c1, 0x0007)).as("ubfx r0, r1, #0, #8").isEqualTo(1);
    }

    @Test
    void divisionTakesSeven() {
        assertThat(cycles(0xfb91, 0xf0f2)).as("sdiv r0, r1, r2").isEqualTo(7);
    }

    @Test
    void loadsThatFollowEachOtherOverlap() {
        assertThat(cycles(0x6808)).as("ldr").isEqualTo(2);
        assertThat(cycles(0x6808, 0x684b)).as("ldr; ldr").isEqualTo(3);
        assertThat(cycles(0x6808, 0x684b, 0x688c)).as("ldr; ldr; ldr").isEqualTo(4);
        assertThat(cycles(0x6808, 0x600b)).as("ldr; str").isEqualTo(3);
        assertThat(cycles(0x7808, 0x884b)).as("ldrb; ldrh").isEqualTo(3);
    }

    @Test
    void loadOfTheNextAddressDoesNotOverlap() {
        assertThat(snippet(0x6809, 0x6808).word(DATA, DATA).cycles())
                .as("ldr r1, [r1]; ldr r0, [r1]")
                .isEqualTo(4);
    }

    @Test
    void postIndexedLoadsOnOneBaseOverlap() {
        assertThat(cycles(0xf851, 0x0b04, 0xf851, 0x3b04, 0xf851, 0x4b04)).isEqualTo(4);
    }

    @Test
    void literalLoadTakesTwo() {
        assertThat(cycles(0x4800)).as("ldr r0, [pc]").isEqualTo(2);
    }

    @Test
    void storeTakesOneButTwoWithAnOffsetRegister() {
        assertThat(cycles(0x6008)).as("str r0, [r1]").isEqualTo(1);
        assertThat(cycles(0x5088)).as("str r0, [r1, r2]").isEqualTo(2);
        assertThat(cycles(0x6808, 0x5088)).as("ldr; str r0, [r1, r2]").isEqualTo(3);
        assertThat(cycles(0x5088, 0x6808)).as("str r0, [r1, r2]; ldr").isEqualTo(4);
    }

    @Test
    void pairTakesThree() {
        assertThat(cycles(0xe9d1, 0x0300)).as("ldrd r0, r3, [r1]").isEqualTo(3);
        assertThat(cycles(0xe9c1, 0x0300)).as("strd r0, r3, [r1]").isEqualTo(3);
        assertThat(cycles(0x6808, 0xbf00, 0xe9d1, 0x0300)).isEqualTo(6);
    }

    @Test
    void blockTakesOneMoreThanItsRegisters() {
        assertThat(cycles(0xb40f)).as("push {r0-r3}").isEqualTo(5);
        assertThat(cycles(0xbc0f)).as("pop {r0-r3}").isEqualTo(5);
        assertThat(cycles(0xc90d)).as("ldmia r1!, {r0, r2, r3}").isEqualTo(4);
    }

    @Test
    void addressComputedJustBeforeTakesOneMore() {
        assertThat(cycles(0x1889, 0x6808)).as("adds r1, r1, r2; ldr r0, [r1]").isEqualTo(4);
        assertThat(cycles(0x1889, NOP, 0x6808))
                .as("with an instruction between")
                .isEqualTo(4);
    }

    @Test
    void takenBranchRefillsInTwo() {
        assertThat(cycles(0xe000, NOP)).as("b").isEqualTo(3);
        assertThat(cycles(0xf000, 0xf801, NOP)).as("bl").isEqualTo(3);
        assertThat(snippet(0x4718, NOP).register(3, Snippet.CODE + 4 | 1).cycles())
                .as("bx r3")
                .isEqualTo(3);
        assertThat(snippet(0x469f, NOP).register(3, Snippet.CODE + 4).cycles())
                .as("mov pc, r3")
                .isEqualTo(3);
    }

    @Test
    void branchNotTakenTakesOne() {
        assertThat(snippet(0xd000, NOP).flags(0).cycles()).as("beq; nop").isEqualTo(2);
        assertThat(cycles(0xb101, NOP)).as("cbz r1; nop").isEqualTo(2);
    }

    @Test
    void loadToPcAndTableBranchTakeTwoAndTheRefill() {
        assertThat(snippet(0xf8d1, 0xf000, NOP).word(DATA, Snippet.CODE + 6 | 1).cycles())
                .as("ldr pc, [r1]")
                .isEqualTo(4);
        assertThat(snippet(0xe8d1, 0xf003, NOP).register(3, 0).word(DATA, 1).cycles())
                .as("tbb [r1, r3]")
                .isEqualTo(4);
    }

    @Test
    void itFoldsBehindANarrowInstructionAndASkippedOneTakesOne() {
        assertThat(snippet(0xf241, 0x2034, 0xbf08, 0x1840).flags(0).cycles())
                .as("movw; it eq; add")
                .isEqualTo(3);
        assertThat(snippet(NOP, 0xbf08, 0x1840).flags(0).cycles())
                .as("nop; it eq; add")
                .isEqualTo(2);
    }

    @Test
    void unalignedLoadIsSeveralAccesses() {
        assertThat(cycles(0xf8d1, 0x0002)).as("word at 2").isEqualTo(3);
        assertThat(cycles(0xf8d1, 0x0001)).as("word at 1").isEqualTo(4);
        assertThat(cycles(0xf8b1, 0x0001)).as("halfword at 1").isEqualTo(3);
    }

    @Test
    void thirdWideInstructionInTwoWordsTakesOneMore() {
        assertThat(cycles(0x6808, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302))
                .isEqualTo(6);
        assertThat(cycles(0x6808, 0xeb03, 0x0302, 0xeb03, 0x0302, NOP, 0xeb03, 0x0302))
                .as("a narrow one ends the group")
                .isEqualTo(6);
        assertThat(cycles(NOP, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302))
                .as("no group without an instruction of several cycles")
                .isEqualTo(4);
        int[] six = {
            0x6808, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302, 0xeb03, 0x0302
        };
        assertThat(cycles(six)).as("the one that paid starts another group").isEqualTo(10);
    }

    @Test
    void branchToAWideInstructionInTwoWordsTakesOneMore() {
        assertThat(cycles(NOP, 0xe000, NOP, 0xeb03, 0x0302)).isEqualTo(6);
        assertThat(cycles(0xe000, NOP, 0xeb03, 0x0302)).as("aligned").isEqualTo(4);
    }

    @Test
    void floatingPointTakesOneOrThreeOrFourteen() {
        assertThat(cycles(0xee30, 0x0a81)).as("vadd").isEqualTo(1);
        assertThat(cycles(0xee20, 0x0a81)).as("vmul").isEqualTo(1);
        assertThat(cycles(0xee00, 0x0a81)).as("vmla").isEqualTo(3);
        assertThat(cycles(0xeea0, 0x0a81)).as("vfma").isEqualTo(3);
        assertThat(cycles(0xee80, 0x0a81)).as("vdiv").isEqualTo(14);
        assertThat(cycles(0xeeb1, 0x0ae0)).as("vsqrt").isEqualTo(14);
    }

    @Test
    void floatingPointMemoryTakesOneForEachWord() {
        assertThat(cycles(0xed91, 0x0a00)).as("vldr s0").isEqualTo(2);
        assertThat(cycles(0xed91, 0x0b00)).as("vldr d0").isEqualTo(3);
        assertThat(cycles(0xed81, 0x0a00)).as("vstr s0").isEqualTo(2);
        assertThat(cycles(0xec91, 0x0a04)).as("vldmia r1, {s0-s3}").isEqualTo(5);
    }

    @Test
    void causesSumUpToTheCycles() {
        Snippet snippet = snippet(0x1889, 0x6808, 0xe000, NOP);

        long cycles = snippet.cycles();

        Map<Cause, Long> causes = snippet.machine.causes().orElseThrow().total();
        assertThat(causes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(cycles);
        assertThat(causes).containsEntry(Cause.LOAD_USE, 2L).containsEntry(Cause.BRANCH, 2L);
    }
}
