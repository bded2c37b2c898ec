package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinyrig.codegen.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predicted cycles against those of the simulator, for blocks that the costs were not made from. */
class CostsTest {
    private static final List<Integer> ROWS = List.of(0, 1, 3);
    private static final double SURE = 0.04;

    private final Costs costs = Costs.measured();
    private final Path folder;

    CostsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void predictsTheCyclesOfBlocksInEachForm() {
        try (CostMeasurement measurement = new CostMeasurement("stm32f412", folder)) {
            for (int block : List.of(0, 3, 6)) {
                Network network = CostBlocks.all(8).get(block).build();
                List<LeastSquares.Measured> forms = new ArrayList<>();
                ROWS.forEach(rows -> forms.add(measurement.measure(network, Options.DEFAULT, rows)));

                assertThat(forms).allSatisfy(form -> assertThat(costs.cycles(form.work()) / form.cycles())
                        .as(form.name())
                        .isCloseTo(1, within(0.08)));
                assertOrder(forms);
            }
        }
    }

    /** The costs are those of a Cortex-M4, and order the forms of a block on a Cortex-M7 too. */
    @Test
    void ordersTheFormsOfABlockOnTheOtherCoreAsWell() {
        try (CostMeasurement measurement = new CostMeasurement("stm32f746", folder)) {
            Network network = CostBlocks.all(9).get(0).build();

            assertOrder(ROWS.stream()
                    .map(rows -> measurement.measure(network, Options.DEFAULT, rows))
                    .toList());
        }
    }

    /** Of two forms that differ by more than the prediction errs, the one that is predicted to be cheaper is. */
    private void assertOrder(List<LeastSquares.Measured> forms) {
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
