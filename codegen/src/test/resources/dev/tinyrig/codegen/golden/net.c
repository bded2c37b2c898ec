/*
 * one_of_each for stm32f405, written by TinyRig; do not edit.
 *
 * network  023764da6f095236ea7ec504154f0bcc292a5a40fc1a1d7318fe0272305e722a
 * layers   14, 1,924 MACs
 * rounding double, bit-exact with TFLite's reference kernels
 * weights  1,300 bytes in weights.bin
 * arena    392 bytes; 392 are live in the fullest layer
 *
 * offset  bytes  layers   what
 *     96     45    0..0   input 9x5x1
 *    192    100    0..3   conv0 5x5x4
 *    292    100    1..2   depthwise1 5x5x4
 *      0    100    2..3   conv2 5x5x4
 *    192    100    3..4   add3 5x5x4
 *      0    168    4..5   pad4 6x7x4
 *    168     36    5..7   max5 3x3x4
 *     72     36    6..7   pool6 3x3x4
 *      0     72    7..8   concatenation7 3x3x8
 *      0     72    8..9   rescale8 3x3x8
 *     72     24    9..10  mean9 3x1x8
 *     72     24   10..11  reshape10 1x3x8
 *      0      8   11..12  pool11 1x1x8
 *      8      3   12..13  dense12 1x1x3
 *      8      3   13..13  softmax13 1x1x3
 *      0     96    0..0   conv0 scratch
 *      0    192    1..1   depthwise1 scratch
 *    100     32    2..2   conv2 scratch
 */
#include "net.h"

#include "kernel.h"

extern const int32_t net_conv0_weights[18];
extern const int8_t net_depthwise1_weights[39];
extern const struct kernel_channel_factor net_depthwise1_channels[4];
extern const uint8_t net_depthwise1_shifts[4];
extern const int32_t net_conv2_weights[14];
extern const int32_t net_dense12_weights[18];
extern const float net_softmax13_exponentials[256];

