/* What kernel_depthwise_5x5_map_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_depthwise_map.h"
#include "kernel_depthwise_rows.h"

enum {
    KERNEL_SIDE = 5,
    FROM_SIDE = 5,
    TO_SIDE = 3,
    STRIDE = 2,
    PADDING = 2,
    ROWS = PADDING + FROM_SIDE + PADDING,
    BLOCKS = 3,
    PITCH = BLOCKS * KERNEL_BLOCK_BYTES,
    LANE_BYTES = 2,
    WEIGHT_WORDS = KERNEL_SIDE * 3,
};

typedef void group_function(struct kernel_depthwise_group *group);

/* With planes of its own, in which padding lies around the map. */
static void run_map(struct kernel_depthwise_map *map, group_function *run_group)
{
    int16_t lanes[ROWS * PITCH / LANE_BYTES] = {0};
    uint32_t weights[KERNEL_BLOCK_CHANNELS * WEIGHT_WORDS];
    const struct kernel_blocks blocks = {
        .channels = map->channels,
        .offsets = map->offsets,
        .left = KERNEL_BLOCK_LANES - PADDING,
        .right = FROM_SIDE + PADDING - KERNEL_BLOCK_LANES,
        .rest = KERNEL_BLOCK_BYTES,
    };
    const struct kernel_depthwise_band band = {
        .pitch = PITCH,
        .kernel_rows = KERNEL_SIDE,
        .rows = TO_SIDE,
        .onward = (STRIDE - KERNEL_SIDE) * PITCH,
    };
    struct kernel_depthwise_group group = {
        .factors = map->factors,
        .shifts = map->shifts,
        .weight_bytes = WEIGHT_WORDS * (int32_t)sizeof *weights,
        .zero_point = map->zero_point,
        .step = map->channels,
        .tail = TO_SIDE,
        .bands = &band,
        .bands_end = &band + 1,
    };
    for (; map->groups > 0; map->groups--) {
        kernel_blocks_fill(&blocks, map->input, lanes + PADDING * PITCH / LANE_BYTES, FROM_SIDE);
        kernel_depthwise_unpack_w5s2(map->weights, weights, KERNEL_BLOCK_CHANNELS * KERNEL_SIDE);
        group.weights = weights;
        group.output = map->output;
        group.lanes = lanes;
        group.channels = KERNEL_BLOCK_CHANNELS;
        run_group(&group);
        map->weights += KERNEL_BLOCK_CHANNELS * KERNEL_SIDE * KERNEL_SIDE;
        map->input += KERNEL_BLOCK_CHANNELS;
        map->output += KERNEL_BLOCK_CHANNELS;
    }
}

#define MAP(rounding)                                                                                                  \
    void kernel_depthwise_5x5_map_##rounding(struct kernel_depthwise_map *map)                                         \
    {                                                                                                                  \
        run_map(map, kernel_depthwise_w5s2_##rounding);                                                                \
    }

MAP(linear)
MAP(relu)
MAP(single)
