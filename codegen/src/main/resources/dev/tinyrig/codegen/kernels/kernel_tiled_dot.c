/* A single pixel, so that nothing is gained by widening it once for all channels. */
#include "kernel_simd.h"
#include "kernel_tile.h"

static inline int32_t clamp(int32_t value, int32_t min, int32_t max)
{
    return value < min ? min : value > max ? max : value;
}

/* Linear rounding is right for every output; a multiplier for single rounding has the power 0. */
static inline int8_t finish(const struct kernel_tiled_dot *layer, uint32_t sum, int32_t multiplier, uint8_t shift)
{
    const struct kernel_matrix *matrix = &layer->matrix;
    const int32_t power = shift > 31 ? 0 : (int32_t)(UINT32_MAX << shift);
    const int32_t scaled = layer->rounds_once
                               ? kernel_add_high_product(matrix->zero_point, (int32_t)sum, multiplier)
                               : kernel_add_scaled(matrix->zero_point, (int32_t)sum, multiplier, power);
    return (int8_t)clamp(scaled, matrix->min, matrix->max);
}

/* Of two channels. */
struct sums {
    uint32_t first;
    uint32_t second;
};

/* The products of four values. */
static inline struct sums add_four(struct sums sums, const int8_t *input, const int32_t *weights)
{
    const uint32_t values = kernel_load_word(input);
    const uint32_t even = kernel_even_bytes(values);
    const uint32_t odd = kernel_odd_bytes(values);
    const uint32_t for_even = (uint32_t)weights[0];
    const uint32_t for_odd = (uint32_t)weights[1];
    sums.first = kernel_add_products(sums.first, kernel_even_bytes(for_even), even);
    sums.second = kernel_add_products(sums.second, kernel_odd_bytes(for_even), even);
    sums.first = kernel_add_products(sums.first, kernel_even_bytes(for_odd), odd);
    sums.second = kernel_add_products(sums.second, kernel_odd_bytes(for_odd), odd);
    return sums;
}

#if defined(__ARM_FEATURE_DSP)

/* The same for a word of values in a register, where compilers lose a quarter to copies and addresses. */
#define ADD_FOUR(values)                                                                                               \
    "ldrd %[first], %[second], [%[weights]], #8\n\t"                                                                   \
    "sxtb16 %[even], %[" values "]\n\t"                                                                                \
    "sxtb16 %[" values "], %[" values "], ror #8\n\t"                                                                  \
    "sxtb16 r12, %[first]\n\t"                                                                                         \
    "smlad %[sum0], r12, %[even], %[sum0]\n\t"                                                                         \
    "sxtb16 %[first], %[first], ror #8\n\t"                                                                            \
    "smlad %[sum1], %[first], %[even], %[sum1]\n\t"                                                                    \
    "sxtb16 r12, %[second]\n\t"                                                                                        \
    "smlad %[sum0], r12, %[" values "], %[sum0]\n\t"                                                                   \
    "sxtb16 %[second], %[second], ror #8\n\t"                                                                          \
    "smlad %[sum1], %[second], %[" values "], %[sum1]\n\t"

static inline struct sums add_all(struct sums sums, const int8_t *input, const int32_t *weights, int32_t length)
{
    const int8_t *end = input + length;
    if (length % 8 != 0) {
        sums = add_four(sums, input, weights);
        input += 4;
        weights += 2;
    }
    while (input != end) {
        uint32_t left;
        uint32_t right;
        uint32_t even;
        uint32_t first;
        uint32_t second;
        /* Two words one by one, since the input need not be aligned. */
        __asm__("ldr %[right], [%[input], #4]\n\t"
                "ldr %[left], [%[input]], #8\n\t"
                ADD_FOUR("left")
                ADD_FOUR("right")
                : [left] "=&r"(left), [right] "=&r"(right), [even] "=&r"(even), [first] "=&r"(first),
                  [second] "=&r"(second), [sum0] "+&r"(sums.first), [sum1] "+&r"(sums.second), [input] "+&r"(input),
                  [weights] "+&r"(weights)
                :
                : "r12", "memory");
    }
    return sums;
}

#else

static inline struct sums add_all(struct sums sums, const int8_t *input, const int32_t *weights, int32_t length)
{
    for (const int8_t *end = input + length; input != end; input += 4, weights += 2) {
        sums = add_four(sums, input, weights);
    }
    return sums;
}

#endif

void kernel_tiled_dot_s8(const struct kernel_tiled_dot *layer, const int8_t *input, int8_t *output)
{
    const int32_t length = layer->matrix.length;
    const int32_t *stream = layer->matrix.stream;
    for (int32_t channel = 0; channel < layer->channels; channel += 2) {
        const struct sums bias = {.first = (uint32_t)stream[0], .second = (uint32_t)stream[1]};
        const struct sums sums = add_all(bias, input, stream + 2, length);
        const int32_t *multipliers = stream + 2 + length / 2;
        const uint8_t *shifts = (const uint8_t *)(multipliers + 2);
        output[channel] = finish(layer, sums.first, multipliers[0], shifts[0]);
        if (channel + 1 < layer->channels) {
            output[channel + 1] = finish(layer, sums.second, multipliers[1], shifts[1]);
        }
        stream += 5 + length / 2;
    }
}
