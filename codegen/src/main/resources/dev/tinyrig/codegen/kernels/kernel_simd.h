/*
 * Instructions of the Armv7E-M DSP extension that C has no words for, and the same in C for other machines. A word holds
 * two lanes of 16 bits, the lower first.
 */
#ifndef KERNEL_SIMD_H
#define KERNEL_SIMD_H

#include "kernel_high_product.h"

#include <stdint.h>

/* Four bytes from any address. */
static inline uint32_t kernel_load_word(const int8_t *from)
{
    uint32_t word;
    __builtin_memcpy(&word, from, sizeof word);
    return word;
}

#if defined(__ARM_FEATURE_DSP)

/* Bytes 0 and 2, sign-extended. */
static inline uint32_t kernel_even_bytes(uint32_t word)
{
    uint32_t lanes;
    __asm__("sxtb16 %0, %1" : "=r"(lanes) : "r"(word));
    return lanes;
}

/* Bytes 1 and 3, sign-extended. */
static inline uint32_t kernel_odd_bytes(uint32_t word)
{
    uint32_t lanes;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(lanes) : "r"(word));
    return lanes;
}

/* Bytes 0 and 2, sign-extended, added to lanes. */
static inline uint32_t kernel_add_even_bytes(uint32_t lanes, uint32_t word)
{
    uint32_t sums;
    __asm__("sxtab16 %0, %1, %2" : "=r"(sums) : "r"(lanes), "r"(word));
    return sums;
}

/* Bytes 1 and 3, sign-extended, added to lanes. */
static inline uint32_t kernel_add_odd_bytes(uint32_t lanes, uint32_t word)
{
    uint32_t sums;
    __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(sums) : "r"(lanes), "r"(word));
    return sums;
}

/* The lower lanes of both. */
static inline uint32_t kernel_lower_lanes(uint32_t first, uint32_t second)
{
    uint32_t lanes;
    __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(lanes) : "r"(first), "r"(second));
    return lanes;
}

/* The upper lanes of both. */
static inline uint32_t kernel_upper_lanes(uint32_t first, uint32_t second)
{
    uint32_t lanes;
    __asm__("pkhtb %0, %2, %1, asr #16" : "=r"(lanes) : "r"(first), "r"(second));
    return lanes;
}

/* The lower lane of one, the upper lane of the other. */
static inline uint32_t kernel_mixed_lanes(uint32_t lower, uint32_t upper)
{
    uint32_t lanes;
    __asm__("pkhbt %0, %1, %2" : "=r"(lanes) : "r"(lower), "r"(upper));
    return lanes;
}

/* The products of the lower lanes and of the upper lanes, added to a sum. */
static inline uint32_t kernel_add_products(uint32_t sum, uint32_t left, uint32_t right)
{
    __asm__("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(left), "r"(right));
    return sum;
}

/* The larger of each pair of bytes, and the smaller. */
static inline uint32_t kernel_larger_bytes(uint32_t left, uint32_t right)
{
    uint32_t larger;
    __asm__("ssub8 %0, %1, %2\n\tsel %0, %1, %2" : "=&r"(larger) : "r"(left), "r"(right));
    return larger;
}

static inline uint32_t kernel_smaller_bytes(uint32_t left, uint32_t right)
{
    uint32_t smaller;
    __asm__("ssub8 %0, %1, %2\n\tsel %0, %2, %1" : "=&r"(smaller) : "r"(left), "r"(right));
    return smaller;
}

#else

static inline uint32_t kernel_lanes(int32_t lower, int32_t upper)
{
    return (uint32_t)(uint16_t)lower | (uint32_t)(uint16_t)upper << 16;
}

static inline int32_t kernel_lower_lane(uint32_t lanes)
{
    return (int16_t)(uint16_t)lanes;
}

static inline int32_t kernel_upper_lane(uint32_t lanes)
{
    return (int16_t)(uint16_t)(lanes >> 16);
}

static inline uint32_t kernel_even_bytes(uint32_t word)
{
    return kernel_lanes((int8_t)(uint8_t)word, (int8_t)(uint8_t)(word >> 16));
}

static inline uint32_t kernel_odd_bytes(uint32_t word)
{
    return kernel_even_bytes(word >> 8);
}

static inline uint32_t kernel_add_even_bytes(uint32_t lanes, uint32_t word)
{
    return kernel_lanes(
        kernel_lower_lane(lanes) + (int8_t)(uint8_t)word, kernel_upper_lane(lanes) + (int8_t)(uint8_t)(word >> 16));
}

static inline uint32_t kernel_add_odd_bytes(uint32_t lanes, uint32_t word)
{
    return kernel_add_even_bytes(lanes, word >> 8);
}

static inline uint32_t kernel_lower_lanes(uint32_t first, uint32_t second)
{
    return kernel_lanes(kernel_lower_lane(first), kernel_lower_lane(second));
}

static inline uint32_t kernel_upper_lanes(uint32_t first, uint32_t second)
{
    return kernel_lanes(kernel_upper_lane(first), kernel_upper_lane(second));
}

static inline uint32_t kernel_mixed_lanes(uint32_t lower, uint32_t upper)
{
    return kernel_lanes(kernel_lower_lane(lower), kernel_upper_lane(upper));
}

/* The products of both pairs of lanes, added: SMLAD. */
static inline uint32_t kernel_add_products(uint32_t sum, uint32_t left, uint32_t right)
{
    return sum + (uint32_t)(kernel_lower_lane(left) * kernel_lower_lane(right)) +
           (uint32_t)(kernel_upper_lane(left) * kernel_upper_lane(right));
}

static inline int8_t kernel_byte(uint32_t word, int32_t place)
{
    return (int8_t)(uint8_t)(word >> 8 * place);
}

static inline uint32_t kernel_larger_bytes(uint32_t left, uint32_t right)
{
    uint32_t word = 0;
    for (int32_t i = 0; i < 4; i++) {
        const int8_t a = kernel_byte(left, i);
        const int8_t b = kernel_byte(right, i);
        word |= (uint32_t)(uint8_t)(a > b ? a : b) << 8 * i;
    }
    return word;
}

static inline uint32_t kernel_smaller_bytes(uint32_t left, uint32_t right)
{
    return left ^ right ^ kernel_larger_bytes(left, right);
}

#endif

static inline void kernel_store_word(int8_t *to, uint32_t word)
{
    __builtin_memcpy(to, &word, sizeof word);
}

static inline int8_t kernel_saturate(int32_t value)
{
    return (int8_t)(value < INT8_MIN ? INT8_MIN : value > INT8_MAX ? INT8_MAX : value);
}

#endif
