package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.rig.target.Core;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicted cycles against those of the simulator, for blocks that the costs were not made from. */
class CostsTest {
    private static final List<Integer> ROWS = List.of(0, 1, 3);
    private static final double SURE = 0.04;

    private final Path folder;

    CostsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource(Core.class)
    void knowsWhatEveryPieceOfWorkCosts(Core core) {
        assertThat(Costs.measuredOn(core).pieces()).containsExactlyInAnyOrder(Piece.values());
    }

    /** Chips that costs were measured on. */
    @ParameterizedTest
    @ValueSource(strings = {"stm32f412", "stm32f746"})
    void predictsTheCyclesOfBlocksInEachForm(String chip) {
        Target target = Targets.load().named(chip);
        Costs costs = Costs.measuredOn(target.core());
        for (List<LeastSquares.Measured> forms : measured(target, 8, List.of(0, 3, 6))) {
            assertThat(forms).allSatisfy(form -> assertThat(costs.cycles(form.work()) / form.cycles())
                    .as(form.name())
                    .isCloseTo(1, within(0.08)));
            assertOrder(forms, costs);
        }
    }

    /** A chip of the same core with other memories. */
    @Test
    void ordersTheFormsOfABlockOnAnotherChipOfTheCoreAsWell() {
        Target target = Targets.load().named("stm32h743");

        measured(target, 9, List.of(0)).forEach(forms -> assertOrder(forms, Costs.measuredOn(target.core())));
    }

    private List<List<LeastSquares.Measured>> measured(Target target, long seed, List<Integer> blocks) {
        try (CostMeasurement measurement = new CostMeasurement(target, folder)) {
            return blocks.stream()
                    .map(block -> CostBlocks.all(seed).get(block).build())
                    .map(network -> ROWS.stream()
                            .map(rows -> measurement.measure(network, Options.DEFAULT, rows))
                            .toList())
                    .toList();
        }
    }

    /** Of two forms that differ by more than the prediction errs, the one that is predicted to be cheaper is. */
    private static void assertOrder(List<LeastSquares.Measured> forms, Costs costs) {
        for (LeastSquares.Measured one : forms) {
            for (LeastSquares.Measured other : forms) {
                if (one.cycles() < other.cycles() * (1 - SURE)) {
                    assertThat(costs.cycles(one.work()))
                            .as("%s before %s", one.name(), other.name())
                            .isLessThan(costs.cycles(other.work()));
                }
            }
        }
    }
}
