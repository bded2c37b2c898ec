package dev.tinyrig.codegen.schedule;

import java.util.EnumMap;
import java.util.Map;

/** How many of each piece of work some kernels do. */
final class Work {
    private final Map<Piece, Double> counts = new EnumMap<>(Piece.class);

    Work add(Piece piece, double count) {
        counts.merge(piece, count, Double::sum);
        return this;
    }

    double count(Piece piece) {
        return counts.getOrDefault(piece, 0.0);
    }

    /** Kernels that make matrices' products in tiles do so pixel by pixel, without regard to rows. */
    void addProduct(Product product, int pixels) {
        add(Piece.CALL, 1);
        add(Piece.WIDENED, (double) pixels * product.length());
        int pairs = (product.channels() + 1) / 2;
        for (int left = pixels; left > 0; ) {
            int tile = left == 5 && product.tilePixels() == 4 ? 3 : Math.min(left, product.tilePixels());
            add(Piece.tile(tile), 1);
            add(Piece.pair(tile), pairs);
            add(Piece.word(tile), pairs * product.length() / 4.0);
            left -= tile;
        }
    }

    /**
     * A matrix product.
     *
     * @param length values a pixel, padded
     * @param tilePixels at most, in a tile
     */
    record Product(int length, int channels, int tilePixels) {}

    @Override
    public String toString() {
        return counts.toString();
    }
}
