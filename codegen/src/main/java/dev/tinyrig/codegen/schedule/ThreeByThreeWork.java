package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.network.Window;

/**
 * What one call of the 3x3 depthwise kernel does; it follows {@code kernel_depthwise_3x3.c} loop by loop.
 *
 * @param from what the call reads, perhaps some rows only
 * @param to what it writes
 * @param isMap whether it runs without loops
 */
record ThreeByThreeWork(Window window, Shape from, Shape to, Blocks blocks, boolean isMap) {
    private static final int CHANNELS = 4;
    private static final int KERNEL_ROWS = 3;
    private static final int WORDS_OF_BLOCK = 8;

    void addTo(Work work) {
        work.add(Piece.CALL, 1);
        int groups = (from.channels() + CHANNELS - 1) / CHANNELS;
        if (isMap) {
            int whole = from.channels() / CHANNELS;
            work.add(to.width() == KERNEL_ROWS ? Piece.MAP_3 : Piece.MAP_5, whole);
            groups -= whole;
        }
        if (groups > 0) {
            addGroups(work, groups);
        }
    }

    private void addGroups(Work work, int groups) {
        int all = (to.height() - 1) * window.strideHeight() + KERNEL_ROWS;
        work.add(Piece.BLOCK_GROUP, groups);
        work.add(Piece.CLEARED_WORD, (double) WORDS_OF_BLOCK * blocks.blocks() * (all - from.height()));
        if (blocks.rows() >= all) {
            addStretch(work, groups, from.height(), to.height());
        } else {
            addSliding(work, groups, all);
        }
    }

    private void addSliding(Work work, int groups, int all) {
        int held = 0;
        int rows;
        for (int row = 0; row < to.height(); row += rows) {
            int first = row * window.strideHeight();
            int end = Math.min(all, first + blocks.rows());
            int kept = Math.max(0, held - first);
            rows = (end - first - KERNEL_ROWS) / window.strideHeight() + 1;
            work.add(Piece.MOVED_WORD, (double) groups * kept * blocks.blocks() * WORDS_OF_BLOCK);
            addStretch(work, groups, end - first - kept, rows);
            held = end;
        }
    }

    private void addStretch(Work work, int groups, int loadedRows, int summedRows) {
        work.add(Piece.BLOCK_ROW, (double) groups * loadedRows);
        work.add(Piece.BLOCK, (double) groups * loadedRows * blocks.blocks());
        work.add(Piece.BLOCK_STRETCH, groups);
        work.add(Piece.BLOCK_SUMMED_ROW, (double) groups * summedRows);
        double sums = (double) from.channels() * summedRows * to.width();
        work.add(window.strideWidth() == 1 ? Piece.BLOCK_SUM_S1 : Piece.BLOCK_SUM_S2, sums);
    }
}
