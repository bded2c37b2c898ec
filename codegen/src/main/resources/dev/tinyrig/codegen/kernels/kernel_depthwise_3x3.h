/*
 * The inner loops of 3x3 depthwise convolutions over planes of blocks: in assembly for Armv7E-M, in C elsewhere.
 * kernel_depthwise_rows.h says what the roundings mean.
 */
#ifndef KERNEL_DEPTHWISE_3X3_H
#define KERNEL_DEPTHWISE_3X3_H

#include "kernel_blocks.h"

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

/*
 * Small maps, groups of four channels one after the other; planes hold the rows of the map only. The functions use it up.
 * The assembly reads it word by word.
 */
struct kernel_depthwise_3x3_map {
    const int8_t *weights;
    const struct kernel_channel_factor *factors;
    const uint8_t *shifts;
    int8_t *output;
    const int8_t *input;
    int32_t channels; /* bytes from one pixel to the next, of input and output */
    int16_t *lanes;
    uint32_t offsets; /* minus the input's zero point in both lanes */
    int32_t zero_point;
    int32_t groups; /* at least 1 */
};

#endif
