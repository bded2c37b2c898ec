/* SMMLAR and SMMLSR in C: the upper word, rounded half up, of sum * 2^32 plus or minus a product. */
#ifndef KERNEL_HIGH_PRODUCT_H
#define KERNEL_HIGH_PRODUCT_H

#include <stdint.h>

static inline int32_t kernel_add_high_product(int32_t sum, int32_t left, int32_t right)
{
    return (int32_t)(((int64_t)sum * ((int64_t)1 << 32) + (int64_t)left * right + ((int64_t)1 << 31)) >> 32);
}

static inline int32_t kernel_subtract_high_product(int32_t sum, int32_t left, int32_t right)
{
    return (int32_t)(((int64_t)sum * ((int64_t)1 << 32) - (int64_t)left * right + ((int64_t)1 << 31)) >> 32);
}

/* Both roundings of a factor that kernel_tile.h explains, added to something else. */
static inline int32_t kernel_add_scaled(int32_t sum, int32_t value, int32_t multiplier, int32_t power)
{
    const int32_t product = kernel_add_high_product(value, value, multiplier);
    return kernel_subtract_high_product(sum, product + (product >> 31), power);
}

#endif
