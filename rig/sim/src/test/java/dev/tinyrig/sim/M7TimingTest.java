package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import org.junit.jupiter.api.Test;

/** One test for each row of the timing table of the Cortex-M7; memory never stalls, R1 points to RAM, R2 is 4. */
class M7TimingTest {
    private static final int DATA = Snippet.RAM + 0x100;
    private static final int EORS_R0 = 0x4050;
    private static final int EORS_R3 = 0x4053;
    private static final int LDR_R0 = 0x6808;
    private static final TimingDescription IDEAL =
            new TimingDescription(new FlashLines(32, 0, 0), new Caches(0, 0), new Tcm(0, 0), new LineFills(0, 0));

    private static Snippet snippet(int... halfwords) {
        return Snippet.timed(Core.CORTEX_M7, IDEAL, halfwords).register(1, DATA).register(2, 4);
    }

    private static long cycles(int... halfwords) {
        return snippet(halfwords).cycles();
    }

    @Test
    void twoIndependentInstructionsIssueTogether() {
        assertThat(cycles(EORS_R0, EORS_R3)).isEqualTo(1);
        assertThat(cycles(EORS_R0, EORS_R3, 0x4054)).isEqualTo(2);
        assertThat(cycles(EORS_R0, EORS_R0)).as("dependent").isEqualTo(2);
    }

    @Test
    void earlyResultReachesAnAddressACycleBeforeOthers() {
        assertThat(cycles(0x1889, LDR_R0)).as("adds r1, r1, r2; ldr r0, [r1]").isEqualTo(2);
        assertThat(snippet(0x4051, LDR_R0).register(2, 0).cycles())
                .as("eors r1, r2; ldr r0, [r1]")
                .isEqualTo(3);
        assertThat(snippet(EORS_R3, 0x1889, LDR_R0).cycles())
                .as("adds in the younger slot is late")
                .isEqualTo(3);
    }

    @Test
    void shiftedOperandIsNeededEarlierAndOnlyOneIsShifted() {
        assertThat(cycles(EORS_R0, 0xeb02, 0x03c0)).as("add r3, r2, r0, lsl #3").isEqualTo(3);
        assertThat(cycles(0xeb02, 0x03c1, 0xeb02, 0x04c1)).as("two shifts").isEqualTo(2);
    }

    @Test
    void dspIssuesOnlyInTheOlderSlot() {
        assertThat(cycles(0xfa2f, 0xf087, 0xfa2f, 0xf387)).as("sxtb16; sxtb16").isEqualTo(2);
        assertThat(cycles(0xfa2f, 0xf087, EORS_R3)).as("sxtb16; eors").isEqualTo(1);
        assertThat(cycles(EORS_R3, 0xfa2f, 0xf087)).as("eors; sxtb16").isEqualTo(2);
        assertThat(cycles(0xf301, 0x0007, EORS_R0)).as("ssat r0; eors r0").isEqualTo(3);
    }

    @Test
    void multiplicationsChainOnTheAccumulator() {
        assertThat(cycles(0xfb20, 0x3301, 0xfb20, 0x3301))
                .as("smlad; smlad on one accumulator")
                .isEqualTo(2);
        assertThat(cycles(0xfb20, 0x3301, 0xfb20, 0x4401)).as("one a cycle").isEqualTo(2);
        assertThat(cycles(0xfb20, 0x3301, EORS_R3)).as("smlad r3; eors r3").isEqualTo(3);
        assertThat(cycles(0xfb20, 0x3301, 0x600c)).as("not beside a store").isEqualTo(2);
        assertThat(cycles(LDR_R0, 0xfb20, 0x3302)).as("ldr r0; smlad r3, r0").isEqualTo(3);
    }

    @Test
    void loadedWordIsThereInTheNextCycleButLaterForAnAddress() {
        assertThat(cycles(LDR_R0, EORS_R0)).as("ldr r0; eors r0").isEqualTo(2);
        assertThat(snippet(0x6809, LDR_R0).word(DATA, DATA).cycles())
                .as("ldr r1, [r1]; ldr r0, [r1]")
                .isEqualTo(3);
    }

    @Test
    void loadedByteComesACycleLater() {
        assertThat(cycles(0x7808, EORS_R0)).as("ldrb r0; eors r0").isEqualTo(3);
    }

    @Test
    void loadsPairFromDifferentBanksAndStoresNever() {
        assertThat(cycles(LDR_R0, 0x684b)).as("[r1]; [r1, #4]").isEqualTo(1);
        assertThat(cycles(LDR_R0, 0x688b)).as("[r1]; [r1, #8]").isEqualTo(2);
        assertThat(cycles(LDR_R0, 0x608c)).as("ldr; str").isEqualTo(1);
        assertThat(cycles(0x600c, 0x604c)).as("str; str").isEqualTo(2);
    }

