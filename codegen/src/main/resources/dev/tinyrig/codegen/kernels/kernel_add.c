#include "kernel_requantize.h"

/* Headroom that the operands get before they are scaled down to a common scale. */
#define LEFT_SHIFT 20

static inline int32_t scale(int32_t value, const struct kernel_factor *factor)
{
    return kernel_scale(value, factor->multiplier, factor->left_shift, factor->right_shift);
}

void kernel_add_s8(const struct kernel_add *layer, const int8_t *left, const int8_t *right, int8_t *output)
{
    const struct kernel_add add = *layer;
    for (int32_t i = 0; i < add.elements; i++) {
        const int32_t scaled_left = scale((left[i] - add.left_zero_point) * (1 << LEFT_SHIFT), &add.left);
        const int32_t scaled_right = scale((right[i] - add.right_zero_point) * (1 << LEFT_SHIFT), &add.right);
        output[i] = (int8_t)kernel_clamp(scale(scaled_left + scaled_right, &add.sum), &add.output);
    }
}
