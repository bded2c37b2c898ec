#include "kernel_pixel.h"

void kernel_pointwise_s8(const struct kernel_pointwise *layer, const int8_t *input, int8_t *output)
{
    const struct kernel_output bounds = layer->output;
    const int32_t from_channels = layer->input_channels;
    const int32_t to_channels = layer->output_channels;
    for (int32_t pixel = 0; pixel < layer->pixels; pixel++) {
        kernel_pixel(input, from_channels, layer->weights, layer->channels, to_channels, &bounds, output);
        input += from_channels;
        output += to_channels;
    }
}
