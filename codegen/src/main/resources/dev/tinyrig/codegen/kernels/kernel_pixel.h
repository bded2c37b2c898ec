/* The inner loop that convolutions and dense layers share: one column of inputs against every output channel. */
#ifndef KERNEL_PIXEL_H
#define KERNEL_PIXEL_H

#include "kernel_requantize.h"

/* Four output channels share each load of the column. */
static inline void kernel_pixel_by_four(
    const int8_t *column,
    int32_t length,
    const int8_t *weights,
    const struct kernel_channel *channel,
    const struct kernel_output *output,
    int8_t *to)
{
    const int8_t *weights1 = weights + length;
    const int8_t *weights2 = weights1 + length;
    const int8_t *weights3 = weights2 + length;
    uint32_t sum0 = (uint32_t)channel[0].bias;
    uint32_t sum1 = (uint32_t)channel[1].bias;
    uint32_t sum2 = (uint32_t)channel[2].bias;
    uint32_t sum3 = (uint32_t)channel[3].bias;
    for (int32_t i = 0; i < length; i++) {
        const int32_t value = column[i];
        sum0 += (uint32_t)(value * weights[i]);
        sum1 += (uint32_t)(value * weights1[i]);
        sum2 += (uint32_t)(value * weights2[i]);
        sum3 += (uint32_t)(value * weights3[i]);
    }
    to[0] = kernel_requantize(sum0, &channel[0], output);
    to[1] = kernel_requantize(sum1, &channel[1], output);
    to[2] = kernel_requantize(sum2, &channel[2], output);
    to[3] = kernel_requantize(sum3, &channel[3], output);
}

static inline void kernel_pixel(
    const int8_t *column,
    int32_t length,
    const int8_t *weights,
    const struct kernel_channel *channels,
    int32_t output_channels,
    const struct kernel_output *output,
    int8_t *to)
{
    int32_t c = 0;
    for (; c + 4 <= output_channels; c += 4) {
        kernel_pixel_by_four(column, length, weights + c * length, channels + c, output, to + c);
    }
    for (; c < output_channels; c++) {
        uint32_t sum = (uint32_t)channels[c].bias;
        for (int32_t i = 0; i < length; i++) {
            sum += (uint32_t)(column[i] * weights[c * length + i]);
        }
        to[c] = kernel_requantize(sum, &channels[c], output);
    }
}

#endif
