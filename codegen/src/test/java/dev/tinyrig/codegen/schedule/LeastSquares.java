package dev.tinyrig.codegen.schedule;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds what pieces of work cost, none less than nothing, from what wholes were measured to cost: so that the errors, relative
 * to what was measured, have the least sum of squares. It goes down along one piece at a time.
 */
final class LeastSquares {
    private static final int SWEEPS = 100_000;

    /** Keeps pieces that no measurement tells apart from running away. */
    private static final double RIDGE = 1e-9;

    private final List<Measured> measured;
    private final Map<Piece, Double> costs = new EnumMap<>(Piece.class);
    /** For each whole, the share of its cost that is not explained yet. */
    private final double[] missing;

    /** Work that was measured. */
    record Measured(String name, Work work, double cycles) {}

    private LeastSquares(List<Measured> measured) {
        this.measured = measured;
        this.missing = new double[measured.size()];
        Arrays.fill(missing, 1);
    }

    /** The cost of every piece; 0 where no whole has it. */
    static Map<Piece, Double> fit(List<Measured> measured) {
        LeastSquares fit = new LeastSquares(measured);
        Map<Piece, double[]> shares = fit.shares();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            shares.forEach(fit::improve);
        }
        return fit.costs;
    }

    /** What a cycle of each piece is of each whole. */
    private Map<Piece, double[]> shares() {
        Map<Piece, double[]> shares = new EnumMap<>(Piece.class);
        for (Piece piece : Piece.values()) {
            shares.put(
                    piece,
                    measured.stream()
                            .mapToDouble(whole -> whole.work().count(piece) / whole.cycles())
                            .toArray());
            costs.put(piece, 0.0);
        }
        return shares;
    }

    private void improve(Piece piece, double[] shares) {
        double before = costs.getOrDefault(piece, 0.0);
        double along = IntStream.range(0, shares.length)
                .mapToDouble(i -> shares[i] * missing[i])
                .sum();
        double square = Arrays.stream(shares).map(share -> share * share).sum();
        double after = square == 0 ? 0 : Math.max(0, before + along / (square * (1 + RIDGE)));
        for (int i = 0; i < shares.length; i++) {
            missing[i] -= shares[i] * (after - before);
        }
        costs.put(piece, after);
    }
}
