/*
 * Output rows of depthwise convolutions over planes of blocks, the inner loop of the planar kernel: in assembly for
 * Armv7E-M, in C elsewhere. Weights are pairs of 16-bit lanes, kernel row by kernel row. With horizontal stride 1 they are (w0,w1)
 * (w1,w2) (w2,w3) ..., so that an output may start at either lane of a word; with stride 2 they are (w0,w1) (w2,w3) ... and
 * the last above something that does not matter.
 *
 * A channel with TensorFlow Lite's multiplier m and right shift r, at least 1, has the multiplier 2m - 2^32 and the power
 * -2^(32 - r): SMMLAR, which adds the sum, and SMMLSR, which subtracts from the zero point, then do each of the two
 * roundings in one instruction. The second rounds half up, TensorFlow Lite half away from zero.
 *
 *     linear    takes 1 off what is below 0 in between, so that both round alike
 *     relu      need not, since the zero point is the lowest output there is
 *     single    rounds once: the multiplier is m / 2^(r - 1), rounded; not bit-exact with TensorFlow Lite
 */
#ifndef KERNEL_DEPTHWISE_ROWS_H
#define KERNEL_DEPTHWISE_ROWS_H

#include "kernel_blocks.h"

/* Successive output rows that sum the same kernel rows. The assembly reads both structures word by word. */
struct kernel_depthwise_band {
    int32_t lanes;       /* bytes from where the planes begin to the first row that is summed */
    int32_t weights;     /* bytes from a channel's first pair to that of the first kernel row that is summed */
    int32_t pitch;       /* bytes from one row of the planes to the next */
    int32_t kernel_rows; /* at least 1 */
    int32_t rewind;      /* bytes from behind the last row summed back to the first, four outputs on */
    int32_t rows;        /* of outputs, at least 1 */
    int32_t onward;      /* bytes from behind the last row summed, under the last outputs, to the next row of outputs */
};

/* Neighbouring channels whose planes hold all rows under some bands; the functions that kernel.h declares use it up. */
struct kernel_depthwise_group {
    const uint32_t *weights;
    const struct kernel_channel_factor *factors;
    const uint8_t *shifts;
    int8_t *output;
    const int16_t *lanes;
    int32_t channels; /* at least 1 */
    int32_t weight_bytes;
    int32_t zero_point;
    int32_t step; /* bytes from one output pixel to the next, in a row and from row to row */
    int32_t span; /* bytes of blocks under the quads of outputs in a row, */
    int32_t tail; /* and 1 to 5 outputs more */
    const struct kernel_depthwise_band *bands;
    const struct kernel_depthwise_band *bands_end;
};

#endif
