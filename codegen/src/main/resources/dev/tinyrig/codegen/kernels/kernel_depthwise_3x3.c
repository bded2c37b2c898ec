/*
 * 3x3 depthwise convolution four channels at a time: input rows are copied to planes of 16-bit lanes, rows of padding
 * included. Planes that are too low for the whole picture slide down over it.
 */
#include "kernel_depthwise_3x3.h"
#include "kernel_requantize.h"

enum { KERNEL_ROWS = 3, TAPS = 9 };

/* Else -O3 makes many copies of what is no inner loop. */
#define NOT_INLINED __attribute__((noinline))

/* The planes of four neighbouring channels, and which rows they hold, counted from the first row of padding. */
struct planes {
    struct kernel_block_rows picture;
    int16_t *lanes;
    int32_t first_row;
    int32_t end_row;
};

static inline int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* Rows under all windows, counted with the padding above. */
static inline int32_t all_rows(const struct kernel_depthwise_3x3 *layer)
{
    return (layer->to.height - 1) * layer->window.stride_height + KERNEL_ROWS;
}

/* Rows `begin` to before `end`, counted with the padding above. */
static void load_rows(
    const struct kernel_depthwise_3x3 *layer,
    const struct planes *planes,
    const int8_t *input,
    int32_t begin,
    int32_t end)
{
    const int32_t pitch = planes->picture.lanes;
    const int32_t picture = layer->window.pad_top;
    int16_t *lanes = planes->lanes + (begin - planes->first_row) * pitch;
    for (; begin < end && begin < picture; begin++, lanes += pitch) {
        kernel_blocks_clear(lanes, pitch);
    }
    const int32_t rows = min(end, picture + layer->from.height) - begin;
    if (rows > 0) {
        const int8_t *pixel = input + (begin - picture) * layer->from.width * layer->from.channels;
        kernel_block_rows_load(&planes->picture, pixel, lanes, rows);
        begin += rows;
        lanes += rows * pitch;
    }
    for (; begin < end; begin++, lanes += pitch) {
        kernel_blocks_clear(lanes, pitch);
    }
}

/* Moves rows that are needed again to the top, then fills the planes as far as they go. */
static void slide(
    const struct kernel_depthwise_3x3 *layer, struct planes *planes, const int8_t *input, int32_t first_row)
{
    const int32_t pitch = planes->picture.lanes;
    const int32_t kept = planes->end_row > first_row ? planes->end_row - first_row : 0;
    const int32_t end = min(all_rows(layer), first_row + layer->plane_rows);
    kernel_blocks_move_up(planes->lanes, planes->lanes + (first_row - planes->first_row) * pitch, kept * pitch);
    planes->first_row = first_row;
    load_rows(layer, planes, input, first_row + kept, end);
    planes->end_row = end;
}

/* What all groups have in common. */
static struct kernel_depthwise_3x3_group group_of(const struct kernel_depthwise_3x3 *layer)
{
    const int32_t stride = layer->window.stride_width;
    const int32_t pitch = layer->plane_blocks * KERNEL_BLOCK_BYTES;
    const int32_t span = layer->to.width / KERNEL_BLOCK_LANES * KERNEL_BLOCK_BYTES * stride;
    return (struct kernel_depthwise_3x3_group){
        .zero_point = layer->output.zero_point,
        .step = layer->to.channels,
        .pitch = pitch,
        .span = span,
        .advance = layer->window.stride_height * pitch - span,
        .tail = layer->to.width % KERNEL_BLOCK_LANES,
    };
}

NOT_INLINED static void run_sliding(
    const struct kernel_depthwise_3x3 *layer,
    const struct kernel_depthwise_3x3_group *group,
    struct planes *planes,
    const int8_t *input)
{
    const int32_t stride = layer->window.stride_height;
    int32_t rows = 0;
    planes->first_row = 0;
    planes->end_row = 0;
    for (int32_t row = 0; row < layer->to.height; row += rows) {
        slide(layer, planes, input, row * stride);
        rows = (planes->end_row - planes->first_row - KERNEL_ROWS) / stride + 1;
        struct kernel_depthwise_3x3_group stretch = *group;
        stretch.rows = rows;
        stretch.output += row * layer->to.width * layer->to.channels;
        layer->run(&stretch);
    }
}

