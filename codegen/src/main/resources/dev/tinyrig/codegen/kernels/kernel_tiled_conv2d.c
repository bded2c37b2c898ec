#include "kernel_tile.h"

/* Cores load and store words at any address; bytes that are left follow one by one. */
static inline int8_t *copy(int8_t *to, const int8_t *from, int32_t bytes)
{
    for (; bytes >= 4; bytes -= 4) {
        __builtin_memcpy(to, from, 4);
        to += 4;
        from += 4;
    }
    for (; bytes > 0; bytes--) {
        *to++ = *from++;
    }
    return to;
}

static inline int8_t *fill(int8_t *to, int8_t value, int32_t bytes)
{
    for (; bytes > 0; bytes--) {
        *to++ = value;
    }
    return to;
}

static inline int32_t clip(int32_t value, int32_t max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

/* One kernel row: taps left of the picture, taps in it, taps right of it. */
static int8_t *gather_row(const struct kernel_tiled_conv2d *layer, const int8_t *row, int32_t left, int8_t *to)
{
    const int32_t channels = layer->from.channels;
    const int32_t right = left + layer->window.width;
    const int32_t begin = clip(left, layer->from.width);
    const int32_t end = clip(right, layer->from.width);
    to = fill(to, layer->input_zero_point, (begin - left) * channels);
    to = copy(to, row + begin * channels, (end - begin) * channels);
    return fill(to, layer->input_zero_point, (right - end) * channels);
}

/* The window at an output pixel, as one column. */
static void gather(const struct kernel_tiled_conv2d *layer, const int8_t *input, int32_t row, int32_t col, int8_t *to)
{
    const struct kernel_window *window = &layer->window;
    const int32_t top = row * window->stride_height - window->pad_top;
    const int32_t left = col * window->stride_width - window->pad_left;
    const int32_t row_bytes = layer->from.width * layer->from.channels;
    const int8_t *end = to + layer->product.matrix.length;
    for (int32_t y = top; y < top + window->height; y++) {
        if (y < 0 || y >= layer->from.height) {
            to = fill(to, layer->input_zero_point, window->width * layer->from.channels);
        } else {
            to = gather_row(layer, input + y * row_bytes, left, to);
        }
    }
    fill(to, 0, (int32_t)(end - to));
}

void kernel_tiled_conv2d_s8(
    const struct kernel_tiled_conv2d *layer, const int8_t *input, void *scratch, int8_t *output)
{
    const struct kernel_matrix *matrix = &layer->product.matrix;
    int32_t row = 0;
    int32_t col = 0;
    int32_t left = layer->to.height * layer->to.width;
    while (left > 0) {
        const int32_t count = kernel_tile_pixels(&layer->product, left);
        int8_t *pixels = (int8_t *)scratch + 2 * count * matrix->length;
        for (int32_t i = 0; i < count; i++) {
            gather(layer, input, row, col, pixels + i * matrix->length);
            col = col + 1 == layer->to.width ? 0 : col + 1;
            row += col == 0;
        }
        kernel_tile_run(&layer->product, pixels, count, output, scratch);
        output += count * matrix->stride;
        left -= count;
    }
}
