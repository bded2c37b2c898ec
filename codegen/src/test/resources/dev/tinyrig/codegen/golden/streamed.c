/*
 * streamed for stm32f405, written by TinyRig; do not edit.
 *
 * network  4f3974fb566eaef29895fa0da7e14dc25a93312d2e5ad5ca432dc86b28a9eda7
 * layers   7, 38,160 MACs
 * rounding double, bit-exact with TFLite's reference kernels
 * weights  1,400 bytes in weights.bin
 * arena    1,480 bytes; 1,480 are live in the fullest layer
 *
 * offset  bytes  layers   what
 *      0    459    0..0   input 17x9x3
 *    460    360    0..1   conv0 9x5x8
 *    460    360    1..2   depthwise1 9x5x8
 *   1200    180    2..6   conv2 9x5x4
 *    800    400    3..6   conv3 9x5x16
 *   1380     80    3..6   depthwise4 9x5x16
 *   1460     20    3..6   conv5 9x5x4
 *   1200    180    3..6   add6 9x5x4
 *    820    336    0..0   conv0 scratch
 *    820    640    1..1   depthwise1 scratch
 *      0     64    2..2   conv2 scratch
 *      0     32    3..3   conv3 scratch
 *      0    800    4..4   depthwise4 scratch
 *      0    128    5..5   conv5 scratch
 */
#include "net.h"

#include "kernel.h"
#include "kernel_band.h"

extern const int32_t net_conv0_weights[76];
extern const int8_t net_depthwise1_weights[75];
extern const struct kernel_channel_factor net_depthwise1_channels[8];
extern const uint8_t net_depthwise1_shifts[8];
extern const int32_t net_conv2_weights[18];
extern const int32_t net_conv3_weights[56];
extern const int8_t net_depthwise4_weights[403];
extern const struct kernel_channel_factor net_depthwise4_channels[16];
extern const uint8_t net_depthwise4_shifts[16];
extern const int32_t net_conv5_weights[26];

