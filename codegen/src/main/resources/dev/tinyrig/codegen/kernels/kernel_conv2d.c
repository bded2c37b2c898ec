#include "kernel_pixel.h"

static void copy(int8_t *to, const int8_t *from, int32_t bytes)
{
    for (int32_t i = 0; i < bytes; i++) {
        to[i] = from[i];
    }
}

static void fill(int8_t *to, int8_t value, int32_t bytes)
{
    for (int32_t i = 0; i < bytes; i++) {
        to[i] = value;
    }
}

static inline int32_t clip(int32_t value, int32_t max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

/* One kernel row: taps left of the picture, taps in it, taps right of it. */
static void gather_row(const struct kernel_conv2d *layer, const int8_t *row, int32_t left, int8_t *column)
{
    const int32_t channels = layer->from.channels;
    const int32_t begin = clip(left, layer->from.width);
    const int32_t end = clip(left + layer->window.width, layer->from.width);
    const int32_t before = (begin - left) * channels;
    const int32_t inside = (end - begin) * channels;
    fill(column, layer->input_zero_point, before);
    copy(column + before, row + begin * channels, inside);
    fill(column + before + inside, layer->input_zero_point, layer->window.width * channels - before - inside);
}

static void gather(const struct kernel_conv2d *layer, const int8_t *input, int32_t top, int32_t left, int8_t *column)
{
    const int32_t input_row_bytes = layer->from.width * layer->from.channels;
    const int32_t column_row_bytes = layer->window.width * layer->from.channels;
    for (int32_t row = top; row < top + layer->window.height; row++) {
        if (row < 0 || row >= layer->from.height) {
            fill(column, layer->input_zero_point, column_row_bytes);
        } else {
            gather_row(layer, input + row * input_row_bytes, left, column);
        }
        column += column_row_bytes;
    }
}

void kernel_conv2d_s8(const struct kernel_conv2d *layer, const int8_t *input, int8_t *column, int8_t *output)
{
    const struct kernel_window *window = &layer->window;
    const struct kernel_output bounds = layer->output;
    const int32_t length = window->height * window->width * layer->from.channels;
    for (int32_t row = 0; row < layer->to.height; row++) {
        for (int32_t col = 0; col < layer->to.width; col++) {
            gather(
                layer,
                input,
                row * window->stride_height - window->pad_top,
                col * window->stride_width - window->pad_left,
                column);
            kernel_pixel(column, length, layer->weights, layer->channels, layer->to.channels, &bounds, output);
            output += layer->to.channels;
        }
    }
}
