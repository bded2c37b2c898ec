/* What kernel_tile_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_high_product.h"
#include "kernel_tile.h"

static int32_t scale_linear(int32_t sum, int32_t multiplier, int32_t power, int32_t zero_point)
{
    return kernel_add_scaled(zero_point, sum, multiplier, power);
}

static int32_t scale_relu(int32_t sum, int32_t multiplier, int32_t power, int32_t zero_point)
{
    return kernel_subtract_high_product(zero_point, kernel_add_high_product(sum, sum, multiplier), power);
}

static int32_t scale_single(int32_t sum, int32_t multiplier, int32_t power, int32_t zero_point)
{
    (void)power;
    return kernel_add_high_product(zero_point, sum, multiplier);
}

static inline int32_t clamp(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

static inline int32_t saturate(int32_t value)
{
    return clamp(value, INT8_MIN, INT8_MAX);
}

/* Where value k of a pixel lies among the columns: of each four, 0 and 2 of all pixels come before 1 and 3. */
static inline int32_t place(int32_t k, int32_t pixel, int32_t count)
{
    return (k / 4 * 4 + k % 2 * 2) * count + 2 * pixel + k % 4 / 2;
}

static void widen(const int8_t *pixels, int32_t count, int32_t length, int16_t *columns)
{
    for (int32_t pixel = 0; pixel < count; pixel++) {
        for (int32_t k = 0; k < length; k++) {
            columns[place(k, pixel, count)] = pixels[pixel * length + k];
        }
    }
}

/* Sums are unsigned because a bias may be so near the limits of int32 that it wraps and wraps back. */
static int32_t sum_of_products(
    int32_t bias, const int8_t *weights, int32_t length, const int16_t *columns, int32_t pixel, int32_t count)
{
    uint32_t sum = (uint32_t)bias;
    for (int32_t k = 0; k < length; k++) {
        sum += (uint32_t)(columns[place(k, pixel, count)] * weights[2 * place(k, 0, 1)]);
    }
    return (int32_t)sum;
}

/* Minus one shifted as LSL does. */
static inline int32_t shifted_up(uint8_t shift)
{
    return shift > 31 ? 0 : (int32_t)(UINT32_MAX << shift);
}

typedef int32_t scale_function(int32_t sum, int32_t multiplier, int32_t power, int32_t zero_point);

static inline void tile(
    const struct kernel_matrix *matrix,
    const int8_t *pixels,
    int8_t *output,
    int16_t *columns,
    int32_t count,
    scale_function *scale,
    int is_clamped)
{
    widen(pixels, count, matrix->length, columns);
    const int32_t *stream = matrix->stream;
    for (int32_t channel = 0; channel < 2 * matrix->pairs; channel++) {
        const int32_t second = channel % 2;
        const int8_t *weights = (const int8_t *)(stream + 2) + second;
        const int32_t *multipliers = stream + 2 + matrix->length / 2;
        const int32_t power = shifted_up(((const uint8_t *)(multipliers + 2))[second]);
        for (int32_t pixel = 0; pixel < count; pixel++) {
            const int32_t sum = sum_of_products(stream[second], weights, matrix->length, columns, pixel, count);
            const int32_t scaled = saturate(scale(sum, multipliers[second], power, matrix->zero_point));
            const int32_t bounded = is_clamped ? clamp(scaled, matrix->min, matrix->max) : scaled;
            output[pixel * matrix->stride + channel] = (int8_t)bounded;
        }
        stream += second * (5 + matrix->length / 2);
    }
}

#define TILE(rounding, bounds, is_clamped, count)                                                                     \
    void kernel_tile_##rounding##_##bounds##_##count(                                                                 \
        const struct kernel_matrix *matrix, const int8_t *pixels, int8_t *output, int16_t *columns);                  \
    void kernel_tile_##rounding##_##bounds##_##count(                                                                 \
        const struct kernel_matrix *matrix, const int8_t *pixels, int8_t *output, int16_t *columns)                   \
    {                                                                                                                 \
        tile(matrix, pixels, output, columns, count, scale_##rounding, is_clamped);                                   \
    }

#define TILES(rounding, bounds, is_clamped)                                                                           \
    TILE(rounding, bounds, is_clamped, 1)                                                                             \
    TILE(rounding, bounds, is_clamped, 2)                                                                             \
    TILE(rounding, bounds, is_clamped, 3)                                                                             \
    TILE(rounding, bounds, is_clamped, 4)

TILES(linear, saturate, 0)
TILES(linear, clamp, 1)
TILES(relu, saturate, 0)
TILES(relu, clamp, 1)
TILES(single, saturate, 0)
TILES(single, clamp, 1)
