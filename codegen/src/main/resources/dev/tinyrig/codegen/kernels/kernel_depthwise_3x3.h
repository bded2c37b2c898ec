/*
 * The inner loops of 3x3 depthwise convolutions over planes of blocks: in assembly for Armv7E-M, in C elsewhere.
 * kernel_depthwise_rows.h says what the roundings mean.
 */
#ifndef KERNEL_DEPTHWISE_3X3_H
#define KERNEL_DEPTHWISE_3X3_H

#include "kernel_blocks.h"
#include "kernel_depthwise_map.h"

/*
 * Neighbouring channels whose planes hold all rows under some output rows; the functions that kernel.h declares run and use
 * it up. The assembly reads it word by word.
 */
struct kernel_depthwise_3x3_group {
    const int8_t *weights; /* nine of a channel; 1 byte more is read than the last has */
    const struct kernel_channel_factor *factors;
    const uint8_t *shifts;
    int8_t *output;
    const int16_t *lanes; /* of the first window */
    int32_t channels;     /* at least 1 */
    int32_t zero_point;
    int32_t step;    /* bytes from one output pixel to the next, in a row and from row to row */
    int32_t pitch;   /* bytes from one row of blocks to the next */
    int32_t span;    /* bytes of blocks under the quads of outputs in a row */
    int32_t advance; /* bytes from there to the next output row */
    int32_t rows;    /* of outputs, at least 1 */
    int32_t tail;    /* outputs of a row behind its last quad */
};

#endif
