package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * What one call of the planar depthwise kernel does; it follows {@code kernel_planar_depthwise.c} loop by loop.
 *
 * @param from what the call reads, perhaps some rows only
 * @param to what it writes
 */
record PlanarWork(Window window, Shape from, Shape to, Planes planes) {
    private static final int CHANNELS = 4;

    void addTo(Work work) {
        int groups = (from.channels() + CHANNELS - 1) / CHANNELS;
        work.add(Piece.CALL, 1);
        work.add(Piece.CLEARED_WORD, CHANNELS * planes.rows() * planes.lanes() / 2.0);
        work.add(Piece.GROUP, groups);
        work.add(Piece.UNPACKED_ROW, (double) groups * window.kernelHeight());
        addRows(work, groups);
    }

    private void addRows(Work work, int groups) {
        int firstRow = 0;
        int endRow = 0;
        for (int row = 0; row < to.height(); ) {
            int top = row * window.strideHeight() - window.padTop();
            int first = Math.max(0, top);
            int end = Math.min(from.height(), top + window.kernelHeight());
            if (end > endRow) {
                int kept = Math.max(0, endRow - first);
                int reached = Math.min(from.height(), first + planes.rows());
                addSlide(work, groups, first > firstRow ? kept : 0, reached - first - kept);
                firstRow = first;
                endRow = reached;
            }
            boolean isCut = end - first < window.kernelHeight();
            int alike = isCut ? 1 : (endRow - end) / window.strideHeight() + 1;
            int rows = Math.min(alike, to.height() - row);
            addSums(work, groups, rows, Math.max(0, end - first));
            row += rows;
        }
    }

    private void addSlide(Work work, int groups, int kept, int loaded) {
        work.add(Piece.MOVED_WORD, groups * CHANNELS * kept * planes.lanes() / 2.0);
        work.add(Piece.LOADED_ROW, (double) groups * loaded);
        int pairs = (from.width() + 1) / 2;
        work.add(Piece.LOADED_PAIR, (double) groups * loaded * pairs);
    }

    private void addSums(Work work, int groups, int rows, int kernelRows) {
        double sums = (double) from.channels() * rows * to.width();
        work.add(Piece.SUMMED_BAND, groups);
        work.add(Piece.sum(window.kernelWidth(), window.strideWidth()), sums);
        work.add(Piece.taps(window.kernelWidth(), window.strideWidth()), sums * kernelRows);
    }
}
