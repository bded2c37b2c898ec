/* Planes of blocks are filled, cleared and moved. */
#include "kernel_blocks.h"

enum { LANES = KERNEL_BLOCK_LANES * KERNEL_BLOCK_CHANNELS };

struct kernel_block_rows kernel_block_rows_of(
    const struct kernel_shape *from, int32_t pad_left, int32_t blocks, int32_t zero_point)
{
    const int32_t padding = pad_left % KERNEL_BLOCK_LANES;
    const int is_narrow = padding + from->width < KERNEL_BLOCK_LANES;
    const int32_t left = padding > 0 ? KERNEL_BLOCK_LANES - padding : 0;
    const int32_t filled = (padding + from->width + KERNEL_BLOCK_LANES - 1) / KERNEL_BLOCK_LANES;
    return (struct kernel_block_rows){
        .blocks =
            {
                .channels = from->channels,
                .offsets = (uint16_t)-zero_point * UINT32_C(0x10001),
                .left = left,
                .inner = (from->width - left) / KERNEL_BLOCK_LANES * KERNEL_BLOCK_BYTES,
                .right = (from->width - left) % KERNEL_BLOCK_LANES,
                .rest = (blocks - filled) * KERNEL_BLOCK_BYTES,
            },
        .lanes = blocks * LANES,
        .lead = pad_left / KERNEL_BLOCK_LANES * LANES,
        .narrow_left = is_narrow ? padding : 0,
        .narrow_width = is_narrow ? from->width : 0,
        .has_more_blocks = filled < blocks,
    };
}

static void load_narrow(const struct kernel_block_rows *rows, const int8_t *pixel, int16_t *lanes, int32_t count)
{
    const int32_t offset = (int16_t)(uint16_t)rows->blocks.offsets;
    for (; count > 0; count--) {
        for (int32_t x = 0; x < rows->narrow_width; x++) {
            for (int32_t c = 0; c < KERNEL_BLOCK_CHANNELS; c++) {
                lanes[c * KERNEL_BLOCK_LANES + rows->narrow_left + x] = (int16_t)(pixel[c] + offset);
            }
            pixel += rows->blocks.channels;
        }
        lanes += rows->lanes;
    }
}

void kernel_block_rows_load(const struct kernel_block_rows *rows, const int8_t *pixel, int16_t *lanes, int32_t count)
{
    if (rows->narrow_width > 0) {
        load_narrow(rows, pixel, lanes + rows->lead, count);
    } else {
        kernel_blocks_fill(&rows->blocks, pixel, lanes + rows->lead, count);
    }
}

void kernel_blocks_clear(int16_t *lanes, int32_t count)
{
    uint32_t *words = (uint32_t *)lanes;
    for (; count > 0; count -= LANES) {
        for (int32_t i = 0; i < KERNEL_BLOCK_BYTES / 4; i++) {
            *words++ = 0;
        }
    }
}

void kernel_blocks_move_up(int16_t *to, const int16_t *from, int32_t count)
{
    uint32_t *word = (uint32_t *)to;
    const uint32_t *moved = (const uint32_t *)from;
    for (; count > 0; count -= LANES) {
        for (int32_t i = 0; i < KERNEL_BLOCK_BYTES / 4; i++) {
            *word++ = *moved++;
        }
    }
}
