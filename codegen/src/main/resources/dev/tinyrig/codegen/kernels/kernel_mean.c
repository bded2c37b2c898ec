#include "kernel_requantize.h"
#include "kernel_sums.h"

static inline int8_t rescaled(const struct kernel_mean *layer, int32_t sum, int32_t offset)
{
    const struct kernel_factor *factor = &layer->factor;
    const int32_t scaled =
        kernel_scale(sum - offset, factor->multiplier, factor->left_shift, factor->right_shift);
    return (int8_t)kernel_clamp(scaled, &layer->output);
}

/* All channels of one output. */
static inline int8_t *mean(
    const struct kernel_mean *layer, const int8_t *input, const struct kernel_rectangle *area, int8_t *output)
{
    const int32_t offset = area->rows * area->cols * layer->input_zero_point;
    const int32_t in_fours = kernel_sums_of_four(area);
    for (int32_t c = 0; c < in_fours; c += 4) {
        int32_t sums[4];
        kernel_sum_four(input + c, area, sums);
        for (int32_t i = 0; i < 4; i++) {
            *output++ = rescaled(layer, sums[i], offset);
        }
    }
    for (int32_t c = in_fours; c < area->channels; c++) {
        *output++ = rescaled(layer, kernel_sum(input + c, area), offset);
    }
    return output;
}

void kernel_mean_s8(const struct kernel_mean *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_shape *from = &layer->from;
    const struct kernel_rectangle area = {
        .rows = from->height / layer->to.height,
        .cols = from->width / layer->to.width,
        .width = from->width,
        .channels = from->channels,
    };
    for (int32_t row = 0; row < layer->to.height; row++) {
        for (int32_t col = 0; col < layer->to.width; col++) {
            output = mean(layer, input + (row * from->width + col) * from->channels, &area, output);
        }
    }
}
