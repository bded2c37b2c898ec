#include "kernel.h"

/* Adding one half first would round 0.49999997f up. */
static inline int32_t round_half_up(float positive)
{
    const int32_t whole = (int32_t)positive;
    return positive - (float)whole >= 0.5f ? whole + 1 : whole;
}

static int32_t largest(const int8_t *values, int32_t count)
{
    int32_t result = INT8_MIN;
    for (int32_t i = 0; i < count; i++) {
        result = values[i] > result ? values[i] : result;
    }
    return result;
}

/* The float sum runs in channel order, and must not be contracted or reordered, to be bit-exact. */
static void pixel(const int8_t *input, int32_t channels, const float *exponentials, int8_t *output)
{
    const int32_t offset = 255 - largest(input, channels);
    float sum = 0.0f;
    for (int32_t c = 0; c < channels; c++) {
        sum += exponentials[offset + input[c]];
    }
    const float inverse = 1.0f / (sum * (1.0f / 256.0f));
    for (int32_t c = 0; c < channels; c++) {
        const int32_t share = round_half_up(exponentials[offset + input[c]] * inverse);
        output[c] = (int8_t)(share > 255 ? INT8_MAX : share + INT8_MIN);
    }
}

void kernel_softmax_s8(const struct kernel_softmax *layer, const int8_t *input, int8_t *output)
{
    for (int32_t i = 0; i < layer->pixels; i++) {
        pixel(input, layer->channels, layer->exponentials, output);
        input += layer->channels;
        output += layer->channels;
    }
}