static const struct kernel_tiled_conv2d layer_conv0 = {
    .from = {.height = 17, .width = 9, .channels = 3},
    .to = {.height = 9, .width = 5, .channels = 8},
    .window = {.height = 3, .width = 3, .stride_height = 2, .stride_width = 2, .pad_top = 1, .pad_left = 1},
    .input_zero_point = -53,
    .product = {
        .matrix = {.length = 28, .pairs = 4, .zero_point = -128, .stride = 8, .min = -128, .max = 127, .stream = net_conv0_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_relu_saturate,
    },
};

static const struct kernel_depthwise_3x3 layer_depthwise1 = {
    .from = {.height = 9, .width = 5, .channels = 8},
    .to = {.height = 9, .width = 5, .channels = 8},
    .window = {.height = 3, .width = 3, .stride_height = 1, .stride_width = 1, .pad_top = 1, .pad_left = 1},
    .input_zero_point = -128,
    .shifts = net_depthwise1_shifts,
    .plane_rows = 10,
    .plane_blocks = 2,
    .run = kernel_depthwise_3x3_s1_relu,
    .weights = net_depthwise1_weights,
    .channels = net_depthwise1_channels,
    .output = {.zero_point = -128, .min = -128, .max = 127},
};

static const struct kernel_tiled_pointwise layer_conv2 = {
    .pixels = 45,
    .product = {
        .matrix = {.length = 8, .pairs = 2, .zero_point = -36, .stride = 4, .min = -36, .max = 127, .stream = net_conv2_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_relu_clamp,
    },
};

static const struct kernel_tiled_pointwise layer_conv3 = {
    .pixels = 5,
    .product = {
        .matrix = {.length = 4, .pairs = 8, .zero_point = -128, .stride = 16, .min = -128, .max = 127, .stream = net_conv3_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_relu_saturate,
    },
};

static const struct kernel_planar_depthwise layer_depthwise4 = {
    .from = {.height = 9, .width = 5, .channels = 16},
    .to = {.height = 1, .width = 5, .channels = 16},
    .window = {.height = 5, .width = 5, .stride_height = 1, .stride_width = 1, .pad_top = 2, .pad_left = 2},
    .input_zero_point = -128,
    .shifts = net_depthwise4_shifts,
    .plane_rows = 5,
    .plane_blocks = 3,
    .unpack = kernel_depthwise_unpack_w5s1,
    .run = kernel_depthwise_w5s1_relu,
    .weights = net_depthwise4_weights,
    .channels = net_depthwise4_channels,
    .output = {.zero_point = -128, .min = -128, .max = 127},
};

static const struct kernel_tiled_pointwise layer_conv5 = {
    .pixels = 5,
    .product = {
        .matrix = {.length = 16, .pairs = 2, .zero_point = -55, .stride = 4, .min = -100, .max = 90, .stream = net_conv5_weights},
        .has_odd_channel = 0,
        .tile_pixels = 4,
        .tiles = &kernel_tiles_linear_clamp,
    },
};

static const struct kernel_add_by_four layer_add6 = {
    .elements = 20,
    .left_offset = -28835840,
    .right_offset = -37748736,
    .right_multiplier = -1142199694,
    .right_power = -134217728,
    .sum_multiplier = -1361707982,
    .sum_power = -16384,
    .zero_point = -128,
};

const struct net_info net_info = {
    .model = "streamed",
    .input_bytes = 459,
    .output_bytes = 180,
    .arena_bytes = 1480,
    .input_bias = 0,
    .output_scale = 0x1.3971bp6f,
    .output_zero_point = -128,
};

__attribute__((section(".arena"), aligned(16))) int8_t net_arena[1480];

int8_t *net_input(void)
{
    return net_arena + 0;
}

const int8_t *net_output(void)
{
    return net_arena + 1200;
}

/*
 * From conv3 to add6, row by row: of the 9x5x16 in between, 5 rows exist at a time.
 */
static void stream_conv3(void)
{
    struct kernel_tiled_pointwise expand = layer_conv3;
    struct kernel_planar_depthwise depthwise = layer_depthwise4;
    struct kernel_band band = {.rows = net_arena + 800, .row_bytes = 80};
    for (int32_t row = 0; row < 9; row++) {
        const struct kernel_reach reach = kernel_reach_rows(&layer_depthwise4.window, layer_depthwise4.from.height, row, 1);
        kernel_band_drop(&band, reach.first);
        if (band.end < reach.end) {
            expand.pixels = (reach.end - band.end) * 5;
            kernel_tiled_pointwise_s8(&expand, net_arena + 1200 + band.end * 20, net_arena + 0, kernel_band_end(&band));
            band.end = reach.end;
        }
        depthwise.from.height = reach.end - reach.first;
        depthwise.window.pad_top = reach.above;
        kernel_planar_depthwise_s8(&depthwise, band.rows, net_arena + 0, net_arena + 1380);
        kernel_tiled_pointwise_s8(&layer_conv5, net_arena + 1380, net_arena + 0, net_arena + 1460);
        kernel_add_by_four_swapped_s8(&layer_add6, net_arena + 1200 + row * 20, net_arena + 1460, net_arena + 1200 + row * 20);
    }
}

void net_run(void)
{
    /* conv0: 17x9x3 -> 9x5x8, 9,720 MACs */
    kernel_tiled_conv2d_s8(&layer_conv0, net_arena + 0, net_arena + 820, net_arena + 460);
    /* depthwise1: 9x5x8 -> 9x5x8, 3,240 MACs */
    kernel_depthwise_3x3_s8(&layer_depthwise1, net_arena + 460, net_arena + 820, net_arena + 460);
    /* conv2: 9x5x8 -> 9x5x4, 1,440 MACs */
    kernel_tiled_pointwise_s8(&layer_conv2, net_arena + 460, net_arena + 0, net_arena + 1200);
    /* conv3: 9x5x4 -> 9x5x16, 2,880 MACs;
       depthwise4: 9x5x16 -> 9x5x16, 18,000 MACs;
       conv5: 9x5x16 -> 9x5x4, 2,880 MACs;
       add6: 9x5x4 + 9x5x4 -> 9x5x4 */
    stream_conv3();
}
