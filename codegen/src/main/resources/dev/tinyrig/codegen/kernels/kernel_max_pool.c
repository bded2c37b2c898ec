#include "kernel.h"
#include "kernel_simd.h"

static inline int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* `input` is the window's first pixel inside the picture. */
static int32_t largest(const int8_t *input, int32_t rows, int32_t cols, const struct kernel_shape *from)
{
    int32_t result = INT8_MIN;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t col = 0; col < cols; col++) {
            result = max(result, input[(row * from->width + col) * from->channels]);
        }
    }
    return result;
}

/* Of four neighbouring channels, each in its byte. */
static inline uint32_t largest_four(
    const int8_t *input, int32_t rows, int32_t cols, const struct kernel_shape *from)
{
    uint32_t result = kernel_load_word(input);
    for (int32_t row = 0; row < rows; row++) {
        const int8_t *pixel = input + row * from->width * from->channels;
        for (int32_t col = cols; col > 0; col--) {
            result = kernel_larger_bytes(kernel_load_word(pixel), result);
            pixel += from->channels;
        }
    }
    return result;
}

static inline uint32_t four_times(int32_t value)
{
    return (uint8_t)value * UINT32_C(0x01010101);
}

void kernel_max_pool_s8(const struct kernel_max_pool *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_shape *from = &layer->from;
    const struct kernel_window *window = &layer->window;
    const uint32_t lowest = four_times(layer->min);
    const uint32_t highest = four_times(layer->max);
    for (int32_t row = 0; row < layer->to.height; row++) {
        const int32_t top = row * window->stride_height - window->pad_top;
        const int32_t first_row = max(0, top);
        const int32_t rows = min(top + window->height, from->height) - first_row;
        for (int32_t col = 0; col < layer->to.width; col++) {
            const int32_t left = col * window->stride_width - window->pad_left;
            const int32_t first_col = max(0, left);
            const int32_t cols = min(left + window->width, from->width) - first_col;
            const int8_t *corner = input + (first_row * from->width + first_col) * from->channels;
            int32_t c = 0;
            for (; c + 4 <= from->channels; c += 4) {
                const uint32_t value = kernel_larger_bytes(largest_four(corner + c, rows, cols, from), lowest);
                kernel_store_word(output, kernel_smaller_bytes(value, highest));
                output += 4;
            }
            for (; c < from->channels; c++) {
                const int32_t value = largest(corner + c, rows, cols, from);
                *output++ = (int8_t)min(max(value, layer->min), layer->max);
            }
        }
    }
}
