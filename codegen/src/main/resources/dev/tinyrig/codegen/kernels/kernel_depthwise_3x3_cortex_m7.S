/*
 * 3x3 depthwise convolutions in an order of instructions for the Cortex-M7: kernel_depthwise_3x3_functions.h. A line is a
 * cycle: a multiplication, and one other instruction. What is multiplied was loaded two cycles before.
 */

/*
 * One kernel row. Its middle words are in \middle, its first in \left, its last come to \middle; then \left has the middle
 * and \middle the first words of the next row, if there is one.
 */
.macro row_s1 first, second, middle, left
    smlatb  sum0, \second, \middle, sum0

    smlad   sum1, \second, \middle, sum1

    smlad   sum2, \first, \middle, sum2

    smlabt  sum3, \first, \middle, sum3
    ldr     \middle, [lanes, #32]
.endm

.macro rest_of_row_s1 first, second, middle, left
    add     lanes, lanes, pitch
    smlad   sum0, \first, \left, sum0

    smlabt  sum1, \first, \left, sum1
    ldr     \left, [lanes, #4]

    smlatb  sum2, \second, \middle, sum2

    smlad   sum3, \second, \middle, sum3
    ldr     \middle, [lanes]
.endm

.macro four_outputs_s1 rounding
    ldr     sum3, [sp, #BIAS]
    ldr     word1, [lanes, #4]
    ldr     word0, [lanes]

    smlatb  sum0, r9, word1, sum3
    ldr     r12, [sp, #LAST_ROW]

    smlad   sum1, r9, word1, sum3
    ldr     lr, [sp, #LAST_ROW + 4]

    smlad   sum2, r8, word1, sum3

    smlabt  sum3, r8, word1, sum3
    ldr     word1, [lanes, #32]

    rest_of_row_s1 r8, r9, word1, word0
    row_s1  r10, r11, word0, word1
    rest_of_row_s1 r10, r11, word0, word1
    row_s1  r12, lr, word1, word0

    smlad   sum0, r12, word0, sum0
    add     lanes, lanes, #32

    smlabt  sum1, r12, word0, sum1
    ldr     multiplier, [sp, #MULTIPLIER]

    smlatb  sum2, lr, word1, sum2
    sub     lanes, lanes, pitch, lsl #1

    smlad   sum3, lr, word1, sum3
    ldr     zero_point, [sp, #ZERO_POINT]

    finish_four \rounding
.endm

/* One kernel row, whose first words are in word0 and word1; then those of the next row are. */
.macro row_s2 first, second, s0=sum0, s1=sum1, s2=sum2
    smlad   sum1, \first, word1, \s1

    smlad   sum0, \first, word0, \s0
    ldr     word0, [lanes, #32]

    smlatb  sum0, \second, word1, sum0
    ldr     word1, [lanes, #36]

    smlatb  sum1, \second, word0, sum1

    smlad   sum2, \first, word0, \s2
    ldr     word0, [lanes, #64]
.endm

.macro rest_of_row_s2 first, second
    add     lanes, lanes, pitch
    smlad   sum3, \first, word1, sum3

    smlatb  sum2, \second, word1, sum2
    ldr     word1, [lanes, #4]

    smlatb  sum3, \second, word0, sum3
    ldr     word0, [lanes]
.endm

.macro four_outputs_s2 rounding
    ldr     sum3, [sp, #BIAS]
    ldr     word1, [lanes, #4]
    ldr     word0, [lanes]

    row_s2  r8, r9, sum3, sum3, sum3
    rest_of_row_s2 r8, r9
    ldr     r12, [sp, #LAST_ROW]
    row_s2  r10, r11
    ldr     lr, [sp, #LAST_ROW + 4]
    rest_of_row_s2 r10, r11
    row_s2  r12, lr

    smlad   sum3, r12, word1, sum3
    add     lanes, lanes, #64

    smlatb  sum2, lr, word1, sum2
    sub     lanes, lanes, pitch, lsl #1

    smlatb  sum3, lr, word0, sum3
    ldr     multiplier, [sp, #MULTIPLIER]

    ldr     zero_point, [sp, #ZERO_POINT]
    finish_four \rounding
.endm

#include "kernel_depthwise_rounding_cortex_m7.h"

.macro finish_four rounding
    high_\rounding sum0
    .ifnc \rounding, single
    ldr     power, [sp, #POWER]
    .endif
    high_\rounding sum1
    ldr     output, [sp, #OUTPUT]
    high_\rounding sum2
    ldr     step, [sp, #STEP]
    away_\rounding sum0
    high_\rounding sum3
    away_\rounding sum1
    low_\rounding  sum0
    away_\rounding sum2
    low_\rounding  sum1
    away_\rounding sum3
    ssat    sum0, #8, sum0
    low_\rounding  sum2
    ssat    sum1, #8, sum1
    low_\rounding  sum3
    strb    sum0, [output]
    ssat    sum2, #8, sum2
    strb    sum1, [output, step]
    ssat    sum3, #8, sum3
    strb    sum2, [output, step, lsl #1]
    add     output, output, step, lsl #1
    strb    sum3, [output, step]
    add     output, output, step, lsl #1
    str     output, [sp, #OUTPUT]
    .ifnc \rounding, single
    ldr     pitch, [sp, #PITCH]
    .endif
.endm

#include "kernel_depthwise_3x3_functions.h"
