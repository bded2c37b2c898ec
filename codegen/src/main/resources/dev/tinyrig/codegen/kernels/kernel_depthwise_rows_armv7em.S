/*
 * Output rows of depthwise convolutions in an order of instructions for every core: kernel_depthwise_rows_functions.h. SMLAD
 * multiplies two taps at once; a tap that is left over, in the lower or upper lane of a word, takes an SMLABT or SMLATB.
 */
#include "kernel_depthwise_rounding.h"

sum4        .req r8
pair0       .req r9         /* weights of one kernel row; where there are six pairs, the last two follow the first two */
pair1       .req r10
pair2       .req r11
pair3       .req r12
pair4       .req r9
pair5       .req r10
word        .req lr         /* words of the plane; where a register is free, two that lie side by side */

/* Once the sums are made, other values take the registers, */
rewind      .req r1         /* of four outputs, */
span_end    .req r2
multiplier4 .req r3
power4      .req r9
zero_point4 .req r10
output4     .req r11
step4       .req r12
multiplier  .req r1         /* of the last ones */
power       .req r2
zero_point  .req r3
output      .req r9
step        .req r10
left        .req r11
onward      .req r12

/* One sum's products with a word and a pair of weights, which is to be found by its number. */
.macro multiply_by operation, number, pair, by
    .irp    other, 0, 1, 2, 3, 4, 5
    .if     (\pair) == \other
    \operation sum\number, pair\other, \by, sum\number
    .endif
    .endr
.endm

/* With stride 1 an even output begins with the lower lane of a word, an odd one with the upper lane. */
.macro multiply_s1 width, number, index, by
    .if     \number % 2 == 0
    .if     (\index) >= \number / 2 && (\index) < \number / 2 + \width / 2
    multiply_by smlad, \number, 2*((\index)-\number/2), \by
    .endif
    .if     (\index) == \number / 2 + \width / 2
    multiply_by smlatb, \number, \width-2, \by
    .endif
    .else
    .if     (\index) == \number / 2
    multiply_by smlabt, \number, 0, \by
    .endif
    .if     (\index) > \number / 2 && (\index) <= \number / 2 + \width / 2
    multiply_by smlad, \number, 2*((\index)-\number/2)-1, \by
    .endif
    .endif
.endm

.macro multiply_s2 width, number, index, by
    .if     (\index) >= \number && (\index) < \number + \width / 2
    multiply_by smlad, \number, (\index)-\number, \by
    .endif
    .if     (\index) == \number + \width / 2
    multiply_by smlatb, \number, \width/2, \by
    .endif
.endm

/* All products of a word with this index. The first output is the first that asks for the last two of six pairs. */
.macro multiply count, width, stride, index, by
    .irp    number, 4, 3, 2, 1, 0
    .if     \number == 0 && (\index) == 2 && \width == 7 && \stride == 1
    ldm     weights!, {r9, r10}
    .endif
    .if     \number < \count
    multiply_s\stride \width, \number, \index, \by
    .endif
    .endr
.endm

