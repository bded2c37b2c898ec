/* What kernel_add_by_four_armv7em.S does, in C. */
#include "kernel_add_by_four.h"

void kernel_add_fours(
    const struct kernel_add_by_four *layer, const int8_t *left, const int8_t *right, int8_t *output)
{
    for (int32_t i = 0; i < layer->elements / 4 * 4; i++) {
        output[i] = kernel_add_one(layer, left[i], right[i]);
    }
}
