/*
 * The int8 operators, bit-exact with TensorFlow Lite's reference kernels (double rounding).
 * Activations are height x width x channels, int8. No kernel keeps state or calls anything.
 */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

struct kernel_shape {
    int32_t height;
    int32_t width;
    int32_t channels;
};

struct kernel_window {
    int32_t height;
    int32_t width;
    int32_t stride_height;
    int32_t stride_width;
    int32_t pad_top;
    int32_t pad_left;
};

/*
 * What takes the accumulator of one output channel to int8. The bias already holds minus the input's zero point times
 * the sum of the channel's weights, so that kernels multiply the bytes as they are. Little-endian in weights.bin.
 */
struct kernel_channel {
    int32_t bias;
    int32_t multiplier;
    uint16_t left_shift;
    uint16_t right_shift;
};

/* Zero point and fused activation of an output. */
struct kernel_output {
    int32_t zero_point;
    int32_t min;
    int32_t max;
};

/* Fixed-point factor: multiplier * 2^(left_shift - right_shift - 31). */
struct kernel_factor {
    int32_t multiplier;
    uint16_t left_shift;
    uint16_t right_shift;
};

/* Weights: [output channel][kernel row][kernel column][input channel]. */
struct kernel_conv2d {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int8_t input_zero_point;
    const int8_t *weights;
    const struct kernel_channel *channels;
    struct kernel_output output;
};

/* A 1x1 convolution with stride 1. Weights: [output channel][input channel]. */
struct kernel_pointwise {
    int32_t pixels;
    int32_t input_channels;
    int32_t output_channels;
    const int8_t *weights;
    const struct kernel_channel *channels;
    struct kernel_output output;
};

/* Weights: [kernel row][kernel column][channel]. */
struct kernel_depthwise {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int8_t input_zero_point;
    const int8_t *weights;
    const struct kernel_channel *channels;
    struct kernel_output output;
};

/* Weights as a stream that kernel_tile.h describes; kernel_tile_armv7em.S reads this structure word by word. */
struct kernel_matrix {
    int32_t length; /* values a pixel, a multiple of 4 */
    int32_t pairs;  /* of output channels */
    int32_t zero_point;
    int32_t stride; /* bytes from one output pixel to the next */
    int32_t min;
    int32_t max;
    const int32_t *stream;
};

/* Ways to round and clamp, kernel_tiles_<rounding>_<bounds>; kernel_tile.h says when each is right. */
struct kernel_tiles;
extern const struct kernel_tiles kernel_tiles_linear_saturate;
extern const struct kernel_tiles kernel_tiles_linear_clamp;
extern const struct kernel_tiles kernel_tiles_relu_saturate;
extern const struct kernel_tiles kernel_tiles_relu_clamp;
extern const struct kernel_tiles kernel_tiles_single_saturate;
extern const struct kernel_tiles kernel_tiles_single_clamp;

struct kernel_tiled {
    struct kernel_matrix matrix;
    int32_t has_odd_channel; /* one more than the pairs have */
    int32_t tile_pixels;     /* at most, 1 to 4 */
    const struct kernel_tiles *tiles;
};

/* A 1x1 convolution with stride 1 or a dense layer, in register tiles. */
struct kernel_tiled_pointwise {
    int32_t pixels;
    struct kernel_tiled product;
};

/* A single pixel of a 1x1 convolution or a dense layer of few channels. */
struct kernel_tiled_dot {
    struct kernel_matrix matrix;
    int32_t channels;
    int32_t rounds_once; /* the stream is for single rounding */
};

/* Any convolution, in register tiles. Where a column is shorter than the matrix the weights are 0. */
struct kernel_tiled_conv2d {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int8_t input_zero_point;
    struct kernel_tiled product;
};

/* Constants of one channel; kernel_depthwise_rows.h says how its multiplier and right shift are used. */
struct kernel_channel_factor {
    int32_t bias;
    int32_t multiplier;
};

struct kernel_depthwise_group;
struct kernel_depthwise_map;

/*
 * A depthwise convolution whose windows are 3, 5 or 7 wide and 1 or 2 apart, of four channels or more. Weights:
 * [channel][kernel row][kernel column], with 3 bytes more that may be read but do not matter.
 */
struct kernel_planar_depthwise {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int32_t plane_rows;   /* at least those of a window, or all of the picture */
    int32_t plane_blocks; /* of a row; kernel_blocks.h says what they are */
    int8_t input_zero_point;
    const int8_t *weights;
    const struct kernel_channel_factor *channels;
    const uint8_t *shifts;
    void (*unpack)(const int8_t *row, uint32_t *pairs, int32_t rows); /* by kernel width and stride, */
    void (*run)(struct kernel_depthwise_group *group);                /* by rounding too; both 0 where run_map does all */
    /* For maps of 5x5 with padding around them under windows of 5x5, 2 apart, fours of channels only; else 0. */
    void (*run_map)(struct kernel_depthwise_map *map);
    struct kernel_output output;
};

