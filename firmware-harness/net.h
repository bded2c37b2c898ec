/* What a generated network gives to the harness. One image holds one network. */
#ifndef NET_H
#define NET_H

#include <stdint.h>

struct net_info {
    const char *model;       /* what `profile%` answers, such as "kws01" */
    uint32_t input_bytes;    /* int8 elements of the input tensor */
    uint32_t output_bytes;   /* int8 elements of the output tensor */
    uint32_t arena_bytes;    /* activations, input and output included */
    int8_t input_bias;       /* added to each byte that `db` loads: 0 for int8 inputs, -128 for u8 pictures */
    float output_scale;      /* real value = output_scale * (q - output_zero_point) */
    int32_t output_zero_point;
};

extern const struct net_info net_info;

/* The arena, 16-byte aligned in section .arena; the harness paints it and reads its high-water mark. */
extern int8_t net_arena[];

/* Where the input must lie when net_run starts. net_run may overwrite it. */
int8_t *net_input(void);

/* Where the output lies after net_run. */
const int8_t *net_output(void);

/* One inference. */
void net_run(void);

#endif