static const struct kernel_tiled_conv2d layer_conv0 = {
    .from = {.height = 9, .width = 5, .channels = 1},
    .to = {.height = 5, .width = 5, .channels = 4},
    .window = {.height = 3, .width = 2, .stride_height = 2, .stride_width = 1, .pad_top = 1, .pad_left = 0},
    .input_zero_point = -128,
    .product = {
        .matrix = {.length = 8, .pairs = 2, .zero_point = -127, .stride = 4, .min = -128, .max = 127, .stream = net_conv0_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_linear_saturate,
    },
};

static const struct kernel_depthwise_3x3 layer_depthwise1 = {
    .from = {.height = 5, .width = 5, .channels = 4},
    .to = {.height = 5, .width = 5, .channels = 4},
    .window = {.height = 3, .width = 3, .stride_height = 1, .stride_width = 1, .pad_top = 1, .pad_left = 1},
    .input_zero_point = -127,
    .shifts = net_depthwise1_shifts,
    .plane_rows = 3,
    .plane_blocks = 2,
    .run = kernel_depthwise_3x3_s1_relu,
    .weights = net_depthwise1_weights,
    .channels = net_depthwise1_channels,
    .output = {.zero_point = 22, .min = 22, .max = 127},
};

static const struct kernel_tiled_pointwise layer_conv2 = {
    .pixels = 25,
    .product = {
        .matrix = {.length = 4, .pairs = 2, .zero_point = -128, .stride = 4, .min = -128, .max = 127, .stream = net_conv2_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_relu_saturate,
    },
};

static const struct kernel_add layer_add3 = {
    .elements = 100,
    .left_zero_point = -127,
    .right_zero_point = -128,
    .left = {.multiplier = 1663133248, .left_shift = 0, .right_shift = 3},
    .right = {.multiplier = 1073741824, .left_shift = 0, .right_shift = 0},
    .sum = {.multiplier = 1285102743, .left_shift = 0, .right_shift = 18},
    .output = {.zero_point = -37, .min = -100, .max = 90},
};

static const struct kernel_pad layer_pad4 = {
    .from = {.height = 5, .width = 5, .channels = 4},
    .to = {.height = 6, .width = 7, .channels = 4},
    .top = 0,
    .left = 2,
    .value = -37,
};

static const struct kernel_max_pool layer_max5 = {
    .from = {.height = 6, .width = 7, .channels = 4},
    .to = {.height = 3, .width = 3, .channels = 4},
    .window = {.height = 2, .width = 2, .stride_height = 2, .stride_width = 2, .pad_top = 0, .pad_left = 0},
    .min = -37,
    .max = 127,
};

static const struct kernel_average_pool layer_pool6 = {
    .from = {.height = 3, .width = 3, .channels = 4},
    .to = {.height = 3, .width = 3, .channels = 4},
    .window = {.height = 1, .width = 1, .stride_height = 1, .stride_width = 1, .pad_top = 0, .pad_left = 0},
};

static const struct kernel_concatenation layer_concatenation7 = {
    .runs = 9,
    .left_run = 4,
    .right_run = 4,
};

static const struct kernel_rescale layer_rescale8 = {
    .elements = 72,
    .input_zero_point = -37,
    .factor = {.multiplier = 1638129015, .left_shift = 0, .right_shift = 0},
    .output = {.zero_point = 22, .min = -128, .max = 127},
};

static const struct kernel_mean layer_mean9 = {
    .from = {.height = 3, .width = 3, .channels = 8},
    .to = {.height = 3, .width = 1, .channels = 8},
    .input_zero_point = 22,
    .factor = {.multiplier = 723650060, .left_shift = 0, .right_shift = 0},
    .output = {.zero_point = 50, .min = -128, .max = 127},
};

static const struct kernel_reshape layer_reshape10 = {
    .elements = 24,
};

static const struct kernel_average_pool layer_pool11 = {
    .from = {.height = 1, .width = 3, .channels = 8},
    .to = {.height = 1, .width = 1, .channels = 8},
    .window = {.height = 1, .width = 3, .stride_height = 1, .stride_width = 1, .pad_top = 0, .pad_left = 0},
};

static const struct kernel_tiled_dot layer_dense12 = {
    .matrix = {.length = 8, .pairs = 1, .zero_point = -97, .stride = 3, .min = -128, .max = 127, .stream = net_dense12_weights},
    .channels = 3,
    .rounds_once = 0,
};

static const struct kernel_softmax layer_softmax13 = {
    .pixels = 1,
    .channels = 3,
    .exponentials = net_softmax13_exponentials,
};

const struct net_info net_info = {
    .model = "one_of_each",
    .input_bytes = 45,
    .output_bytes = 3,
    .arena_bytes = 392,
    .input_bias = 0,
    .output_scale = 0x1.0p-8f,
    .output_zero_point = -128,
};

__attribute__((section(".arena"), aligned(16))) int8_t net_arena[392];

int8_t *net_input(void)
{
    return net_arena + 96;
}

const int8_t *net_output(void)
{
    return net_arena + 8;
}

void net_run(void)
{
    /* conv0: 9x5x1 -> 5x5x4, 600 MACs */
    kernel_tiled_conv2d_s8(&layer_conv0, net_arena + 96, net_arena + 0, net_arena + 192);
    /* depthwise1: 5x5x4 -> 5x5x4, 900 MACs */
    kernel_depthwise_3x3_s8(&layer_depthwise1, net_arena + 192, net_arena + 0, net_arena + 292);
    /* conv2: 5x5x4 -> 5x5x4, 400 MACs */
    kernel_tiled_pointwise_s8(&layer_conv2, net_arena + 292, net_arena + 100, net_arena + 0);
    /* add3: 5x5x4 + 5x5x4 -> 5x5x4 */
    kernel_add_s8(&layer_add3, net_arena + 192, net_arena + 0, net_arena + 192);
    /* pad4: 5x5x4 -> 6x7x4 */
    kernel_pad_s8(&layer_pad4, net_arena + 192, net_arena + 0);
    /* max5: 6x7x4 -> 3x3x4 */
    kernel_max_pool_s8(&layer_max5, net_arena + 0, net_arena + 168);
    /* pool6: 3x3x4 -> 3x3x4 */
    kernel_average_pool_s8(&layer_pool6, net_arena + 168, net_arena + 72);
    /* concatenation7: 3x3x4 + 3x3x4 -> 3x3x8 */
    kernel_concatenation_s8(&layer_concatenation7, net_arena + 168, net_arena + 72, net_arena + 0);
    /* rescale8: 3x3x8 -> 3x3x8 */
    kernel_rescale_s8(&layer_rescale8, net_arena + 0, net_arena + 0);
    /* mean9: 3x3x8 -> 3x1x8 */
    kernel_mean_s8(&layer_mean9, net_arena + 0, net_arena + 72);
    /* reshape10: 3x1x8 -> 1x3x8 */
    kernel_reshape_s8(&layer_reshape10, net_arena + 72, net_arena + 72);
    /* pool11: 1x3x8 -> 1x1x8 */
    kernel_average_pool_s8(&layer_pool11, net_arena + 72, net_arena + 0);
    /* dense12: 1x1x8 -> 1x1x3, 24 MACs */
    kernel_tiled_dot_s8(&layer_dense12, net_arena + 0, net_arena + 8);
    /* softmax13: 1x1x3 -> 1x1x3 */
    kernel_softmax_s8(&layer_softmax13, net_arena + 8, net_arena + 8);
}
