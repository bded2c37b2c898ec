/* What streamed blocks need: which rows a window reaches, and a band of rows that slides down a picture. */
#ifndef KERNEL_BAND_H
#define KERNEL_BAND_H

#include "kernel.h"

/* The rows of a picture under windows, from `first` to before `end`, and how many of the first's rows lie above it. */
struct kernel_reach {
    int32_t first;
    int32_t end;
    int32_t above;
};

/* Under the windows of some output rows on end. */
static inline struct kernel_reach kernel_reach_rows(
    const struct kernel_window *window, int32_t height, int32_t output_row, int32_t rows)
{
    const int32_t top = output_row * window->stride_height - window->pad_top;
    const int32_t bottom = top + (rows - 1) * window->stride_height + window->height;
    const int32_t above = top < 0 ? -top : 0;
    return (struct kernel_reach){
        .first = top + above,
        .end = bottom < height ? bottom : height,
        .above = above,
    };
}

/* Under the windows of one output row. */
static inline struct kernel_reach kernel_reach(const struct kernel_window *window, int32_t height, int32_t output_row)
{
    return kernel_reach_rows(window, height, output_row, 1);
}

/* Rows `first` to before `end` of a picture that does not exist whole. */
struct kernel_band {
    int8_t *rows;
    int32_t row_bytes;
    int32_t first;
    int32_t end;
};

/* Where the next row goes. */
static inline int8_t *kernel_band_end(const struct kernel_band *band)
{
    return band->rows + (band->end - band->first) * band->row_bytes;
}

/* Forgets the rows above; those that stay move up. */
static inline void kernel_band_drop(struct kernel_band *band, int32_t first)
{
    const int8_t *from = band->rows + (first - band->first) * band->row_bytes;
    const int8_t *end = kernel_band_end(band);
    int8_t *to = band->rows;
    if (first > band->first) {
        for (; end - from >= 8; from += 8, to += 8) {
            __builtin_memcpy(to, from, 4);
            __builtin_memcpy(to + 4, from + 4, 4);
        }
        while (from < end) {
            *to++ = *from++;
        }
    }
    band->first = first;
    band->end = band->end < first ? first : band->end;
}

#endif
