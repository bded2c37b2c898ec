/*
 * TensorFlow Lite's MultiplyByQuantizedMultiplier with double rounding, in fewer instructions.
 * Right shifts of negative values are arithmetic, as GCC and Clang define them.
 */
#ifndef KERNEL_REQUANTIZE_H
#define KERNEL_REQUANTIZE_H

#include "kernel.h"

/* SaturatingRoundingDoublingHighMul: rounds half up for both signs. No multiplier is INT32_MIN, so nothing saturates. */
static inline int32_t kernel_doubling_high_product(int32_t value, int32_t multiplier)
{
    return (int32_t)(((int64_t)value * multiplier + (1 << 30)) >> 31);
}

/*
 * RoundingDivideByPOT: rounds half away from zero. The low bit of twice the quotient says whether to round up, and
 * below zero one less than the value makes that half down. Nothing overflows: a product is never INT32_MIN.
 */
static inline int32_t kernel_divide_by_power_of_two(int32_t value, uint32_t shift)
{
    if (shift == 0) {
        return value;
    }
    const int32_t twice = (value + (value >> 31)) >> (shift - 1);
    return (twice >> 1) + (twice & 1);
}

static inline int32_t kernel_scale(int32_t value, int32_t multiplier, uint32_t left_shift, uint32_t right_shift)
{
    const int32_t shifted = (int32_t)((uint32_t)value << left_shift);
    return kernel_divide_by_power_of_two(kernel_doubling_high_product(shifted, multiplier), right_shift);
}

static inline int32_t kernel_clamp(int32_t value, const struct kernel_output *output)
{
    const int32_t moved = value + output->zero_point;
    const int32_t floored = moved < output->min ? output->min : moved;
    return floored > output->max ? output->max : floored;
}

/* Accumulators are unsigned because a bias may be so near the limits of int32 that it wraps and wraps back. */
static inline int8_t kernel_requantize(
    uint32_t accumulator, const struct kernel_channel *channel, const struct kernel_output *output)
{
    const int32_t scaled =
        kernel_scale((int32_t)accumulator, channel->multiplier, channel->left_shift, channel->right_shift);
    return (int8_t)kernel_clamp(scaled, output);
}

/* For outputs that were saturated to all of int8. */
static inline void kernel_clamp_all(int8_t *values, int32_t count, const struct kernel_output *output)
{
    if (output->min == INT8_MIN && output->max == INT8_MAX) {
        return;
    }
    for (int32_t i = 0; i < count; i++) {
        const int32_t floored = values[i] < output->min ? output->min : values[i];
        values[i] = (int8_t)(floored > output->max ? output->max : floored);
    }
}

#endif
