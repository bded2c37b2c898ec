/*
 * Small maps of one size for which depthwise kernels have functions of their own, in assembly for Armv7E-M and in C
 * elsewhere.
 */
#ifndef KERNEL_DEPTHWISE_MAP_H
#define KERNEL_DEPTHWISE_MAP_H

#include "kernel.h"

/*
 * A map's groups of four channels, one after the other; planes hold the rows of the map only. The functions use it up. The
 * assembly reads it word by word.
 */
struct kernel_depthwise_map {
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
