#include "kernel_pixel.h"

void kernel_fully_connected_s8(const struct kernel_fully_connected *layer, const int8_t *input, int8_t *output)
{
    kernel_pixel(
        input, layer->inputs, layer->weights, layer->channels, layer->outputs, &layer->output, output);
}
