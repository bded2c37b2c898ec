#include "kernel.h"

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

/* `input` is the window's first pixel inside the picture. */
static int8_t mean(const int8_t *input, int32_t rows, int32_t cols, const struct kernel_shape *from)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t col = 0; col < cols; col++) {
            sum += input[(row * from->width + col) * from->channels];
        }
    }
    return rounded_mean(sum, rows * cols);
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
            const int8_t *corner = input + (first_row * from->width + first_col) * from->channels;
            for (int32_t c = 0; c < from->channels; c++) {
                *output++ = mean(corner + c, rows, cols, from);
            }
        }
    }
}
