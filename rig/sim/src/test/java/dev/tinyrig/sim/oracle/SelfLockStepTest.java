package dev.tinyrig.sim.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfLockStepTest {
    private static final int CELLS = 5_000;

    @ParameterizedTest
    @EnumSource(LockStep.Target.class)
    void translatedCodeLeavesTheSameStateAsTheInterpreterWheneverItStops(LockStep.Target target) {
        SelfLockStep lockStep = new SelfLockStep(target, 11, CELLS, () -> Machine.of(target.description(), one -> {}));

        String difference = lockStep.difference(400);

        assertThat(difference).isEmpty();
        assertThat(lockStep.instructions()).isGreaterThan(20_000);
    }
}
