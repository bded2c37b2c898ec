/* What kernel_depthwise_rows_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_depthwise_rows.h"
#include "kernel_simd.h"

static int32_t scale_linear(int32_t sum, const struct kernel_depthwise_band *band)
{
    const int32_t product = kernel_add_high_product(sum, sum, band->multiplier);
    return kernel_subtract_high_product(band->zero_point, product + (product >> 31), band->power);
}

static int32_t scale_relu(int32_t sum, const struct kernel_depthwise_band *band)
{
    return kernel_subtract_high_product(
        band->zero_point, kernel_add_high_product(sum, sum, band->multiplier), band->power);
}

static int32_t scale_single(int32_t sum, const struct kernel_depthwise_band *band)
{
    return kernel_add_high_product(band->zero_point, sum, band->multiplier);
}

/* In pairs of stride 1, each word but the last is asked for its lower lane. */
static int32_t weight(const uint32_t *pairs, int32_t tap, int32_t width, int32_t stride)
{
    const int32_t word = stride == 2 ? tap / 2 : tap < width - 1 ? tap : tap - 1;
    const int32_t upper = stride == 2 ? tap % 2 : tap == width - 1;
    return (int16_t)(uint16_t)(pairs[word] >> 16 * upper);
}

static int32_t sum(const struct kernel_depthwise_band *band, const int16_t *lanes, int32_t width, int32_t stride)
{
    const int32_t words = stride == 2 ? width / 2 + 1 : width - 1;
    uint32_t sum = (uint32_t)band->bias[0];
    for (int32_t y = 0; y < band->kernel_rows; y++) {
        for (int32_t x = 0; x < width; x++) {
            sum += (uint32_t)(weight(band->weights + y * words, x, width, stride) * lanes[x]);
        }
        lanes += band->pitch / (int32_t)sizeof *lanes;
    }
    return (int32_t)sum;
}

typedef int32_t scale_function(int32_t sum, const struct kernel_depthwise_band *band);

static void run(struct kernel_depthwise_band *band, int32_t width, int32_t stride, scale_function *scale)
{
    for (; band->rows > 0; band->rows--) {
        for (int32_t i = 0; i < band->width; i++) {
            const int32_t scaled = scale(sum(band, band->lanes + i * stride, width, stride), band);
            *band->output = kernel_saturate(scaled);
            band->output += band->step;
        }
        band->lanes += band->advance / (int32_t)sizeof *band->lanes;
    }
}

#define ROWS_FUNCTION(name, width, stride, rounding)                                                                    \
    void kernel_depthwise_rows_##name##_##rounding(struct kernel_depthwise_band *band)                                    \
    {                                                                                                                  \
        run(band, width, stride, scale_##rounding);                                                                     \
    }

#define ROWS_FUNCTIONS(name, width, stride)                                                                             \
    ROWS_FUNCTION(name, width, stride, linear)                                                                          \
    ROWS_FUNCTION(name, width, stride, relu)                                                                            \
    ROWS_FUNCTION(name, width, stride, single)

ROWS_FUNCTIONS(3x3s1, 3, 1)
ROWS_FUNCTIONS(3x3s2, 3, 2)
ROWS_FUNCTIONS(w3s1, 3, 1)
ROWS_FUNCTIONS(w3s2, 3, 2)
ROWS_FUNCTIONS(w5s1, 5, 1)
ROWS_FUNCTIONS(w5s2, 5, 2)
ROWS_FUNCTIONS(w7s1, 7, 1)
ROWS_FUNCTIONS(w7s2, 7, 2)
