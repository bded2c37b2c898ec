/*
 * Output rows of one channel of a depthwise convolution, the inner loop of every planar kernel: in assembly for Armv7E-M,
 * in C elsewhere. Weights are pairs of 16-bit lanes, kernel row by kernel row. With horizontal stride 1 they
 * are (w0,w1) (w1,w2) (w2,w3) ..., so that an output may start at either lane of a word; with stride 2 they are (w0,w1)
 * (w2,w3) ... and a 0 above the last.
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

#include <stdint.h>

/* Successive output rows that use the same kernel rows. The assembly reads it from `weights` and from `rewind` on. */
struct kernel_depthwise_band {
    const uint32_t *weights; /* of the first kernel row that is summed */
    int32_t pitch;           /* bytes from one row of the plane to the next */
    int32_t bias[4];         /* four times the same */
    int32_t kernel_rows;     /* at least 1 */
    int32_t rewind;          /* bytes from behind the last row summed back to the first, four outputs on */
    int32_t multiplier;
    int32_t power;
    int32_t zero_point;
    int32_t step; /* bytes from one output to the next, in a row and from row to row */
    int8_t *output;
    int32_t left;         /* outputs of a row that are to come */
    const int16_t *lanes; /* of the window of a row's first output; on a word */
    int32_t advance;      /* bytes from there to that of the next row */
    int32_t rows;         /* at least 1 */
    int32_t width;        /* outputs of a row; at least 1 */
};

/* Runs the band, whose output, lanes and rows it uses up. */
typedef void kernel_depthwise_rows_function(struct kernel_depthwise_band *band);

/* The functions for one kernel: where all three of its rows are in the picture, and for any number of them. */
struct kernel_depthwise_rows {
    kernel_depthwise_rows_function *three;
    kernel_depthwise_rows_function *any;
};

/* By kernel and horizontal stride: 3x3 for three kernel rows, w for a width and any number of rows. */
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s1_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s2_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s1_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s2_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s1_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s2_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s1_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s2_linear;
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s1_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s2_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s1_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s2_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s1_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s2_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s1_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s2_relu;
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s1_single;
kernel_depthwise_rows_function kernel_depthwise_rows_3x3s2_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s1_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w3s2_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s1_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w5s2_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s1_single;
kernel_depthwise_rows_function kernel_depthwise_rows_w7s2_single;

#endif
