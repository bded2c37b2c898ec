/* What kernel_depthwise_rows_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_depthwise_rows.h"
#include "kernel_simd.h"

enum { LANE_BYTES = 2, WORD_BYTES = 4 };

struct channel {
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

struct kernel {
    int32_t width;
    int32_t stride;
    scale_function *scale;
};

static int32_t words_of_row(const struct kernel *kernel)
{
    return kernel->stride == 1 ? kernel->width - 1 : kernel->width / 2 + 1;
}

/* In pairs of stride 1, each word but the last is asked for its lower lane. */
static int32_t weight(const uint32_t *pairs, int32_t tap, const struct kernel *kernel)
{
    const int32_t last = kernel->width - 1;
    const int32_t word = kernel->stride == 2 ? tap / 2 : tap < last ? tap : tap - 1;
    const int32_t upper = tap == last || (kernel->stride == 2 && tap % 2 == 1);
    return (int16_t)(uint16_t)(pairs[word] >> 16 * upper);
}

static int32_t sum(
    const struct kernel_depthwise_band *band,
    const uint32_t *weights,
    const int16_t *lanes,
    int32_t x,
    const struct kernel *kernel)
{
    uint32_t sum = 0;
    for (int32_t row = 0; row < band->kernel_rows; row++) {
        for (int32_t tap = 0; tap < kernel->width; tap++) {
            sum += (uint32_t)(weight(weights, tap, kernel) * *kernel_lane(lanes, x + tap));
        }
        lanes += band->pitch / LANE_BYTES;
        weights += words_of_row(kernel);
    }
    return (int32_t)sum;
}

static int8_t *run_band(
    const struct kernel_depthwise_group *group,
    const struct kernel_depthwise_band *band,
    const struct channel *channel,
    const struct kernel *kernel,
    int8_t *output)
{
    const int32_t quads = group->span / KERNEL_BLOCK_BYTES / kernel->stride;
    const uint32_t *weights = group->weights + band->weights / WORD_BYTES;
    const int16_t *lanes = group->lanes + band->lanes / LANE_BYTES;
    for (int32_t row = 0; row < band->rows; row++) {
        for (int32_t x = 0; x < 4 * quads + group->tail; x++) {
            const int32_t products = sum(band, weights, lanes, x * kernel->stride, kernel);
            const uint32_t biased = (uint32_t)channel->bias + (uint32_t)products;
            *output = kernel_saturate(kernel->scale((int32_t)biased, channel));
            output += group->step;
        }
        lanes += (group->span + band->kernel_rows * band->pitch + band->onward) / LANE_BYTES;
    }
    return output;
}

static void run(struct kernel_depthwise_group *group, int32_t width, int32_t stride, scale_function *scale)
{
    const struct kernel kernel = {.width = width, .stride = stride, .scale = scale};
    for (; group->channels > 0; group->channels--) {
        const struct channel channel = {
            .bias = group->factors->bias,
            .multiplier = group->factors->multiplier,
            .power = INT32_MIN >> (*group->shifts - 1),
            .zero_point = group->zero_point,
        };
        int8_t *output = group->output;
        for (const struct kernel_depthwise_band *band = group->bands; band != group->bands_end; band++) {
            output = run_band(group, band, &channel, &kernel, output);
        }
        group->weights += group->weight_bytes / WORD_BYTES;
        group->factors++;
        group->shifts++;
        group->output++;
        group->lanes += KERNEL_BLOCK_LANES;
    }
}

static uint32_t pair(int8_t first, int8_t second)
{
    return (uint32_t)(uint16_t)first | (uint32_t)(uint16_t)second << 16;
}

static void unpack(const int8_t *row, uint32_t *pairs, int32_t rows, int32_t width, int32_t stride)
{
    for (; rows > 0; rows--) {
        for (int32_t tap = 0; tap + 1 < width; tap += stride) {
            *pairs++ = pair(row[tap], row[tap + 1]);
        }
        if (stride == 2) {
            *pairs++ = pair(0, row[width - 1]);
        }
        row += width;
    }
}

#define ROWS_FUNCTION(width, stride, rounding)                                                                         \
    void kernel_depthwise_w##width##s##stride##_##rounding(struct kernel_depthwise_group *group)                       \
    {                                                                                                                  \
        run(group, width, stride, scale_##rounding);                                                                   \
    }

#define ROWS_FUNCTIONS(width, stride)                                                                                  \
    void kernel_depthwise_unpack_w##width##s##stride(const int8_t *row, uint32_t *pairs, int32_t rows)                 \
    {                                                                                                                  \
        unpack(row, pairs, rows, width, stride);                                                                       \
    }                                                                                                                  \
    ROWS_FUNCTION(width, stride, linear)                                                                               \
    ROWS_FUNCTION(width, stride, relu)                                                                                 \
    ROWS_FUNCTION(width, stride, single)

ROWS_FUNCTIONS(3, 1)
ROWS_FUNCTIONS(3, 2)
ROWS_FUNCTIONS(5, 1)
ROWS_FUNCTIONS(5, 2)
ROWS_FUNCTIONS(7, 1)
ROWS_FUNCTIONS(7, 2)
