package dev.tinyrig.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.NetworkBuilder.Activation;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures layers and streamed blocks in the simulator and writes what each piece of their work costs beside the scheduler.
 * No test by its name: the module's README has the command.
 */
class CostCalibration {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/tinyrig/codegen/schedule");

    private final List<LeastSquares.Measured> measured = new ArrayList<>();
    private final Path folder;

    CostCalibration(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void writesCostsOfTheCortexM4() throws IOException {
        writeCosts("stm32f412");
    }

    @Test
    void writesCostsOfTheCortexM7() throws IOException {
        writeCosts("stm32f746");
    }

    private void writeCosts(String name) throws IOException {
        Target target = Targets.load().named(name);
        try (CostMeasurement measurement = new CostMeasurement(target, folder)) {
            products(measurement);
            depthwise(measurement);
            sums(measurement);
            plain(measurement);
            blocks(measurement);
        }

        Map<Piece, Double> costs = LeastSquares.fit(measured);
        DoubleSummaryStatistics errors = errors(new Costs(costs));
        Files.writeString(RESOURCES.resolve(Costs.fileName(target.core())), text(target, costs, errors));

        assertThat(errors.getMax()).isLessThan(0.15);
    }

    private static NetworkBuilder network(String name, Shape input) {
        return new NetworkBuilder(name, input, 1).withActivation(Activation.RELU);
    }

    private void products(CostMeasurement measurement) {
        Random random = new Random(1);
        for (int pixels : List.of(1, 2, 3, 4, 6, 9, 25, 40, 100)) {
            for (int i = 0; i < 2; i++) {
                Shape input = new Shape(1, pixels, 4 * (1 + random.nextInt(30)));
                add(measurement, network("point", input).conv(4 * (1 + random.nextInt(30)), 1, 1, 1, 1), 0);
            }
        }
        for (int colours : List.of(1, 3, 3, 8)) {
            Shape input = new Shape(12 + random.nextInt(20), 12 + random.nextInt(20), colours);
            add(measurement, network("stem", input).conv(8 * (1 + random.nextInt(3)), 3, 3, 2, 2), 0);
            add(measurement, network("wide", input).conv(8, 5, 3, 1, 2), 0);
        }
    }

    private void depthwise(CostMeasurement measurement) {
        Random random = new Random(2);
        for (int width : List.of(3, 5, 7)) {
            for (int stride : List.of(1, 2)) {
                for (int side : List.of(3, 5, 10, 21)) {
                    Shape input = new Shape(side, side + random.nextInt(8), 4 * (2 + random.nextInt(12)));
                    add(measurement, network("deep", input).depthwise(width, width, stride, stride), 0);
                }
                Shape square = new Shape(width, width, 8 * (2 + random.nextInt(20)));
                add(measurement, network("map", square).depthwise(3, 3, stride, stride), 0);
                NetworkBuilder roomy = network("roomy", new Shape(width, width, 32 + 8 * random.nextInt(8)));
                add(
                        measurement,
                        roomy.conv(16 * (3 + random.nextInt(8)), 1, 1, 1, 1).depthwise(3, 3, stride, stride),
                        0);
                NetworkBuilder halved = network("halved", new Shape(5, 5, 8 * (4 + random.nextInt(8))));
                add(
                        measurement,
                        halved.conv(24 * (3 + random.nextInt(8)), 1, 1, 1, 1).depthwise(5, 5, 2, 2),
                        0);
                Shape thin = new Shape(9, 12, 4 * (2 + random.nextInt(12)));
                add(measurement, network("thin", thin).depthwise(2, width, stride, stride), 0);
            }
        }
    }

    private void sums(CostMeasurement measurement) {
        for (int side : List.of(3, 9, 20)) {
            NetworkBuilder sum = network("sum", new Shape(side, side, 16)).conv(16, 1, 1, 1, 1);
            add(measurement, sum.withActivation(Activation.NONE).add(0, sum.last()), 0);
        }
    }

    private void plain(CostMeasurement measurement) {
        Options plain = Options.DEFAULT.with(Techniques.ALL.withoutSpecialisedKernels());
        for (int channels : List.of(8, 24, 40)) {
            Shape input = new Shape(7, 9, channels);
            measured.add(measurement.measure(
                    network("plain", input).conv(16, 1, 1, 1, 1).build(), plain, 0));
            measured.add(measurement.measure(
                    network("plain", input).depthwise(3, 3, 1, 1).build(), plain, 0));
        }
    }

    private void blocks(CostMeasurement measurement) {
        for (NetworkBuilder block : CostBlocks.all(3)) {
            for (int rows : List.of(0, 1, 2, 4)) {
                add(measurement, block, rows);
            }
        }
    }

    private void add(CostMeasurement measurement, NetworkBuilder network, int rows) {
        measured.add(measurement.measure(network.build(), Options.DEFAULT, rows));
    }

    private DoubleSummaryStatistics errors(Costs costs) {
        DoubleSummaryStatistics errors = new DoubleSummaryStatistics();
        for (LeastSquares.Measured one : measured) {
            double error = costs.cycles(one.work()) / one.cycles() - 1;
            System.out.printf("%-12s %,9.0f cycles, predicted %+.1f %%%n", one.name(), one.cycles(), 100 * error);
            errors.accept(Math.abs(error));
        }
        return errors;
    }

    private String text(Target target, Map<Piece, Double> costs, DoubleSummaryStatistics errors) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                # Cycles of each piece of work on %s, from %d layers and blocks in the simulator, which they predict with
                # a mean error of %.1f %%, %.1f %% at most. Written by CostCalibration, see the README of codegen.
                piece,cycles
                """,
                target.name(),
                measured.size(),
                100 * errors.getAverage(),
                100 * errors.getMax()));
        costs.forEach((piece, cycles) -> text.append(String.format(Locale.ROOT, "%s,%.3f\n", piece, cycles)));
        return text.toString();
    }
}
