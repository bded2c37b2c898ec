#include "kernel_tile.h"

void kernel_tiled_pointwise_pixels_s8(
    const struct kernel_tiled *product, int32_t pixels, const int8_t *input, void *scratch, int8_t *output)
{
    while (pixels > 0) {
        const int32_t count = kernel_tile_pixels(product, pixels);
        kernel_tile_run(product, input, count, output, scratch);
        input += count * product->matrix.length;
        output += count * product->matrix.stride;
        pixels -= count;
    }
}

void kernel_tiled_pointwise_s8(
    const struct kernel_tiled_pointwise *layer, const int8_t *input, void *scratch, int8_t *output)
{
    kernel_tiled_pointwise_pixels_s8(&layer->product, layer->pixels, input, scratch, output);
}