    @Test
    void blocksMoveTwoWordsACycleAlone() {
        assertThat(cycles(0xe9d1, 0x0300)).as("ldrd").isEqualTo(1);
        assertThat(cycles(0xbc0f)).as("pop {r0-r3}").isEqualTo(2);
        assertThat(cycles(0xb40f)).as("push {r0-r3}").isEqualTo(2);
        assertThat(snippet(0xb40f).register(13, Snippet.STACK - 4).cycles())
                .as("push to no multiple of 8")
                .isEqualTo(3);
        assertThat(cycles(0xe9d1, 0x0300, EORS_R3)).as("nothing beside it").isEqualTo(2);
    }

    @Test
    void unalignedLoadTakesThreeMoreOrFourInTheYoungerSlot() {
        assertThat(cycles(0xf8d1, 0x0002)).isEqualTo(4);
        assertThat(cycles(EORS_R3, 0xf8d1, 0x0002)).isEqualTo(5);
    }

    @Test
    void bytesStoredToOneBankWaitForTheStoreBuffer() {
        int[] oneBank = new int[64];
        java.util.Arrays.fill(oneBank, 0x7008);
        int[] bothBanks = oneBank.clone();
        for (int at = 0; at < bothBanks.length; at += 2) {
            bothBanks[at] = 0x7108;
        }

        assertThat(cycles(oneBank))
                .as("four cycles each, but for those it holds")
                .isBetween(240L, 256L);
        assertThat(cycles(bothBanks)).as("two cycles each").isBetween(112L, 128L);
    }

    @Test
    void foreseenBranchCostsNothingAndAMistakeEightOrSix() {
        assertThat(cycles(0xe000, 0xbf00, EORS_R0)).as("b; eors").isEqualTo(2);
        assertThat(snippet(0xd000, EORS_R0).flags(0).cycles()).as("beq; eors").isEqualTo(10);
        assertThat(snippet(EORS_R0, EORS_R0, EORS_R0, 0xbf00, 0xbf00, 0xbf00, 0xbf00, 0xbf00, 0xbf00, 0xd000, EORS_R0)
                        .register(2, 4)
                        .cycles())
                .as("flags set three cycles before")
                .isEqualTo(13);
    }

    @Test
    void itAndSkippedInstructionsTakeSlots() {
        assertThat(snippet(0xbf08, 0x1840, EORS_R3, 0x4054).flags(0).cycles())
                .as("it eq; addeq; eors; eors")
                .isEqualTo(2);
    }

    @Test
    void divisionsBlock() {
        assertThat(cycles(0xfb91, 0xf0f2)).as("sdiv").isEqualTo(7);
        assertThat(cycles(0xee80, 0x0a81)).as("vdiv").isEqualTo(16);
        assertThat(cycles(0xeeb1, 0x0ae0)).as("vsqrt").isEqualTo(14);
    }

    @Test
    void floatingPointResultsComeLater() {
        assertThat(cycles(0xee30, 0x0a81, 0xee30, 0x0a00))
                .as("vadd s0; vadd s0, s0, s0")
                .isEqualTo(4);
        assertThat(cycles(0xeea0, 0x0a81, 0xee30, 0x0a00))
                .as("vfma s0; vadd s0, s0, s0")
                .isEqualTo(6);
        assertThat(cycles(0xeea0, 0x0a81, 0xeea0, 0x0a81)).as("vfma chain").isEqualTo(4);
        assertThat(cycles(0xee00, 0x0a81, 0xee30, 0x0a00))
                .as("vmla s0; vadd s0, s0, s0")
                .isEqualTo(7);
        assertThat(cycles(0xee30, 0x0a81, 0xee31, 0x1a81))
                .as("no two beside each other")
                .isEqualTo(2);
    }

    @Test
    void loadsOfSeveralSinglesKeepClearOfMultiplyAccumulates() {
        assertThat(cycles(0xeea0, 0x0a81, 0xec91, 0x2a02))
                .as("vfma s0; vldmia r1, {s4, s5}")
                .isEqualTo(5);
        assertThat(cycles(0xeea0, 0x0a81, EORS_R3, EORS_R0, EORS_R3, EORS_R0, EORS_R3, EORS_R0, 0xec91, 0x2a02))
                .as("three cycles of other work between")
                .isEqualTo(5);
        assertThat(cycles(0xee20, 0x0a81, 0xec91, 0x2a02))
                .as("vmul s0; vldmia r1, {s4, s5}")
                .isEqualTo(2);
        assertThat(cycles(0xeea0, 0x0a81, 0xed91, 0x2a00))
                .as("vfma s0; vldr s4: not beside it")
                .isEqualTo(2);
    }

    @Test
    void peripheralTakesFourMore() {
        assertThat(snippet(LDR_R0).register(1, 0x40023800).cycles()).isEqualTo(5);
    }
}
