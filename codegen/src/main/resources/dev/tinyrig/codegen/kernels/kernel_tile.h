/*
 * Matrix products of 1 to 4 pixels by all output channels but an odd last one, the inner loop of every tiled kernel.
 *
 * The weights are one stream, read from first to last. For each pair of channels:
 *
 *     int32_t bias[2];
 *     int8_t weights[length / 4][2][4];    words of (first[k], second[k], first[k + 2], second[k + 2]), k = 4i, 4i + 1
 *     int32_t multipliers[2];
 *     uint8_t power_shifts[4];             a channel's power is -1 shifted up by its byte, 0 from 32 on; two are unused
 *
 * A channel with TensorFlow Lite's multiplier m and right shift r, at least 1, has the multiplier 2m - 2^32 and the power -2^(32 - r):
 * SMMLAR and SMMLSR, which add the accumulator and subtract from the zero point, then do each of the two roundings in
 * one instruction. The second rounds half up, TensorFlow Lite half away from zero.
 *
 *     linear    takes 1 off what is below 0 in between, so that both round alike
 *     relu      need not, since no output is below the zero point
 *     single    rounds once: the multiplier is m / 2^(r - 1), rounded; not bit-exact with TensorFlow Lite
 *     saturate  the output's range is that of int8
 *     clamp     it is min..max
 */
#ifndef KERNEL_TILE_H
#define KERNEL_TILE_H

#include "kernel.h"

/* Most pixels of one tile. */
#define KERNEL_TILE_PIXELS 4

/* The pixels lie `length` bytes apart; the columns are scratch of that many int16 for each pixel. */
typedef void kernel_tile(
    const struct kernel_matrix *matrix, const int8_t *pixels, int8_t *output, int16_t *columns);

/* One matrix by 1, 2, 3 or 4 pixels. */
struct kernel_tiles {
    kernel_tile *by_pixels[KERNEL_TILE_PIXELS];
};

/* How many of the pixels that are left the next tile shall take. A single one at the end is dear: 5 are 3 and 2. */
static inline int32_t kernel_tile_pixels(const struct kernel_tiled *layer, int32_t left)
{
    const int32_t most = layer->tile_pixels;
    return left > most ? (left == 5 && most == 4 ? 3 : most) : left;
}

/* All channels of 1 to 4 pixels. */
void kernel_tile_run(
    const struct kernel_tiled *layer, const int8_t *pixels, int32_t count, int8_t *output, int16_t *columns);

#endif
