/*
 * Depthwise convolution four channels at a time: input rows are copied to a plane of 16-bit lanes per channel, less the
 * zero point and with zeros left and right. Rows of padding above and below are left out of the sums. Planes that are
 * too low for the whole picture slide down over it.
 */
#include "kernel_band.h"
#include "kernel_depthwise_rows.h"
#include "kernel_requantize.h"
#include "kernel_simd.h"

enum { CHANNELS = 4 };

/* Else -O3 makes many copies of what is no inner loop. */
#define NOT_INLINED __attribute__((noinline))

/* The planes of four neighbouring channels, and which rows of the picture they hold. */
struct planes {
    int16_t *lanes;
    int32_t size;
    uint32_t *weights;
    int32_t first_row;
    int32_t end_row;
};

static inline void store_lanes(int16_t *to, uint32_t lanes)
{
    __builtin_memcpy(to, &lanes, sizeof lanes);
}

static inline void load_pixel(const int8_t *pixel, int32_t zero_point, int16_t *lanes, int32_t plane)
{
    for (int32_t c = 0; c < CHANNELS; c++) {
        lanes[c * plane] = (int16_t)(pixel[c] - zero_point);
    }
}

/* `offsets` has minus the zero point in both lanes. */
static inline void load_two_pixels(
    const int8_t *pixel, int32_t channels, uint32_t offsets, int16_t *lanes, int32_t plane)
{
    const uint32_t left = kernel_load_word(pixel);
    const uint32_t right = kernel_load_word(pixel + channels);
    const uint32_t even_left = kernel_add_even_bytes(offsets, left);
    const uint32_t even_right = kernel_add_even_bytes(offsets, right);
    const uint32_t odd_left = kernel_add_odd_bytes(offsets, left);
    const uint32_t odd_right = kernel_add_odd_bytes(offsets, right);
    store_lanes(lanes, kernel_lower_lanes(even_left, even_right));
    store_lanes(lanes + plane, kernel_lower_lanes(odd_left, odd_right));
    store_lanes(lanes + 2 * plane, kernel_upper_lanes(even_left, even_right));
    store_lanes(lanes + 3 * plane, kernel_upper_lanes(odd_left, odd_right));
}

/* Words of lanes are aligned, so that rows which start in an upper lane begin with a single pixel. */
NOT_INLINED static void load_rows(
    const struct kernel_planar_depthwise *layer, const int8_t *pixel, int16_t *lanes, int32_t plane, int32_t rows)
{
    const int32_t channels = layer->from.channels;
    const int32_t zero_point = layer->input_zero_point;
    const uint32_t offsets = (uint16_t)-zero_point * UINT32_C(0x10001);
    const int32_t first = layer->window.pad_left % 2;
    for (; rows > 0; rows--) {
        int16_t *to = lanes + layer->window.pad_left;
        int32_t left = layer->from.width - first;
        if (first) {
            load_pixel(pixel, zero_point, to, plane);
            pixel += channels;
            to++;
        }
        for (; left >= 2; left -= 2) {
            load_two_pixels(pixel, channels, offsets, to, plane);
            pixel += 2 * channels;
            to += 2;
        }
        if (left > 0) {
            load_pixel(pixel, zero_point, to, plane);
            pixel += channels;
        }
        lanes += layer->plane_lanes;
    }
}

NOT_INLINED static void move_rows(int16_t *plane, int32_t pitch, int32_t from, int32_t rows)
{
    uint32_t *to = (uint32_t *)plane;
    const uint32_t *row = to + from * pitch / 2;
    for (int32_t i = 0; i < rows * pitch / 2; i++) {
        to[i] = row[i];
    }
}

/* Moves rows that are needed again to the top, then fills the planes. */
static void slide(
    const struct kernel_planar_depthwise *layer, struct planes *planes, int32_t first_row, const int8_t *input)
{
    const int32_t pitch = layer->plane_lanes;
    const int32_t kept = planes->end_row > first_row ? planes->end_row - first_row : 0;
    for (int32_t c = 0; c < CHANNELS && kept > 0; c++) {
        move_rows(planes->lanes + c * planes->size, pitch, first_row - planes->first_row, kept);
    }
    const int32_t room = first_row + layer->plane_rows;
    const int32_t end = room < layer->from.height ? room : layer->from.height;
    load_rows(
        layer,
        input + (first_row + kept) * layer->from.width * layer->from.channels,
        planes->lanes + kept * pitch,
        planes->size,
        end - first_row - kept);
    planes->first_row = first_row;
    planes->end_row = end;
}

/* One kernel row as pairs of lanes; reads up to 3 bytes beyond the row. */
static inline void unpack_row(const int8_t *row, uint32_t *pairs, int32_t width, int32_t stride)
{
    const uint32_t even = kernel_even_bytes(kernel_load_word(row));
    const uint32_t odd = kernel_odd_bytes(kernel_load_word(row));
    const uint32_t rest = width > 3 ? kernel_load_word(row + 4) : 0;
    const uint32_t even_rest = kernel_even_bytes(rest);
    const uint32_t odd_rest = kernel_odd_bytes(rest);
    if (stride == 2) {
        const uint32_t upper = kernel_upper_lanes(even, odd);
        *pairs++ = kernel_lower_lanes(even, odd);
        *pairs++ = width == 3 ? upper & UINT16_MAX : upper;
        if (width > 3) {
            const uint32_t lower = kernel_lower_lanes(even_rest, odd_rest);
            *pairs++ = width == 5 ? lower & UINT16_MAX : lower;
        }
        if (width > 5) {
            *pairs = kernel_upper_lanes(even_rest, odd_rest) & UINT16_MAX;
        }
        return;
    }
    *pairs++ = kernel_lower_lanes(even, odd);
    *pairs++ = kernel_mixed_lanes(odd, even);
    if (width > 3) {
        *pairs++ = kernel_upper_lanes(even, odd);
        *pairs++ = kernel_lower_lanes(odd >> 16, even_rest);
    }
    if (width > 5) {
        *pairs++ = kernel_lower_lanes(even_rest, odd_rest);
        *pairs = kernel_mixed_lanes(odd_rest, even_rest);
    }
}

