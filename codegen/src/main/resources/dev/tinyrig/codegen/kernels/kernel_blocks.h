/*
 * Planes of four neighbouring channels: 16-bit lanes, less the zero point, with zeros for the padding left and right. A row
 * of them is a row of blocks; a block has four lanes of the first channel, then four of the second, third and fourth. So a
 * quad of lanes is 8 bytes, and the next quad of the same channel is always 32 bytes on.
 */
#ifndef KERNEL_BLOCKS_H
#define KERNEL_BLOCKS_H

#include "kernel.h"

enum { KERNEL_BLOCK_CHANNELS = 4, KERNEL_BLOCK_LANES = 4, KERNEL_BLOCK_BYTES = 32 };

/* How a row of pixels becomes a row of blocks. The assembly reads it word by word. */
struct kernel_blocks {
    int32_t channels; /* bytes from one pixel to the next */
    uint32_t offsets; /* minus the zero point in both lanes */
    int32_t left;     /* pixels in the upper lanes of a first block that begins with padding, else 0 */
    int32_t inner;    /* bytes of the blocks that are full of pixels */
    int32_t right;    /* pixels in a last block that ends with padding, else 0 */
    int32_t rest;     /* bytes from there to the next row */
};

/* Successive rows of the picture, at least one. Blocks of nothing but padding stay as they are. */
void kernel_blocks_fill(const struct kernel_blocks *blocks, const int8_t *pixel, int16_t *lanes, int32_t rows);

/* Where the pixels of a picture lie in its rows of blocks. */
struct kernel_block_rows {
    struct kernel_blocks blocks;
    int32_t lanes;        /* of a row, those of all four channels */
    int32_t lead;         /* of them before the first block with pixels */
    int32_t narrow_left;  /* where so few pixels may have padding on both sides in one block, padding on the left; */
    int32_t narrow_width; /* and pixels; else 0 */
    int has_more_blocks;  /* than hold pixels */
};

struct kernel_block_rows kernel_block_rows_of(
    const struct kernel_shape *from, int32_t pad_left, int32_t blocks, int32_t zero_point);

/* Successive rows of the picture, at least one, as above; `pixel` is the first four channels of the first of them. */
void kernel_block_rows_load(const struct kernel_block_rows *rows, const int8_t *pixel, int16_t *lanes, int32_t count);

/* Zeros, for whole blocks. */
void kernel_blocks_clear(int16_t *lanes, int32_t count);

/* From some blocks on to others that may lie over their end. */
void kernel_blocks_move_up(int16_t *to, const int16_t *from, int32_t count);

/* A lane of the first channel in a row. */
static inline int16_t *kernel_lane(const int16_t *lanes, int32_t x)
{
    const int32_t block = x / KERNEL_BLOCK_LANES * KERNEL_BLOCK_LANES * KERNEL_BLOCK_CHANNELS;
    return (int16_t *)lanes + block + x % KERNEL_BLOCK_LANES;
}

#endif
