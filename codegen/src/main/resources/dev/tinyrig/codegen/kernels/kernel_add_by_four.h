#ifndef KERNEL_ADD_BY_FOUR_H
#define KERNEL_ADD_BY_FOUR_H

#include "kernel.h"

/* The elements up to the last multiple of four, at least one; quickest where all pointers lie on words. */
void kernel_add_fours(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output);

/* One element. */
int8_t kernel_add_one(const struct kernel_add_by_four *layer, int8_t left, int8_t right);

#endif
