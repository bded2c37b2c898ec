package dev.tinyrig.codegen.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Cycles that each piece of work costs. They were measured on a Cortex-M4; that on another core they are others matters
 * little, since they only serve to tell which of two ways to run a block is the cheaper.
 */
final class Costs {
    private static final String FILE = "costs.csv";

    private final Map<Piece, Double> cycles;

    Costs(Map<Piece, Double> cycles) {
        this.cycles = new EnumMap<>(cycles);
    }

    /** Those beside this class, which a command of the module's README wrote. */
    static Costs measured() {
        try (InputStream file = Costs.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not beside " + Costs.class.getName());
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    private static Costs parse(String text) {
        Map<Piece, Double> cycles = new EnumMap<>(Piece.class);
        text.lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("piece,"))
                .map(line -> line.split(","))
                .forEach(cells -> cycles.put(Piece.valueOf(cells[0]), Double.valueOf(cells[1])));
        return new Costs(cycles);
    }

    double cycles(Work work) {
        double sum = 0;
        for (Map.Entry<Piece, Double> cost : cycles.entrySet()) {
            sum += cost.getValue() * work.count(cost.getKey());
        }
        return sum;
    }
}
