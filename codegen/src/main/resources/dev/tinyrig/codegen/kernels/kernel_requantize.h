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
 * RoundingDivideByPOT: rounds half away from zero. Below zero the half is one less; where shift is 0 there is no half,
 * and the mask keeps it from going negative. |value| + half must fit: the generator bounds accumulators by 2^30.
 */
static inline int32_t kernel_divide_by_power_of_two(int32_t value, uint32_t shift)
{
    const int32_t half = (int32_t)((1u << shift) >> 1) + (value >> 31);
    return (value + (half & ~(half >> 31))) >> shift;
}

static inline int32_t kernel_scale(int32_t value, int32_t multiplier, uint32_t left_shift, uint32_t right_shift)
{
    const int32_t shifted = (int32_t)((uint32_t)value << left_shift);
    return kernel_divide_by_power_of_two(kernel_doubling_high_product(shifted, multiplier), right_shift);
}

static inline int8_t kernel_clamp(int32_t value, const struct kernel_output *output)
{
    const int32_t moved = value + output->zero_point;
    const int32_t floored = moved < output->min ? output->min : moved;
    return (int8_t)(floored > output->max ? output->max : floored);
}

static inline int8_t kernel_requantize(
    int32_t accumulator, const struct kernel_channel *channel, const struct kernel_output *output)
{
    return kernel_clamp(
        kernel_scale(accumulator, channel->multiplier, channel->left_shift, channel->right_shift), output);
}

#endif