/* How kernel_planar_depthwise makes pairs of successive kernel rows: kernel_depthwise_unpack_w<kernel width>s<stride>. */
void kernel_depthwise_unpack_w3s1(const int8_t *row, uint32_t *pairs, int32_t rows);
void kernel_depthwise_unpack_w3s2(const int8_t *row, uint32_t *pairs, int32_t rows);
void kernel_depthwise_unpack_w5s1(const int8_t *row, uint32_t *pairs, int32_t rows);
void kernel_depthwise_unpack_w5s2(const int8_t *row, uint32_t *pairs, int32_t rows);
void kernel_depthwise_unpack_w7s1(const int8_t *row, uint32_t *pairs, int32_t rows);
void kernel_depthwise_unpack_w7s2(const int8_t *row, uint32_t *pairs, int32_t rows);

/* And how it sums: kernel_depthwise_w<kernel width>s<stride>_<rounding>. */
void kernel_depthwise_w3s1_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w3s1_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w3s1_single(struct kernel_depthwise_group *group);
void kernel_depthwise_w3s2_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w3s2_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w3s2_single(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s1_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s1_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s1_single(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s2_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s2_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w5s2_single(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s1_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s1_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s1_single(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s2_linear(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s2_relu(struct kernel_depthwise_group *group);
void kernel_depthwise_w7s2_single(struct kernel_depthwise_group *group);

/* And how it sums small maps: kernel_depthwise_5x5_map_<rounding>. */
void kernel_depthwise_5x5_map_linear(struct kernel_depthwise_map *map);
void kernel_depthwise_5x5_map_relu(struct kernel_depthwise_map *map);
void kernel_depthwise_5x5_map_single(struct kernel_depthwise_map *map);

struct kernel_depthwise_3x3_group;

/* A depthwise convolution with windows of 3x3, 1 or 2 apart in a row, of four channels or more. Weights: as above. */
struct kernel_depthwise_3x3 {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int32_t plane_rows;   /* at least 3 */
    int32_t plane_blocks; /* of a row; kernel_blocks.h says what they are */
    int8_t input_zero_point;
    const int8_t *weights;
    const struct kernel_channel_factor *channels;
    const uint8_t *shifts;
    void (*run)(struct kernel_depthwise_3x3_group *group); /* by stride and rounding */
    /* For maps of 3x3 or 5x5 with padding around them, if the planes hold all of one; else 0. */
    void (*run_map)(struct kernel_depthwise_map *map);
    struct kernel_output output;
};

/* How kernel_depthwise_3x3 sums: kernel_depthwise_3x3_s<stride>_<rounding>. */
void kernel_depthwise_3x3_s1_linear(struct kernel_depthwise_3x3_group *group);
void kernel_depthwise_3x3_s1_relu(struct kernel_depthwise_3x3_group *group);
void kernel_depthwise_3x3_s1_single(struct kernel_depthwise_3x3_group *group);
void kernel_depthwise_3x3_s2_linear(struct kernel_depthwise_3x3_group *group);
void kernel_depthwise_3x3_s2_relu(struct kernel_depthwise_3x3_group *group);
void kernel_depthwise_3x3_s2_single(struct kernel_depthwise_3x3_group *group);

/* And how it sums small maps: kernel_depthwise_3x3_map<side>_<rounding>. */
void kernel_depthwise_3x3_map3_linear(struct kernel_depthwise_map *map);
void kernel_depthwise_3x3_map3_relu(struct kernel_depthwise_map *map);
void kernel_depthwise_3x3_map3_single(struct kernel_depthwise_map *map);
void kernel_depthwise_3x3_map5_linear(struct kernel_depthwise_map *map);
void kernel_depthwise_3x3_map5_relu(struct kernel_depthwise_map *map);
void kernel_depthwise_3x3_map5_single(struct kernel_depthwise_map *map);

struct kernel_add {
    int32_t elements;
    int32_t left_zero_point;
    int32_t right_zero_point;
    struct kernel_factor left;
    struct kernel_factor right;
    struct kernel_factor sum;
    struct kernel_output output;
};

/*
 * A sum whose left operand has the larger scale, so that its factor is exactly one half, and whose output has all of
 * int8. Factors are as in kernel_tile.h; kernel_add_by_four_armv7em.S reads this structure word by word.
 */
struct kernel_add_by_four {
    int32_t elements;
    int32_t left_offset;  /* zero point << 19 */
    int32_t right_offset; /* zero point << 20 */
    int32_t right_multiplier;
    int32_t right_power;
    int32_t sum_multiplier;
    int32_t sum_power;
    int32_t zero_point;
};

struct kernel_average_pool {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
};

/* Weights: [output][input]. */
struct kernel_fully_connected {
    int32_t inputs;
    int32_t outputs;
    const int8_t *weights;
    const struct kernel_channel *channels;
    struct kernel_output output;
};

/* exponentials[255 - d] = exp(-d * input scale). */
struct kernel_softmax {
    int32_t pixels;
    int32_t channels;
    const float *exponentials;
};

struct kernel_max_pool {
    struct kernel_shape from;
    struct kernel_shape to;
    struct kernel_window window;
    int32_t min;
    int32_t max;
};

/* A side of `to` is 1, and averaged, or that of `from`. The factor divides by the count too. */
struct kernel_mean {
    struct kernel_shape from;
    struct kernel_shape to;
    int32_t input_zero_point;
    struct kernel_factor factor;
    struct kernel_output output;
};

struct kernel_rescale {
    int32_t elements;
    int32_t input_zero_point;
    struct kernel_factor factor;
    struct kernel_output output;
};

struct kernel_pad {
    struct kernel_shape from;
    struct kernel_shape to;
    int32_t top;
    int32_t left;
    int8_t value;
};

struct kernel_reshape {
    int32_t elements;
};

/* Runs of left and right take turns in the output. */
struct kernel_concatenation {
    int32_t runs;
    int32_t left_run;
    int32_t right_run;
};

/* The column holds window.height * window.width * from.channels bytes of scratch. */
void kernel_conv2d_s8(const struct kernel_conv2d *layer, const int8_t *input, int8_t *column, int8_t *output);

void kernel_pointwise_s8(const struct kernel_pointwise *layer, const int8_t *input, int8_t *output);

/* Scratch: 2 * length bytes for each pixel of a tile. */
void kernel_tiled_pointwise_s8(
    const struct kernel_tiled_pointwise *layer, const int8_t *input, void *scratch, int8_t *output);

/* The same for some pixels only, such as a row. */
void kernel_tiled_pointwise_pixels_s8(
    const struct kernel_tiled *product, int32_t pixels, const int8_t *input, void *scratch, int8_t *output);

void kernel_tiled_dot_s8(const struct kernel_tiled_dot *layer, const int8_t *input, int8_t *output);

/* Scratch: 3 * length bytes for each pixel of a tile. */
void kernel_tiled_conv2d_s8(
    const struct kernel_tiled_conv2d *layer, const int8_t *input, void *scratch, int8_t *output);

void kernel_depthwise_s8(const struct kernel_depthwise *layer, const int8_t *input, int8_t *output);

/*
 * Scratch holds plane_rows * plane_blocks blocks of 32 bytes, and the weights of four channels as pairs of lanes. The
 * output may be the input where no output row ends beyond the input rows that its windows reach.
 */
void kernel_planar_depthwise_s8(
    const struct kernel_planar_depthwise *layer, const int8_t *input, void *scratch, int8_t *output);

/* Scratch holds plane_rows * plane_blocks blocks of 32 bytes. The output may be the input as above. */
void kernel_depthwise_3x3_s8(
    const struct kernel_depthwise_3x3 *layer, const int8_t *input, void *scratch, int8_t *output);

/* The output may be either operand. */
void kernel_add_s8(const struct kernel_add *layer, const int8_t *left, const int8_t *right, int8_t *output);

/* The output may be either operand. */
void kernel_add_by_four_s8(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output);

/* The right operand has the larger scale; the structure's left is that one. */
void kernel_add_by_four_swapped_s8(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output);

void kernel_average_pool_s8(const struct kernel_average_pool *layer, const int8_t *input, int8_t *output);

void kernel_fully_connected_s8(const struct kernel_fully_connected *layer, const int8_t *input, int8_t *output);

/* The output may be the input. */
void kernel_softmax_s8(const struct kernel_softmax *layer, const int8_t *input, int8_t *output);

void kernel_max_pool_s8(const struct kernel_max_pool *layer, const int8_t *input, int8_t *output);

void kernel_mean_s8(const struct kernel_mean *layer, const int8_t *input, int8_t *output);

/* The output may be the input. */
void kernel_rescale_s8(const struct kernel_rescale *layer, const int8_t *input, int8_t *output);

void kernel_pad_s8(const struct kernel_pad *layer, const int8_t *input, int8_t *output);

/* The output may be the input; nothing is left to do then. */
void kernel_reshape_s8(const struct kernel_reshape *layer, const int8_t *input, int8_t *output);

void kernel_concatenation_s8(
    const struct kernel_concatenation *layer, const int8_t *left, const int8_t *right, int8_t *output);

#endif