/* In planes that hold all rows, the rows of padding are as they were for the group before. */
static inline void run_whole(
    const struct kernel_depthwise_3x3 *layer,
    struct kernel_depthwise_3x3_group *group,
    const struct planes *planes,
    const int8_t *input)
{
    const int32_t top = layer->window.pad_top;
    const int32_t rows = min(all_rows(layer) - top, layer->from.height);
    kernel_block_rows_load(&planes->picture, input, planes->lanes + top * planes->picture.lanes, rows);
    group->rows = layer->to.height;
    layer->run(group);
}

/* Blocks that no pixel ever fills, and whole planes' rows of padding. */
static void clear_padding(
    const struct kernel_depthwise_3x3 *layer, const struct kernel_block_rows *picture, int16_t *lanes, int32_t rows)
{
    const int32_t pitch = picture->lanes;
    const int32_t above = layer->window.pad_top;
    const int32_t below = min(above + layer->from.height, rows);
    if (picture->narrow_width > 0 || picture->has_more_blocks) {
        kernel_blocks_clear(lanes, rows * pitch);
        return;
    }
    kernel_blocks_clear(lanes, min(above, rows) * pitch);
    kernel_blocks_clear(lanes + below * pitch, (rows - below) * pitch);
}

/* Channels from this one on. */
NOT_INLINED static void run_groups(
    const struct kernel_depthwise_3x3 *layer, int32_t channel, const int8_t *input, int16_t *lanes, int8_t *output)
{
    const int32_t rows = min(layer->plane_rows, all_rows(layer));
    const int is_whole = rows == all_rows(layer);
    struct planes planes = {
        .picture = kernel_block_rows_of(
            &layer->from, layer->window.pad_left, layer->plane_blocks, layer->input_zero_point),
        .lanes = lanes,
    };
    struct kernel_depthwise_3x3_group group = group_of(layer);
    clear_padding(layer, &planes.picture, lanes, rows);
    /* The last group may begin with channels of the one before, which it leaves alone. */
    const int32_t last = layer->from.channels - KERNEL_BLOCK_CHANNELS;
    for (; channel < layer->from.channels; channel += KERNEL_BLOCK_CHANNELS) {
        const int32_t first = channel < last ? channel : last;
        group.weights = layer->weights + channel * TAPS;
        group.factors = layer->channels + channel;
        group.shifts = layer->shifts + channel;
        group.output = output + channel;
        group.lanes = lanes + (channel - first) * KERNEL_BLOCK_LANES;
        group.channels = KERNEL_BLOCK_CHANNELS - (channel - first);
        if (is_whole) {
            run_whole(layer, &group, &planes, input + first);
        } else {
            run_sliding(layer, &group, &planes, input + first);
        }
    }
}

/* All whole groups of a small map. */
static int32_t run_map(
    const struct kernel_depthwise_3x3 *layer, const int8_t *input, int16_t *lanes, int8_t *output)
{
    const int32_t groups = layer->from.channels / KERNEL_BLOCK_CHANNELS;
    struct kernel_depthwise_map map = {
        .weights = layer->weights,
        .factors = layer->channels,
        .shifts = layer->shifts,
        .output = output,
        .input = input,
        .channels = layer->from.channels,
        .lanes = lanes,
        .offsets = (uint16_t)-layer->input_zero_point * UINT32_C(0x10001),
        .zero_point = layer->output.zero_point,
        .groups = groups,
    };
    layer->run_map(&map);
    return groups * KERNEL_BLOCK_CHANNELS;
}

void kernel_depthwise_3x3_s8(
    const struct kernel_depthwise_3x3 *layer, const int8_t *input, void *scratch, int8_t *output)
{
    const int32_t done = layer->run_map != 0 ? run_map(layer, input, scratch, output) : 0;
    if (done < layer->from.channels) {
        run_groups(layer, done, input, scratch, output);
    }
    kernel_clamp_all(output, layer->to.height * layer->to.width * layer->to.channels, &layer->output);
}
