#include "kernel.h"

static int8_t *fill(int8_t *output, int32_t bytes, int8_t value)
{
    for (int32_t i = 0; i < bytes; i++) {
        *output++ = value;
    }
    return output;
}

void kernel_pad_s8(const struct kernel_pad *layer, const int8_t *input, int8_t *output)
{
    const int32_t line = layer->from.width * layer->from.channels;
    const int32_t left = layer->left * layer->from.channels;
    const int32_t stride = layer->to.width * layer->to.channels;
    int8_t *to = fill(output, layer->top * stride, layer->value);
    for (int32_t row = 0; row < layer->from.height; row++) {
        to = fill(to, left, layer->value);
        for (int32_t i = 0; i < line; i++) {
            *to++ = *input++;
        }
        to = fill(to, stride - left - line, layer->value);
    }
    fill(to, (layer->to.height - layer->top - layer->from.height) * stride, layer->value);
}
