#include "kernel_tile.h"

#define TILES(finish)                                                                                                 \
    kernel_tile kernel_tile_##finish##_1, kernel_tile_##finish##_2, kernel_tile_##finish##_3,                         \
        kernel_tile_##finish##_4;                                                                                     \
    const struct kernel_tiles kernel_tiles_##finish = {                                                               \
        .by_pixels = {                                                                                                \
            kernel_tile_##finish##_1,                                                                                 \
            kernel_tile_##finish##_2,                                                                                 \
            kernel_tile_##finish##_3,                                                                                 \
            kernel_tile_##finish##_4,                                                                                 \
        },                                                                                                            \
    }

TILES(linear_saturate);
TILES(linear_clamp);
TILES(relu_saturate);
TILES(relu_clamp);
TILES(single_saturate);
TILES(single_clamp);

/* An odd last channel has a pair of its own in the stream; what its empty partner gives is left behind. */
static void last_channel(
    const struct kernel_tiled *layer, const int8_t *pixels, int32_t count, int8_t *output, int16_t *columns)
{
    const struct kernel_matrix *matrix = &layer->matrix;
    const int32_t words_of_pair = 5 + matrix->length / 2;
    struct kernel_matrix last = *matrix;
    last.pairs = 1;
    last.stride = 2;
    last.stream = matrix->stream + matrix->pairs * words_of_pair;
    int8_t both[2 * KERNEL_TILE_PIXELS];
    layer->tiles->by_pixels[count - 1](&last, pixels, both, columns);
    for (int32_t i = 0; i < count; i++) {
        output[i * matrix->stride + 2 * matrix->pairs] = both[2 * i];
    }
}

void kernel_tile_run(
    const struct kernel_tiled *layer, const int8_t *pixels, int32_t count, int8_t *output, int16_t *columns)
{
    const struct kernel_matrix *matrix = &layer->matrix;
    if (matrix->pairs > 0) {
        layer->tiles->by_pixels[count - 1](matrix, pixels, output, columns);
    }
    if (layer->has_odd_channel) {
        last_channel(layer, pixels, count, output, columns);
    }
}
