#include "kernel_requantize.h"

static int32_t sum(const int8_t *input, int32_t rows, int32_t cols, const struct kernel_shape *from)
{
    int32_t result = 0;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t col = 0; col < cols; col++) {
            result += input[(row * from->width + col) * from->channels];
        }
    }
    return result;
}

void kernel_mean_s8(const struct kernel_mean *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_shape *from = &layer->from;
    const struct kernel_factor *factor = &layer->factor;
    const int32_t rows = from->height / layer->to.height;
    const int32_t cols = from->width / layer->to.width;
    for (int32_t row = 0; row < layer->to.height; row++) {
        for (int32_t col = 0; col < layer->to.width; col++) {
            const int8_t *corner = input + (row * from->width + col) * from->channels;
            for (int32_t c = 0; c < from->channels; c++) {
                const int32_t value = sum(corner + c, rows, cols, from) - rows * cols * layer->input_zero_point;
                const int32_t scaled =
                    kernel_scale(value, factor->multiplier, factor->left_shift, factor->right_shift);
                *output++ = (int8_t)kernel_clamp(scaled, &layer->output);
            }
        }
    }
}
