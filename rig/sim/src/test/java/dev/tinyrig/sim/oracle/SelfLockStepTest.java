package dev.tinyrig.sim.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfLockStepTest {
    private static final int CELLS = 3_000;
    private static final int FLASH_ACR = 0x40023c00;
    private static final int PREFETCH_ART_AND_5_WAIT_STATES = 0x705;
    private static final int CACHES_ON = 3 << 16;

    @ParameterizedTest
    @EnumSource(LockStep.Target.class)
    void translatedCodeLeavesTheSameStateAsTheInterpreterWheneverItStops(LockStep.Target target) {
        SelfLockStep lockStep = new SelfLockStep(target, 11, CELLS, () -> Machine.of(target.description(), one -> {}));

        String difference = lockStep.difference(400);

        assertThat(difference).isEmpty();
        assertThat(lockStep.instructions()).isGreaterThan(20_000);
    }

    @ParameterizedTest
    @EnumSource(LockStep.Target.class)
    void translatedCodeTakesTheSameCyclesAsTheInterpreter(LockStep.Target target) {
        SelfLockStep lockStep = new SelfLockStep(target, 12, CELLS, () -> timed(target));

        String difference = lockStep.difference(400);

        assertThat(difference).isEmpty();
        assertThat(lockStep.instructions()).isGreaterThan(20_000);
    }

    /** Flash with wait states behind an accelerator, or caches so small that they miss often. */
    static Machine timed(LockStep.Target target) {
        TimingDescription timing = new TimingDescription(
                new FlashLines(16, 64, 8), new Caches(4096, 4096), new Tcm(0, 0), new LineFills(13, 5));
        Machine machine = Machine.timed(target.description(), timing, one -> {});
        machine.cpu().bus.write32(FLASH_ACR, PREFETCH_ART_AND_5_WAIT_STATES);
        machine.cpu().exceptions.ccr |= CACHES_ON;
        return machine;
    }
}
