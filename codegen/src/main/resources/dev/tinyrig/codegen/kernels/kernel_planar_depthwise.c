/*
 * Depthwise convolution four channels at a time: input rows are copied to planes of 16-bit lanes. Rows of padding above and
 * below are left out of the sums. Planes that are too low for the whole picture slide down over it.
 */
#include "kernel_band.h"
#include "kernel_depthwise_map.h"
#include "kernel_depthwise_rows.h"
#include "kernel_requantize.h"

/* Up to three rows above and below that reach into padding, and those between; more are another stretch. */
enum { MOST_BANDS = 8, QUAD = 4 };

/* Else -O3 makes many copies of what is no inner loop. */
#define NOT_INLINED __attribute__((noinline))

/* The planes of four neighbouring channels, and which rows of the picture they hold. */
struct planes {
    struct kernel_block_rows picture;
    int16_t *lanes;
    uint32_t *weights;
    int32_t first_row;
    int32_t end_row;
};

/* Channels of a group that are run, from the first on: the last group may begin with some of the one before. */
struct channels {
    int32_t first;
    int32_t skipped;
};

/* Output rows from some row on that the planes hold all input rows for. */
struct stretch {
    struct kernel_depthwise_band bands[MOST_BANDS];
    struct kernel_depthwise_band *end;
    int32_t end_row;
};

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* Moves rows that are needed again to the top, then fills the planes. */
static void slide(
    const struct kernel_planar_depthwise *layer, struct planes *planes, int32_t first_row, const int8_t *input)
{
    const int32_t pitch = planes->picture.lanes;
    const int32_t kept = planes->end_row > first_row ? planes->end_row - first_row : 0;
    const int32_t loaded = first_row + kept;
    const int32_t end = min(first_row + layer->plane_rows, layer->from.height);
    kernel_blocks_move_up(planes->lanes, planes->lanes + (first_row - planes->first_row) * pitch, kept * pitch);
    kernel_block_rows_load(
        &planes->picture,
        input + loaded * layer->from.width * layer->from.channels,
        planes->lanes + kept * pitch,
        end - loaded);
    planes->first_row = first_row;
    planes->end_row = end;
}

/* Bytes of a kernel row's pairs. */
static int32_t weight_bytes(const struct kernel_window *window)
{
    const int32_t pairs = window->stride_width == 1 ? window->width - 1 : window->width / 2 + 1;
    return pairs * (int32_t)sizeof(uint32_t);
}

/* Bytes of blocks under the quads of a row of outputs, less one to five outputs at its end. */
static int32_t span(const struct kernel_planar_depthwise *layer)
{
    return (layer->to.width - 2) / QUAD * KERNEL_BLOCK_BYTES * layer->window.stride_width;
}

/* How many output rows from this one on are alike: all kernel rows reach into the picture and lie in the planes. */
static int32_t rows_alike(
    const struct kernel_planar_depthwise *layer, const struct planes *planes, struct kernel_reach reach, int32_t left)
{
    if (reach.end - reach.first < layer->window.height) {
        return 1;
    }
    return min((planes->end_row - reach.end) / layer->window.stride_height + 1, left);
}

static struct kernel_depthwise_band band_of(
    const struct kernel_planar_depthwise *layer, const struct planes *planes, struct kernel_reach reach, int32_t rows)
{
    const int32_t pitch = layer->plane_blocks * KERNEL_BLOCK_BYTES;
    const int32_t kernel_rows = reach.end - reach.first;
    return (struct kernel_depthwise_band){
        .lanes = (reach.first - planes->first_row) * pitch,
        .weights = reach.above * weight_bytes(&layer->window),
        .pitch = pitch,
        .kernel_rows = kernel_rows,
        .rewind = kernel_rows * pitch - KERNEL_BLOCK_BYTES * layer->window.stride_width,
        .rows = rows,
        .onward = layer->window.stride_height * pitch - span(layer) - kernel_rows * pitch,
    };
}

/* Finds the bands from this row on. */
NOT_INLINED static void find_stretch(
    const struct kernel_planar_depthwise *layer, const struct planes *planes, int32_t row, struct stretch *stretch)
{
    stretch->end = stretch->bands;
    while (row < layer->to.height && stretch->end < stretch->bands + MOST_BANDS) {
        const struct kernel_reach reach = kernel_reach(&layer->window, layer->from.height, row);
        if (reach.end > planes->end_row) {
            break;
        }
        const int32_t rows = rows_alike(layer, planes, reach, layer->to.height - row);
        *stretch->end++ = band_of(layer, planes, reach, rows);
        row += rows;
    }
    stretch->end_row = row;
}

