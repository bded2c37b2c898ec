#include "kernel_add_by_four.h"

#include "kernel_high_product.h"

static inline int32_t saturate(int32_t value)
{
    return value < INT8_MIN ? INT8_MIN : value > INT8_MAX ? INT8_MAX : value;
}

/* TensorFlow Lite shifts operands up by 20 bits, then brings both to twice the larger scale. */
int8_t kernel_add_one(const struct kernel_add_by_four *layer, int8_t left, int8_t right)
{
    const int32_t half_left = left * (1 << 19) - layer->left_offset;
    const int32_t shifted_right = right * (1 << 20) - layer->right_offset;
    const int32_t sum =
        kernel_add_scaled(half_left, shifted_right, layer->right_multiplier, layer->right_power);
    return (int8_t)saturate(kernel_add_scaled(layer->zero_point, sum, layer->sum_multiplier, layer->sum_power));
}

void kernel_add_by_four_s8(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output)
{
    const int32_t fours = layer->elements / 4 * 4;
    if (fours > 0) {
        kernel_add_fours(layer, left, right, output);
    }
    for (int32_t i = fours; i < layer->elements; i++) {
        output[i] = kernel_add_one(layer, left[i], right[i]);
    }
}

void kernel_add_by_four_swapped_s8(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output)
{
    kernel_add_by_four_s8(layer, right, left, output);
}
