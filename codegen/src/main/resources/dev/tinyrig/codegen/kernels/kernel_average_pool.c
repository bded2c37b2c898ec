#include "kernel_sums.h"

static inline int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int8_t rounded_mean(int32_t sum, int32_t count)
{
    return (int8_t)((sum > 0 ? sum + count / 2 : sum - count / 2) / count);
}

/* All channels of one output; `input` is the window's first pixel inside the picture. */
static inline int8_t *average(const int8_t *input, const struct kernel_rectangle *area, int8_t *output)
{
    const int32_t count = area->rows * area->cols;
    const int32_t in_fours = kernel_sums_of_four(area);
    for (int32_t c = 0; c < in_fours; c += 4) {
        int32_t sums[4];
        kernel_sum_four(input + c, area, sums);
        for (int32_t i = 0; i < 4; i++) {
            *output++ = rounded_mean(sums[i], count);
        }
    }
    for (int32_t c = in_fours; c < area->channels; c++) {
        *output++ = rounded_mean(kernel_sum(input + c, area), count);
    }
    return output;
}

void kernel_average_pool_s8(const struct kernel_average_pool *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_shape *from = &layer->from;
    const struct kernel_window *window = &layer->window;
    for (int32_t row = 0; row < layer->to.height; row++) {
        const int32_t top = row * window->stride_height - window->pad_top;
        const int32_t first_row = max(0, top);
        const int32_t rows = min(top + window->height, from->height) - first_row;
        for (int32_t col = 0; col < layer->to.width; col++) {
            const int32_t left = col * window->stride_width - window->pad_left;
            const int32_t first_col = max(0, left);
            const int32_t cols = min(left + window->width, from->width) - first_col;
            const struct kernel_rectangle area = {
                .rows = rows,
                .cols = cols,
                .width = from->width,
                .channels = from->channels,
            };
            output = average(input + (first_row * from->width + first_col) * from->channels, &area, output);
        }
    }
}
