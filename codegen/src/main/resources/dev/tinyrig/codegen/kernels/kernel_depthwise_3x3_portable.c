/* What kernel_depthwise_3x3_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_depthwise_3x3.h"
#include "kernel_simd.h"

enum { KERNEL_ROWS = 3, KERNEL_COLS = 3, LANE_BYTES = 2 };

struct channel {
    const int8_t *weights;
    int32_t bias;
    int32_t multiplier;
    int32_t power;
    int32_t zero_point;
};

static int32_t scale_linear(int32_t sum, const struct channel *channel)
{
    const int32_t product = kernel_add_high_product(sum, sum, channel->multiplier);
    return kernel_subtract_high_product(channel->zero_point, product + (product >> 31), channel->power);
}

static int32_t scale_relu(int32_t sum, const struct channel *channel)
{
    return kernel_subtract_high_product(
        channel->zero_point, kernel_add_high_product(sum, sum, channel->multiplier), channel->power);
}

static int32_t scale_single(int32_t sum, const struct channel *channel)
{
    return kernel_add_high_product(channel->zero_point, sum, channel->multiplier);
}

typedef int32_t scale_function(int32_t sum, const struct channel *channel);

static int32_t sum(const struct channel *channel, const int16_t *lanes, int32_t x, int32_t pitch)
{
    uint32_t sum = (uint32_t)channel->bias;
    for (int32_t row = 0; row < KERNEL_ROWS; row++) {
        for (int32_t col = 0; col < KERNEL_COLS; col++) {
            sum += (uint32_t)(channel->weights[row * KERNEL_COLS + col] * *kernel_lane(lanes, x + col));
        }
        lanes += pitch / LANE_BYTES;
    }
    return (int32_t)sum;
}

static void run_channel(
    const struct kernel_depthwise_3x3_group *group,
    const struct channel *channel,
    int32_t stride,
    scale_function *scale)
{
    const int32_t width = group->span / KERNEL_BLOCK_BYTES * KERNEL_BLOCK_LANES / stride + group->tail;
    const int16_t *lanes = group->lanes;
    int8_t *output = group->output;
    for (int32_t row = 0; row < group->rows; row++) {
        for (int32_t x = 0; x < width; x++) {
            *output = kernel_saturate(scale(sum(channel, lanes, x * stride, group->pitch), channel));
            output += group->step;
        }
        lanes += (group->span + group->advance) / LANE_BYTES;
    }
}

static void run(struct kernel_depthwise_3x3_group *group, int32_t stride, scale_function *scale)
{
    for (; group->channels > 0; group->channels--) {
        const struct channel channel = {
            .weights = group->weights,
            .bias = group->factors->bias,
            .multiplier = group->factors->multiplier,
            .power = INT32_MIN >> (*group->shifts - 1),
            .zero_point = group->zero_point,
        };
        run_channel(group, &channel, stride, scale);
        group->weights += KERNEL_ROWS * KERNEL_COLS;
        group->factors++;
        group->shifts++;
        group->output++;
        group->lanes += KERNEL_BLOCK_LANES;
    }
}

typedef void group_function(struct kernel_depthwise_3x3_group *group);

/* With planes of its own, in which rows of padding lie around the map. */
static void run_map(struct kernel_depthwise_map *map, int32_t side, group_function *run_group)
{
    enum { PADDING = 1 };
    int16_t lanes[7 * 2 * KERNEL_BLOCK_LANES * KERNEL_BLOCK_CHANNELS] = {0};
    const int32_t pitch = 2 * KERNEL_BLOCK_BYTES;
    const struct kernel_blocks blocks = {
        .channels = map->channels,
        .offsets = map->offsets,
        .left = KERNEL_BLOCK_LANES - PADDING,
        .right = side + PADDING - KERNEL_BLOCK_LANES,
        .rest = side == 3 ? KERNEL_BLOCK_BYTES : 0,
    };
    struct kernel_depthwise_3x3_group group = {
        .weights = map->weights,
        .factors = map->factors,
        .shifts = map->shifts,
        .zero_point = map->zero_point,
        .step = map->channels,
        .pitch = pitch,
        .advance = pitch,
        .rows = side,
        .tail = side,
    };
    for (; map->groups > 0; map->groups--) {
        kernel_blocks_fill(&blocks, map->input, lanes + pitch / LANE_BYTES, side);
        group.output = map->output;
        group.lanes = lanes;
        group.channels = KERNEL_BLOCK_CHANNELS;
        run_group(&group);
        map->input += KERNEL_BLOCK_CHANNELS;
        map->output += KERNEL_BLOCK_CHANNELS;
    }
}

#define FUNCTION(stride, rounding)                                                                                     \
    void kernel_depthwise_3x3_s##stride##_##rounding(struct kernel_depthwise_3x3_group *group)                         \
    {                                                                                                                  \
        run(group, stride, scale_##rounding);                                                                          \
    }

FUNCTION(1, linear)
FUNCTION(1, relu)
FUNCTION(1, single)
FUNCTION(2, linear)
FUNCTION(2, relu)
FUNCTION(2, single)

#define MAP(side, rounding)                                                                                            \
    void kernel_depthwise_3x3_map##side##_##rounding(struct kernel_depthwise_map *map)                                 \
    {                                                                                                                  \
        run_map(map, side, kernel_depthwise_3x3_s1_##rounding);                                                        \
    }

MAP(3, linear)
MAP(3, relu)
MAP(3, single)
MAP(5, linear)
MAP(5, relu)
MAP(5, single)
