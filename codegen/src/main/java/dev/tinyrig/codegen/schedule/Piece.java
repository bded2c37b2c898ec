package dev.tinyrig.codegen.schedule;

/** A piece of work that kernels do over and over; what each costs is measured, see the module's README. */
enum Piece {
    /** A kernel's prologue. */
    CALL,
    /** What a tile of a matrix product needs once, by its pixels. */
    TILE_1,
    TILE_2,
    TILE_3,
    TILE_4,
    /** What each pair of output channels needs in a tile. */
    PAIR_1,
    PAIR_2,
    PAIR_3,
    PAIR_4,
    /** Four values of each pixel of a tile, times a pair of channels. */
    WORD_1,
    WORD_2,
    WORD_3,
    WORD_4,
    /** A value of a pixel made 16 bits wide. */
    WIDENED,
    /** A kernel row of one pixel gathered into a column, and each byte of it. */
    GATHERED_ROW,
    GATHERED_BYTE,
    /** Two lanes of a depthwise kernel's planes cleared. */
    CLEARED_WORD,
    /** Four channels of a depthwise kernel begun. */
    GROUP,
    /** A kernel row of a group unpacked. */
    UNPACKED_ROW,
    /** Two lanes moved up. */
    MOVED_WORD,
    /** Rows that a group sums in one go, a channel's row of them, up to five outputs, and a kernel row of these. */
    SUMMED_BAND,
    SUMMED_ROW,
    SUMMED_RUN,
    RUN_TAPS,
    /** An output of a depthwise kernel, by the window's width and stride. */
    SUM_W3S1,
    SUM_W3S2,
    SUM_W5S1,
    SUM_W5S2,
    SUM_W7S1,
    SUM_W7S2,
    /** A kernel row of it. */
    TAPS_W3S1,
    TAPS_W3S2,
    TAPS_W5S1,
    TAPS_W5S2,
    TAPS_W7S1,
    TAPS_W7S2,
    /** Rows loaded into a group's planes and summed, a row loaded, and a block of four pixels of it. */
    BLOCK_STRETCH,
    BLOCK_ROW,
    BLOCK,
    /** Four channels of a 3x3 depthwise kernel begun, a channel's row of outputs, and an output. */
    BLOCK_GROUP,
    BLOCK_SUMMED_ROW,
    BLOCK_SUM_S1,
    BLOCK_SUM_S2,
    /** Four channels of a 3x3 or a 5x5 map without loops. */
    MAP_3,
    MAP_5,
    /** Four channels of a 5x5 map that windows of 5x5 make 3x3. */
    MAP_5_TO_3,
    /** A residual sum's element. */
    ADDED,
    /** A pass of a streamed block, and a byte of its band moved up. */
    PASS,
    DROPPED_BYTE,
    /** A product and an output of kernels that are not specialised, convolutions and depthwise ones. */
    PLAIN_PRODUCT,
    PLAIN_OUTPUT,
    PLAIN_TAP,
    PLAIN_SUM;

    static Piece tile(int pixels) {
        return switch (pixels) {
            case 1 -> TILE_1;
            case 2 -> TILE_2;
            case 3 -> TILE_3;
            default -> TILE_4;
        };
    }

    static Piece pair(int pixels) {
        return switch (pixels) {
            case 1 -> PAIR_1;
            case 2 -> PAIR_2;
            case 3 -> PAIR_3;
            default -> PAIR_4;
        };
    }

    static Piece word(int pixels) {
        return switch (pixels) {
            case 1 -> WORD_1;
            case 2 -> WORD_2;
            case 3 -> WORD_3;
            default -> WORD_4;
        };
    }

    static Piece sum(int width, int stride) {
        return switch (width) {
            case 3 -> stride == 1 ? SUM_W3S1 : SUM_W3S2;
            case 5 -> stride == 1 ? SUM_W5S1 : SUM_W5S2;
            default -> stride == 1 ? SUM_W7S1 : SUM_W7S2;
        };
    }

    static Piece taps(int width, int stride) {
        return switch (width) {
            case 3 -> stride == 1 ? TAPS_W3S1 : TAPS_W3S2;
            case 5 -> stride == 1 ? TAPS_W5S1 : TAPS_W5S2;
            default -> stride == 1 ? TAPS_W7S1 : TAPS_W7S2;
        };
    }
}
