/* A network small enough to check by hand: each output is the clamped sum of four inputs. It overwrites its input. */
#include "net.h"

enum { INPUTS = 16, OUTPUTS = 4, TAPS = INPUTS / OUTPUTS, OUTPUT_AT = 32, ARENA = 64 };

const struct net_info net_info = {
    .model = "echo",
    .input_bytes = INPUTS,
    .output_bytes = OUTPUTS,
    .arena_bytes = ARENA,
    .input_bias = 0,
    .output_scale = 1.0f / 256.0f,
    .output_zero_point = -128,
};

__attribute__((section(".arena"), aligned(16))) int8_t net_arena[ARENA];

int8_t *net_input(void)
{
    return net_arena;
}

const int8_t *net_output(void)
{
    return net_arena + OUTPUT_AT;
}

static int8_t clamp(int32_t value)
{
    return (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
}

void net_run(void)
{
    volatile int32_t sums[OUTPUTS] = {0}; /* volatile: these words are to be on the stack */
    for (int i = 0; i < INPUTS; i++) {
        sums[i / TAPS] += net_arena[i];
        net_arena[i] = 0;
    }
    for (int i = 0; i < OUTPUTS; i++) {
        net_arena[OUTPUT_AT + i] = clamp(sums[i]);
    }
}
