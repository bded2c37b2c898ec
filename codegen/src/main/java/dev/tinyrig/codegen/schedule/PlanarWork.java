package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * What one call of the planar depthwise kernel does; it follows {@code kernel_planar_depthwise.c} loop by loop.
 *
 * @param from what the call reads, perhaps some rows only
 * @param to what it writes
 * @param isMap whether it runs in the kernel for maps of one size
 */
record PlanarWork(Window window, Shape from, Shape to, Planes planes, boolean isMap) {
    private static final int CHANNELS = 4;
    private static final int QUAD = 4;
    private static final int WORDS_OF_BLOCK = 8;

    void addTo(Work work) {
        int groups = (from.channels() + CHANNELS - 1) / CHANNELS;
        work.add(Piece.CALL, 1);
        if (isMap) {
            work.add(Piece.MAP_5_TO_3, groups);
            return;
        }
        work.add(Piece.GROUP, groups);
        work.add(Piece.UNPACKED_ROW, (double) groups * window.kernelHeight());
        addStretches(work, groups);
    }

    private void addStretches(Work work, int groups) {
        int endRow = 0;
        for (int row = 0; row < to.height(); ) {
            Reach reach = reach(row);
            if (reach.end() > endRow) {
                int kept = Math.max(0, endRow - reach.first());
                int reached = Math.min(from.height(), reach.first() + planes.rows());
                work.add(Piece.MOVED_WORD, (double) groups * kept * planes.blocks() * WORDS_OF_BLOCK);
                addLoad(work, groups, reached - reach.first() - kept);
                endRow = reached;
            }
            boolean isCut = reach.rows() < window.kernelHeight();
            int alike = isCut ? 1 : (endRow - reach.end()) / window.strideHeight() + 1;
            int rows = Math.min(alike, to.height() - row);
            addSums(work, groups, rows, Math.max(0, reach.rows()));
            row += rows;
        }
    }

    /** Which rows of the picture are under a row of windows. */
    private record Reach(int first, int end) {
        int rows() {
            return end - first;
        }
    }

    private Reach reach(int row) {
        int top = row * window.strideHeight() - window.padTop();
        return new Reach(Math.max(0, top), Math.min(from.height(), top + window.kernelHeight()));
    }

    private void addLoad(Work work, int groups, int rows) {
        work.add(Piece.BLOCK_STRETCH, groups);
        work.add(Piece.BLOCK_ROW, (double) groups * rows);
        work.add(Piece.BLOCK, (double) groups * rows * planes.blocks());
    }

    private void addSums(Work work, int groups, int rows, int kernelRows) {
        double summedRows = (double) from.channels() * rows;
        int runs = 1 + Math.max(0, (to.width() - 2) / QUAD);
        work.add(Piece.SUMMED_BAND, groups);
        work.add(Piece.SUMMED_ROW, summedRows);
        work.add(Piece.SUMMED_RUN, summedRows * runs);
        work.add(Piece.RUN_TAPS, summedRows * runs * kernelRows);
        work.add(Piece.sum(window.kernelWidth(), window.strideWidth()), summedRows * to.width());
        work.add(Piece.taps(window.kernelWidth(), window.strideWidth()), summedRows * to.width() * kernelRows);
    }
}
