#include "kernel_requantize.h"

void kernel_rescale_s8(const struct kernel_rescale *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_factor factor = layer->factor;
    for (int32_t i = 0; i < layer->elements; i++) {
        const int32_t value = input[i] - layer->input_zero_point;
        const int32_t scaled = kernel_scale(value, factor.multiplier, factor.left_shift, factor.right_shift);
        output[i] = (int8_t)kernel_clamp(scaled, &layer->output);
    }
}