static inline int32_t words_of_row(const struct kernel_window *window)
{
    return window->stride_width == 1 ? window->width - 1 : window->width / 2 + 1;
}

NOT_INLINED static void unpack_weights(const struct kernel_planar_depthwise *layer, int32_t group, uint32_t *pairs)
{
    const int32_t width = layer->window.width;
    const int32_t words = words_of_row(&layer->window);
    const int32_t rows = layer->window.height;
    const int8_t *row = layer->weights + group * rows * width;
    for (int32_t i = 0; i < CHANNELS * rows; i++) {
        unpack_row(row, pairs, width, layer->window.stride_width);
        row += width;
        pairs += words;
    }
}

/* What stays the same in all bands of a channel. */
NOT_INLINED static void set_channel(const struct kernel_planar_depthwise *layer, int32_t channel, struct kernel_depthwise_band *band)
{
    const struct kernel_channel_factor *factor = &layer->channels[channel];
    band->pitch = layer->plane_lanes * (int32_t)sizeof *band->lanes;
    for (int32_t i = 0; i < 4; i++) {
        band->bias[i] = factor->bias;
    }
    band->multiplier = factor->multiplier;
    band->power = INT32_MIN >> (layer->shifts[channel] - 1);
    band->zero_point = layer->output.zero_point;
    band->step = layer->to.channels;
    band->advance = band->pitch * layer->window.stride_height;
    band->width = layer->to.width;
}

/* How many output rows from this one on are alike: all kernel rows reach into the picture and lie in the planes. */
static int32_t rows_alike(
    const struct kernel_planar_depthwise *layer, const struct planes *planes, struct kernel_reach reach, int32_t left)
{
    if (reach.end - reach.first < layer->window.height) {
        return 1;
    }
    const int32_t rows = (planes->end_row - reach.end) / layer->window.stride_height + 1;
    return rows < left ? rows : left;
}

/* Output rows of the channels from `begin` to the last of the group. */
static void run_band(
    const struct kernel_planar_depthwise *layer,
    const struct planes *planes,
    struct kernel_depthwise_band *channels,
    int32_t begin,
    struct kernel_reach reach,
    int32_t rows,
    int8_t *output)
{
    const int32_t kernel_rows = reach.end - reach.first;
    const int32_t words = words_of_row(&layer->window);
    const int32_t rewind = kernel_rows * channels->pitch - 8 * layer->window.stride_width;
    const int32_t lanes = (reach.first - planes->first_row) * layer->plane_lanes;
    kernel_depthwise_rows_function *run = kernel_rows == 3 ? layer->rows->three : layer->rows->any;
    for (int32_t c = begin; c < CHANNELS; c++) {
        struct kernel_depthwise_band *band = &channels[c];
        band->weights = planes->weights + (c * layer->window.height + reach.above) * words;
        band->kernel_rows = kernel_rows;
        band->rewind = rewind;
        band->output = output + c;
        band->lanes = planes->lanes + c * planes->size + lanes;
        band->rows = rows;
        run(band);
    }
}

static void run_group(
    const struct kernel_planar_depthwise *layer,
    struct planes *planes,
    const int8_t *input,
    int32_t group,
    int32_t begin,
    int8_t *output)
{
    struct kernel_depthwise_band channels[CHANNELS];
    for (int32_t c = 0; c < CHANNELS; c++) {
        set_channel(layer, group + c, &channels[c]);
    }
    planes->first_row = 0;
    planes->end_row = 0;
    int32_t row = 0;
    while (row < layer->to.height) {
        const struct kernel_reach reach = kernel_reach(&layer->window, layer->from.height, row);
        if (reach.end > planes->end_row) {
            slide(layer, planes, reach.first, input + group);
        }
        const int32_t rows = rows_alike(layer, planes, reach, layer->to.height - row);
        run_band(
            layer, planes, channels, begin, reach, rows, output + row * layer->to.width * layer->to.channels + group);
        row += rows;
    }
}

void kernel_planar_depthwise_s8(
    const struct kernel_planar_depthwise *layer, const int8_t *input, void *scratch, int8_t *output)
{
    const int32_t size = layer->plane_rows * layer->plane_lanes;
    uint32_t *words = scratch;
    struct planes planes = {
        .lanes = scratch,
        .size = size,
        .weights = words + CHANNELS * size / 2,
    };
    for (int32_t i = 0; i < CHANNELS * size / 2; i++) {
        words[i] = 0;
    }
    /* The last group may begin with channels of the one before, which it leaves alone. */
    const int32_t last = layer->from.channels - CHANNELS;
    for (int32_t channel = 0; channel < layer->from.channels; channel += CHANNELS) {
        const int32_t group = channel < last ? channel : last;
        unpack_weights(layer, group, planes.weights);
        run_group(layer, &planes, input, group, channel - group, output);
    }
    kernel_clamp_all(output, layer->to.height * layer->to.width * layer->to.channels, &layer->output);
}
