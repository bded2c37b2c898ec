#include "kernel_tile.h"

/* Three columns of the three colours of a picture, as in the first layer of most networks: no loop. */
#define COLOUR_ROW 9

/* Cores load and store words at any address; bytes that are left follow one by one. */
static inline int8_t *copy(int8_t *to, const int8_t *from, int32_t bytes)
{
    if (bytes == COLOUR_ROW) {
        __builtin_memcpy(to, from, COLOUR_ROW);
        return to + COLOUR_ROW;
    }
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

/* A window that reaches into the padding. */
static void gather_at_border(
    const struct kernel_tiled_conv2d *layer, const int8_t *input, int32_t top, int32_t left, int8_t *to)
{
    const int32_t row_bytes = layer->from.width * layer->from.channels;
    for (int32_t y = top; y < top + layer->window.height; y++) {
        if (y < 0 || y >= layer->from.height) {
            to = fill(to, layer->input_zero_point, layer->window.width * layer->from.channels);
        } else {
            to = gather_row(layer, input + y * row_bytes, left, to);
        }
    }
}

static inline void gather_inside(
    const struct kernel_tiled_conv2d *layer, const int8_t *input, int32_t top, int32_t left, int8_t *to)
{
    const int32_t channels = layer->from.channels;
    const int32_t row_bytes = layer->from.width * channels;
    const int8_t *row = input + top * row_bytes + left * channels;
    for (int32_t y = layer->window.height; y > 0; y--) {
        to = copy(to, row, layer->window.width * channels);
        row += row_bytes;
    }
}

/* The window at an output pixel, as one column. */
static inline void gather(
    const struct kernel_tiled_conv2d *layer, const int8_t *input, int32_t row, int32_t col, int8_t *to)
{
    const struct kernel_window *window = &layer->window;
    const int32_t top = row * window->stride_height - window->pad_top;
    const int32_t left = col * window->stride_width - window->pad_left;
    const int is_inside = top >= 0 && left >= 0 && top + window->height <= layer->from.height &&
                          left + window->width <= layer->from.width;
    if (is_inside) {
        gather_inside(layer, input, top, left, to);
    } else {
        gather_at_border(layer, input, top, left, to);
    }
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
