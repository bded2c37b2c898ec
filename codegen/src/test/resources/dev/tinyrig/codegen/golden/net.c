/*
 * one_of_each for stm32f405, written by TinyRig; do not edit.
 *
 * network  dfdbccd4644beb1d2a7e7f4f2fbe69b3196a2bc1a0aea30ba7479370f4ae01e9
 * layers   7, 1,912 MACs
 * weights  1,292 bytes in weights.bin
 * arena    300 bytes; 300 are live in the fullest layer
 *
 * offset  bytes  layers   what
 *    100     45    0..0   input 9x5x1
 *      0    100    0..3   conv0 5x5x4
 *    100    100    1..2   depthwise1 5x5x4
 *    200    100    2..3   conv2 5x5x4
 *      0    100    3..4   add3 5x5x4
 *    100      4    4..5   pool4 1x1x4
 *      0      3    5..6   dense5 1x1x3
 *      0      3    6..6   softmax6 1x1x3
 *    148      6    0..0   conv0 scratch
 */
#include "net.h"

#include "kernel.h"

extern const int8_t net_conv0_weights[24];
extern const struct kernel_channel net_conv0_channels[4];
extern const int8_t net_depthwise1_weights[36];
extern const struct kernel_channel net_depthwise1_channels[4];
extern const int8_t net_conv2_weights[16];
extern const struct kernel_channel net_conv2_channels[4];
extern const int8_t net_dense5_weights[12];
extern const struct kernel_channel net_dense5_channels[3];
extern const float net_softmax6_exponentials[256];

static const struct kernel_conv2d layer_conv0 = {
    .from = {.height = 9, .width = 5, .channels = 1},
    .to = {.height = 5, .width = 5, .channels = 4},
    .window = {.height = 3, .width = 2, .stride_height = 2, .stride_width = 1, .pad_top = 1, .pad_left = 0},
    .input_zero_point = -128,
    .weights = net_conv0_weights,
    .channels = net_conv0_channels,
    .output = {.zero_point = -127, .min = -128, .max = 127},
};

static const struct kernel_depthwise layer_depthwise1 = {
    .from = {.height = 5, .width = 5, .channels = 4},
    .to = {.height = 5, .width = 5, .channels = 4},
    .window = {.height = 3, .width = 3, .stride_height = 1, .stride_width = 1, .pad_top = 1, .pad_left = 1},
    .input_zero_point = -127,
    .weights = net_depthwise1_weights,
    .channels = net_depthwise1_channels,
    .output = {.zero_point = 22, .min = 22, .max = 127},
};

static const struct kernel_pointwise layer_conv2 = {
    .pixels = 25,
    .input_channels = 4,
    .output_channels = 4,
    .weights = net_conv2_weights,
    .channels = net_conv2_channels,
    .output = {.zero_point = -128, .min = -128, .max = 127},
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

static const struct kernel_average_pool layer_pool4 = {
    .from = {.height = 5, .width = 5, .channels = 4},
    .to = {.height = 1, .width = 1, .channels = 4},
    .window = {.height = 5, .width = 5, .stride_height = 1, .stride_width = 1, .pad_top = 0, .pad_left = 0},
};

static const struct kernel_fully_connected layer_dense5 = {
    .inputs = 4,
    .outputs = 3,
    .weights = net_dense5_weights,
    .channels = net_dense5_channels,
    .output = {.zero_point = -128, .min = -128, .max = 127},
};

static const struct kernel_softmax layer_softmax6 = {
    .pixels = 1,
    .channels = 3,
    .exponentials = net_softmax6_exponentials,
};

const struct net_info net_info = {
    .model = "one_of_each",
    .input_bytes = 45,
    .output_bytes = 3,
    .arena_bytes = 300,
    .input_bias = 0,
    .output_scale = 0x1.0p-8f,
    .output_zero_point = -128,
};

__attribute__((section(".arena"), aligned(16))) int8_t net_arena[300];

int8_t *net_input(void)
{
    return net_arena + 100;
}

const int8_t *net_output(void)
{
    return net_arena + 0;
}

void net_run(void)
{
    /* conv0: 9x5x1 -> 5x5x4, 600 MACs */
    kernel_conv2d_s8(&layer_conv0, net_arena + 100, net_arena + 148, net_arena + 0);
    /* depthwise1: 5x5x4 -> 5x5x4, 900 MACs */
    kernel_depthwise_s8(&layer_depthwise1, net_arena + 0, net_arena + 100);
    /* conv2: 5x5x4 -> 5x5x4, 400 MACs */
    kernel_pointwise_s8(&layer_conv2, net_arena + 100, net_arena + 200);
    /* add3: 5x5x4 + 5x5x4 -> 5x5x4 */
    kernel_add_s8(&layer_add3, net_arena + 0, net_arena + 200, net_arena + 0);
    /* pool4: 5x5x4 -> 1x1x4 */
    kernel_average_pool_s8(&layer_pool4, net_arena + 0, net_arena + 100);
    /* dense5: 1x1x4 -> 1x1x3, 12 MACs */
    kernel_fully_connected_s8(&layer_dense5, net_arena + 100, net_arena + 0);
    /* softmax6: 1x1x3 -> 1x1x3 */
    kernel_softmax_s8(&layer_softmax6, net_arena + 0, net_arena + 0);
}