/* What all groups have in common. */
static struct kernel_depthwise_group group_of(const struct kernel_planar_depthwise *layer)
{
    const int32_t bytes_of_quads = span(layer);
    const int32_t bytes_of_quad = KERNEL_BLOCK_BYTES * layer->window.stride_width;
    return (struct kernel_depthwise_group){
        .weight_bytes = weight_bytes(&layer->window) * layer->window.height,
        .zero_point = layer->output.zero_point,
        .step = layer->to.channels,
        .span = bytes_of_quads,
        .tail = layer->to.width - bytes_of_quads / bytes_of_quad * QUAD,
    };
}

/* Runs channels of the four that the planes hold. */
static inline void run_stretch(
    const struct kernel_planar_depthwise *layer,
    struct kernel_depthwise_group *group,
    const struct planes *planes,
    const struct stretch *stretch,
    struct channels channels,
    int8_t *output)
{
    const int32_t words = group->weight_bytes / (int32_t)sizeof *planes->weights;
    group->weights = planes->weights + channels.skipped * words;
    group->factors = layer->channels + channels.first;
    group->shifts = layer->shifts + channels.first;
    group->output = output + channels.first;
    group->lanes = planes->lanes + channels.skipped * KERNEL_BLOCK_LANES;
    group->channels = KERNEL_BLOCK_CHANNELS - channels.skipped;
    group->bands = stretch->bands;
    group->bands_end = stretch->end;
    layer->run(group);
}

NOT_INLINED static void run_sliding(
    const struct kernel_planar_depthwise *layer,
    struct kernel_depthwise_group *group,
    struct planes *planes,
    struct stretch *stretch,
    struct channels channels,
    const int8_t *input,
    int8_t *output)
{
    planes->first_row = 0;
    planes->end_row = 0;
    for (int32_t row = 0; row < layer->to.height; row = stretch->end_row) {
        const struct kernel_reach reach = kernel_reach(&layer->window, layer->from.height, row);
        if (reach.end > planes->end_row) {
            slide(layer, planes, reach.first, input);
        }
        find_stretch(layer, planes, row, stretch);
        run_stretch(layer, group, planes, stretch, channels, output + row * layer->to.width * layer->to.channels);
    }
}

/* All channels. */
NOT_INLINED static void run_groups(
    const struct kernel_planar_depthwise *layer, const int8_t *input, int16_t *lanes, int8_t *output)
{
    const int32_t rows = min(layer->plane_rows, layer->from.height);
    struct planes planes = {
        .picture = kernel_block_rows_of(
            &layer->from, layer->window.pad_left, layer->plane_blocks, layer->input_zero_point),
        .lanes = lanes,
        .weights = (uint32_t *)(lanes + layer->plane_rows * layer->plane_blocks * KERNEL_BLOCK_BYTES / 2),
        .end_row = rows,
    };
    if (planes.picture.narrow_width > 0 || planes.picture.has_more_blocks) {
        kernel_blocks_clear(lanes, rows * planes.picture.lanes);
    }
    struct stretch stretch;
    find_stretch(layer, &planes, 0, &stretch);
    const int is_whole = rows == layer->from.height && stretch.end_row == layer->to.height;
    struct kernel_depthwise_group group = group_of(layer);
    const int32_t last = layer->from.channels - KERNEL_BLOCK_CHANNELS;
    for (int32_t channel = 0; channel < layer->from.channels; channel += KERNEL_BLOCK_CHANNELS) {
        const int32_t first = min(channel, last);
        const struct channels channels = {.first = channel, .skipped = channel - first};
        layer->unpack(
            layer->weights + first * layer->window.height * layer->window.width,
            planes.weights,
            KERNEL_BLOCK_CHANNELS * layer->window.height);
        if (is_whole) {
            kernel_block_rows_load(&planes.picture, input + first, lanes, rows);
            run_stretch(layer, &group, &planes, &stretch, channels, output);
        } else {
            run_sliding(layer, &group, &planes, &stretch, channels, input + first, output);
        }
    }
}

void kernel_planar_depthwise_s8(
    const struct kernel_planar_depthwise *layer, const int8_t *input, void *scratch, int8_t *output)
{
    if (layer->run_map != 0) {
        struct kernel_depthwise_map map = {
            .weights = layer->weights,
            .factors = layer->channels,
            .shifts = layer->shifts,
            .output = output,
            .input = input,
            .channels = layer->from.channels,
            .lanes = scratch,
            .offsets = (uint16_t)-layer->input_zero_point * UINT32_C(0x10001),
            .zero_point = layer->output.zero_point,
            .groups = layer->from.channels / KERNEL_BLOCK_CHANNELS,
        };
        layer->run_map(&map);
    } else {
        run_groups(layer, input, scratch, output);
    }
    kernel_clamp_all(output, layer->to.height * layer->to.width * layer->to.channels, &layer->output);
}
