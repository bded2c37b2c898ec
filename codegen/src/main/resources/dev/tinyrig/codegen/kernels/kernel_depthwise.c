#include "kernel_requantize.h"

/* The taps of a window that lie in the picture, as rows and columns of the kernel; the end is not included. */
struct taps {
    int32_t row_begin;
    int32_t row_end;
    int32_t col_begin;
    int32_t col_end;
};

static inline int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int is_outside(const struct taps *taps, int32_t row, int32_t col)
{
    return row < taps->row_begin || row >= taps->row_end || col < taps->col_begin || col >= taps->col_end;
}

/* The bias takes every tap for a real one, so a tap in the padding counts as the input's zero point. */
static int32_t padding_sum(const struct kernel_depthwise *layer, const struct taps *taps, const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < layer->window.height; row++) {
        for (int32_t col = 0; col < layer->window.width; col++) {
            if (is_outside(taps, row, col)) {
                sum += weights[(row * layer->window.width + col) * layer->from.channels];
            }
        }
    }
    return sum * layer->input_zero_point;
}

static int is_clipped(const struct kernel_depthwise *layer, const struct taps *taps)
{
    return taps->row_end - taps->row_begin < layer->window.height || taps->col_end - taps->col_begin < layer->window.width;
}

/* Sums of `count` neighbouring channels; `count` is a constant after inlining. The window's first tap is `corner`, maybe below 0. */
static inline void channels_of_pixel(
    const struct kernel_depthwise *layer,
    const struct taps *taps,
    const int8_t *input,
    int32_t corner,
    int32_t first_channel,
    int32_t count,
    int8_t *output)
{
    const int32_t channels = layer->from.channels;
    const struct kernel_channel *channel = layer->channels + first_channel;
    const int8_t *weights = layer->weights + first_channel;
    int32_t sums[4];
    for (int32_t c = 0; c < count; c++) {
        sums[c] = channel[c].bias;
        if (is_clipped(layer, taps)) {
            sums[c] += padding_sum(layer, taps, weights + c);
        }
    }
    for (int32_t row = taps->row_begin; row < taps->row_end; row++) {
        const int32_t first = (row * layer->from.width + taps->col_begin) * channels + first_channel;
        const int8_t *value = input + (corner + first);
        const int8_t *weight = weights + (row * layer->window.width + taps->col_begin) * channels;
        for (int32_t col = taps->col_begin; col < taps->col_end; col++) {
            for (int32_t c = 0; c < count; c++) {
                sums[c] += value[c] * weight[c];
            }
            value += channels;
            weight += channels;
        }
    }
    for (int32_t c = 0; c < count; c++) {
        output[first_channel + c] = kernel_requantize(sums[c], &channel[c], &layer->output);
    }
}

static void pixel(
    const struct kernel_depthwise *layer,
    const struct taps *taps,
    const int8_t *input,
    int32_t corner,
    int8_t *output)
{
    int32_t c = 0;
    for (; c + 4 <= layer->from.channels; c += 4) {
        channels_of_pixel(layer, taps, input, corner, c, 4, output);
    }
    for (; c < layer->from.channels; c++) {
        channels_of_pixel(layer, taps, input, corner, c, 1, output);
    }
}

void kernel_depthwise_s8(const struct kernel_depthwise *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_window *window = &layer->window;
    for (int32_t row = 0; row < layer->to.height; row++) {
        const int32_t top = row * window->stride_height - window->pad_top;
        for (int32_t col = 0; col < layer->to.width; col++) {
            const int32_t left = col * window->stride_width - window->pad_left;
            const struct taps taps = {
                .row_begin = max(0, -top),
                .row_end = min(window->height, layer->from.height - top),
                .col_begin = max(0, -left),
                .col_end = min(window->width, layer->from.width - left),
            };
            pixel(layer, &taps, input, (top * layer->from.width + left) * layer->from.channels, output);
            output += layer->to.channels;
        }
    }
}
