#include "kernel_depthwise_rows.h"

#define ROWS(kernel, size, rounding)                                                                                   \
    const struct kernel_depthwise_rows kernel_depthwise_##kernel##_##rounding = {                                      \
        .three = kernel_depthwise_rows_##size##_##rounding,                                                            \
        .any = kernel_depthwise_rows_##kernel##_##rounding,                                                            \
    }
#define ROUNDINGS(kernel, size)                                                                                        \
    ROWS(kernel, size, linear);                                                                                        \
    ROWS(kernel, size, relu);                                                                                          \
    ROWS(kernel, size, single)

ROUNDINGS(w3s1, 3x3s1);
ROUNDINGS(w3s2, 3x3s2);
ROUNDINGS(w5s1, w5s1);
ROUNDINGS(w5s2, w5s2);
ROUNDINGS(w7s1, w7s1);
ROUNDINGS(w7s2, w7s2);