/* Words lie side by side in pairs, a block apart. */
.macro multiply_words count, width, stride, pairs
    .irp    index, 0, 2, 4, 6
    .if     2 * \index < (\count - 1) * \stride + \width
    .if     \count == 5 && \pairs >= 4
    ldr     word, [lanes, #16 * \index]
    multiply \count, \width, \stride, \index, word
    .if     2 * (\index + 1) < (\count - 1) * \stride + \width
    ldr     word, [lanes, #16 * \index + 4]
    multiply \count, \width, \stride, \index+1, word
    .endif
    .elseif 2 * (\index + 1) >= (\count - 1) * \stride + \width
    ldr     word, [lanes, #16 * \index]
    multiply \count, \width, \stride, \index, word
    .elseif \count == 5
    ldrd    word, r12, [lanes, #16 * \index]
    multiply \count, \width, \stride, \index, word
    multiply \count, \width, \stride, \index+1, r12
    .else
    ldrd    word, r8, [lanes, #16 * \index]
    multiply \count, \width, \stride, \index, word
    multiply \count, \width, \stride, \index+1, r8
    .endif
    .endif
    .endr
.endm

/* All kernel rows. */
.macro sums count, width, stride, pairs, last_sum, last_pair
    ldm     sp, {r1-\last_sum}                /* weights, pitch, rows, sums */
0:
    ldm     weights!, {r9-\last_pair}
    multiply_words \count, \width, \stride, \pairs
    add     lanes, lanes, pitch
    subs    rows, rows, #1
    bne     0b
.endm

.macro sums_w3s1 count, last_sum
    sums    \count, 3, 1, 2, \last_sum, r10
.endm

.macro sums_w3s2 count, last_sum
    sums    \count, 3, 2, 2, \last_sum, r10
.endm

.macro sums_w5s1 count, last_sum
    sums    \count, 5, 1, 4, \last_sum, r12
.endm

.macro sums_w5s2 count, last_sum
    sums    \count, 5, 2, 3, \last_sum, r11
.endm

.macro sums_w7s1 count, last_sum
    sums    \count, 7, 1, 6, \last_sum, r12
.endm

.macro sums_w7s2 count, last_sum
    sums    \count, 7, 2, 4, \last_sum, r12
.endm

.macro store_of_four rounding, sum, at:vararg
    scale_\rounding \sum, multiplier4, power4, zero_point4
    ssat    \sum, #8, \sum
    strb    \sum, \at
.endm

.macro store rounding, sum, at:vararg
    scale_\rounding \sum, multiplier, power, zero_point
    ssat    \sum, #8, \sum
    strb    \sum, \at
.endm

/* Four neighbouring outputs. Lanes are at the next four then, and compared with those behind the last. */
.macro four_outputs width, stride, rounding
    sums_w\width\()s\stride 4, r7
    add     r1, sp, #REWIND
    ldm     r1, {r1-r3, r9-r12}
    sub     lanes, lanes, rewind
    store_of_four \rounding, sum0, [output4]
    store_of_four \rounding, sum1, [output4, step4]
    store_of_four \rounding, sum2, [output4, step4, lsl #1]
    add     output4, output4, step4, lsl #1
    store_of_four \rounding, sum3, [output4, step4]
    add     output4, output4, step4, lsl #1
    str     output4, [sp, #OUTPUT]
    cmp     lanes, span_end
.endm

.macro store_1 rounding
    store   \rounding, sum0, [output]
    add     output, output, step
.endm

.macro store_2 rounding
    store   \rounding, sum0, [output]
    store   \rounding, sum1, [output, step]
    add     output, output, step, lsl #1
.endm

.macro store_3 rounding
    store_2 \rounding
    store   \rounding, sum2, [output]
    add     output, output, step
.endm

.macro store_4 rounding
    store_2 \rounding
    store   \rounding, sum2, [output]
    store   \rounding, sum3, [output, step]
    add     output, output, step, lsl #1
.endm

.macro store_5 rounding
    store_2 \rounding
    store   \rounding, sum2, [output]
    store   \rounding, sum3, [output, step]
    store   \rounding, sum4, [output, step, lsl #1]
    add     output, output, step
    add     output, output, step, lsl #1
.endm

/* The last one to five outputs of a row. Lanes are at the next row then; and zero is said if there is none. */
.macro last_outputs count, width, stride, rounding
    .if     \count == 1
    sums_w\width\()s\stride \count, r4
    .elseif \count == 2
    sums_w\width\()s\stride \count, r5
    .elseif \count == 3
    sums_w\width\()s\stride \count, r6
    .elseif \count == 4
    sums_w\width\()s\stride \count, r7
    .else
    sums_w\width\()s\stride \count, r8
    .endif
    add     r1, sp, #MULTIPLIER
    ldm     r1, {r1-r3, r9-r12}
    store_\count \rounding
    str     output, [sp, #OUTPUT]
    add     lanes, lanes, onward
    subs    left, left, #1
    str     left, [sp, #ROWS_LEFT]
.endm

#include "kernel_depthwise_rows_functions.h"
