package dev.tinyrig.codegen.schedule;

import dev.tinyrig.rig.target.Core;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Cycles that each piece of work costs on a core. */
final class Costs {
    /** Schedules are made by the thousand, files are read once. */
    private static final Map<Core, Costs> READ = new ConcurrentHashMap<>();

    private final Map<Piece, Double> cycles;

    Costs(Map<Piece, Double> cycles) {
        this.cycles = new EnumMap<>(cycles);
    }

    /** Those beside this class, which a command of the module's README wrote. */
    static Costs measuredOn(Core core) {
        return READ.computeIfAbsent(core, Costs::read);
    }

    private static Costs read(Core core) {
        String name = fileName(core);
        try (InputStream file = Costs.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("%s is not beside %s: measure it, see the module's README"
                        .formatted(name, Costs.class.getName()));
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Those whose cost is known, even if it is nothing. */
    Set<Piece> pieces() {
        return Set.copyOf(cycles.keySet());
    }

    static String fileName(Core core) {
        return "costs-%s.csv".formatted(core.cpu());
    }

    /** Skips pieces that kernels had when the costs were measured and have no more. */
    private static Costs parse(String text) {
        Set<String> known = Arrays.stream(Piece.values()).map(Piece::name).collect(Collectors.toSet());
        Map<Piece, Double> cycles = new EnumMap<>(Piece.class);
        text.lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("piece,"))
                .map(line -> line.split(","))
                .filter(cells -> known.contains(cells[0]))
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
