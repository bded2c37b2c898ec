/* 3x3 depthwise convolutions in an order of instructions for every core: kernel_depthwise_3x3_functions.h. */

/* One kernel row of four outputs. Sums start from others, if so said. With ! lanes move on to the next four. */
.macro products_4_s1 first, second, onward, s0=sum0, s1=sum1, s2=sum2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlabt  sum1, \first, word0, \s1
    ldr     word0, [lanes, #32]\onward
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \second, word1, sum1
    smlad   sum2, \first, word1, \s2
    smlabt  sum3, \first, word1, sum3
    smlatb  sum2, \second, word0, sum2
    smlad   sum3, \second, word0, sum3
.endm

.macro products_4_s2 first, second, onward, s0=sum0, s1=sum1, s2=sum2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \first, word1, \s1
    ldrd    word0, word1, [lanes, #32]
    smlatb  sum1, \second, word0, sum1
    smlad   sum2, \first, word0, \s2
    ldr     word0, [lanes, #64]\onward
    smlatb  sum2, \second, word1, sum2
    smlad   sum3, \first, word1, sum3
    smlatb  sum3, \second, word0, sum3
.endm

/* Four neighbouring outputs; lanes are at the next four then, pitch is as before. */
.macro four_outputs stride, rounding
    ldr     sum3, [sp, #BIAS]
    products_4_s\stride r8, r9, , sum3, sum3, sum3
    add     lanes, lanes, pitch
    ldrd    r12, lr, [sp, #LAST_ROW]
    products_4_s\stride r10, r11
    add     lanes, lanes, pitch
    products_4_s\stride r12, lr, !
    sub     lanes, lanes, pitch, lsl #1
    ldm     sp, {r1, r2, r3, r12, lr}
    store   \rounding, 1, sum0, [output]
    store   \rounding, 1, sum1, [output, step]
    store   \rounding, 1, sum2, [output, step, lsl #1]
    add     output, output, step, lsl #1
    store   \rounding, 1, sum3, [output, step]
    add     output, output, step, lsl #1
    str     output, [sp, #OUTPUT]
    .ifnc \rounding, single
    ldr     pitch, [sp, #PITCH]
    .endif
.endm

.macro four_outputs_s1 rounding
    four_outputs 1, \rounding
.endm

.macro four_outputs_s2 rounding
    four_outputs 2, \rounding
.endm

#include "kernel_depthwise_3x3_functions.h"
