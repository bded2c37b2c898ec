#include "kernel_requantize.h"

/* The taps of a window in the order of their weights: a rectangle in the picture, padding around it. */
struct taps {
    int32_t rows;
    int32_t cols;
    int32_t before;
    int32_t between;
    int32_t after;
};

static inline int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* Taps in the padding count as the input's zero point, since the bias takes it off every tap. */
static inline const int8_t *add_padding(
    uint32_t *sums, int32_t count, const int8_t *weight, int32_t taps, int32_t channels, int32_t zero_point)
{
    for (const int8_t *end = weight + taps * channels; weight != end; weight += channels) {
        for (int32_t c = 0; c < count; c++) {
            sums[c] += (uint32_t)(zero_point * weight[c]);
        }
    }
    return weight;
}

static inline const int8_t *add_taps(
    uint32_t *sums, int32_t count, const int8_t *weight, int32_t taps, int32_t channels, const int8_t *value)
{
    for (const int8_t *end = weight + taps * channels; weight != end; weight += channels) {
        for (int32_t c = 0; c < count; c++) {
            sums[c] += (uint32_t)(value[c] * weight[c]);
        }
        value += channels;
    }
    return weight;
}

/*
 * One output pixel of `count` neighbouring channels; `count` is a constant after inlining. The weights are read from
 * first to last: padding before the picture, then per row the taps in the picture and the padding up to the next.
 */
static inline void channels_of_pixel(
    const struct kernel_depthwise *layer,
    const struct taps *taps,
    const int8_t *input,
    int32_t first_channel,
    int32_t count,
    int8_t *output)
{
    const int32_t channels = layer->from.channels;
    const int32_t zero_point = layer->input_zero_point;
    const struct kernel_channel *channel = layer->channels + first_channel;
    const int8_t *weight = layer->weights + first_channel;
    uint32_t sums[4];
    for (int32_t c = 0; c < count; c++) {
        sums[c] = (uint32_t)channel[c].bias;
    }
    input += first_channel;
    weight = add_padding(sums, count, weight, taps->before, channels, zero_point);
    for (int32_t row = 1; row < taps->rows; row++) {
        weight = add_taps(sums, count, weight, taps->cols, channels, input);
        weight = add_padding(sums, count, weight, taps->between, channels, zero_point);
        input += layer->from.width * channels;
    }
    weight = add_taps(sums, count, weight, taps->cols, channels, input);
    add_padding(sums, count, weight, taps->after, channels, zero_point);
    for (int32_t c = 0; c < count; c++) {
        output[first_channel + c] = kernel_requantize(sums[c], &channel[c], &layer->output);
    }
}

static void pixel(const struct kernel_depthwise *layer, const struct taps *taps, const int8_t *input, int8_t *output)
{
    int32_t c = 0;
    for (; c + 4 <= layer->from.channels; c += 4) {
        channels_of_pixel(layer, taps, input, c, 4, output);
    }
    for (; c < layer->from.channels; c++) {
        channels_of_pixel(layer, taps, input, c, 1, output);
    }
}

void kernel_depthwise_s8(const struct kernel_depthwise *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_window *window = &layer->window;
    for (int32_t row = 0; row < layer->to.height; row++) {
        const int32_t top = row * window->stride_height - window->pad_top;
        const int32_t row_begin = max(0, -top);
        const int32_t row_end = min(window->height, layer->from.height - top);
        for (int32_t col = 0; col < layer->to.width; col++) {
            const int32_t left = col * window->stride_width - window->pad_left;
            const int32_t col_begin = max(0, -left);
            const int32_t col_end = min(window->width, layer->from.width - left);
            const struct taps taps = {
                .rows = row_end - row_begin,
                .cols = col_end - col_begin,
                .before = row_begin * window->width + col_begin,
                .between = window->width - (col_end - col_begin),
                .after = (window->height - row_end) * window->width + window->width - col_end,
            };
            const int32_t first = (top + row_begin) * layer->from.width + left + col_begin;
            pixel(layer, &taps, input + first * layer->from.channels, output);
            output += layer->to.channels;
        }
    }
}
