/* Sums over a rectangle of pixels, for pools and means. */
#ifndef KERNEL_SUMS_H
#define KERNEL_SUMS_H

#include "kernel.h"
#include "kernel_simd.h"

/* Bytes that a lane of 16 bits can sum. */
#define KERNEL_SUMS_LANE 255

/* Of a picture `width` pixels wide. */
struct kernel_rectangle {
    int32_t rows;
    int32_t cols;
    int32_t width;
    int32_t channels;
};

static inline int32_t kernel_sum(const int8_t *input, const struct kernel_rectangle *area)
{
    int32_t sum = 0;
    for (int32_t row = 0; row < area->rows; row++) {
        for (int32_t col = 0; col < area->cols; col++) {
            sum += input[(row * area->width + col) * area->channels];
        }
    }
    return sum;
}

/* How many channels from the first on can be summed four at a time. */
static inline int32_t kernel_sums_of_four(const struct kernel_rectangle *area)
{
    return area->cols <= KERNEL_SUMS_LANE ? area->channels / 4 * 4 : 0;
}

/* Four neighbouring channels, as many rows at a time as lanes can hold. */
static inline void kernel_sum_four(const int8_t *input, const struct kernel_rectangle *area, int32_t sums[4])
{
    const int32_t most = KERNEL_SUMS_LANE / area->cols;
    sums[0] = sums[1] = sums[2] = sums[3] = 0;
    for (int32_t row = 0; row < area->rows;) {
        const int32_t end = area->rows - row > most ? row + most : area->rows;
        uint32_t even = 0;
        uint32_t odd = 0;
        for (; row < end; row++) {
            const int8_t *pixel = input + row * area->width * area->channels;
            for (int32_t col = area->cols; col > 0; col--) {
                const uint32_t word = kernel_load_word(pixel);
                even = kernel_add_even_bytes(even, word);
                odd = kernel_add_odd_bytes(odd, word);
                pixel += area->channels;
            }
        }
        sums[0] += (int16_t)(uint16_t)even;
        sums[1] += (int16_t)(uint16_t)odd;
        sums[2] += (int16_t)(uint16_t)(even >> 16);
        sums[3] += (int16_t)(uint16_t)(odd >> 16);
    }
}

#endif
