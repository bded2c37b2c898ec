/* What kernel_blocks_armv7em.S does, in C: for hosts and for cores without the DSP instructions. */
#include "kernel_blocks.h"

enum { LANE_BYTES = 2 };

/* Channels of a pixel, or of padding, at one place of a row of blocks. */
static void set(int16_t *lanes, int32_t x, const int8_t *pixel, int32_t offset)
{
    for (int32_t c = 0; c < KERNEL_BLOCK_CHANNELS; c++) {
        *kernel_lane(lanes + c * KERNEL_BLOCK_LANES, x) = (int16_t)(pixel[c] + offset);
    }
}

void kernel_blocks_fill(const struct kernel_blocks *blocks, const int8_t *pixel, int16_t *lanes, int32_t rows)
{
    static const int8_t padding[KERNEL_BLOCK_CHANNELS];
    const int32_t offset = (int16_t)(uint16_t)blocks->offsets;
    const int32_t inner = blocks->inner / KERNEL_BLOCK_BYTES * KERNEL_BLOCK_LANES;
    for (; rows > 0; rows--) {
        int32_t x = 0;
        while (blocks->left > 0 && x < KERNEL_BLOCK_LANES - blocks->left) {
            set(lanes, x++, padding, 0);
        }
        for (int32_t left = blocks->left + inner + blocks->right; left > 0; left--) {
            set(lanes, x++, pixel, offset);
            pixel += blocks->channels;
        }
        while (x % KERNEL_BLOCK_LANES != 0) {
            set(lanes, x++, padding, 0);
        }
        lanes += x * KERNEL_BLOCK_CHANNELS + blocks->rest / LANE_BYTES;
    }
}
