#include "kernel.h"

static int8_t *copy(const int8_t *from, int32_t bytes, int8_t *to)
{
    for (int32_t i = 0; i < bytes; i++) {
        *to++ = from[i];
    }
    return to;
}

void kernel_concatenation_s8(
    const struct kernel_concatenation *layer, const int8_t *left, const int8_t *right, int8_t *output)
{
    for (int32_t run = 0; run < layer->runs; run++) {
        output = copy(left + run * layer->left_run, layer->left_run, output);
        output = copy(right + run * layer->right_run, layer->right_run, output);
    }
}
