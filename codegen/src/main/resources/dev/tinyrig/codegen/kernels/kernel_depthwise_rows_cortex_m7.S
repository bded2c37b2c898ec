/*
 * Output rows of depthwise convolutions in an order of instructions for the Cortex-M7: kernel_depthwise_rows_functions.h.
 * SMLAD multiplies two taps at once; a tap that is left over, in the lower or upper lane of a word, takes an SMLABT or SMLATB.
 *
 * The core issues two instructions a cycle in order, one multiplication among them, which takes what was loaded two cycles
 * before. So a row of four outputs has one multiplication a line, each with one other instruction, and loads what the next
 * row begins with; the last row must not, and loads what the sums are scaled by instead.
 */
pair0       .req r8         /* weights of one kernel row */
pair1       .req r9
pair2       .req r10
pair3       .req r11
word0       .req r12        /* words of the plane */
word1       .req lr

/* Where rows of two outputs leave a register free. */
word2       .req r6
word3       .req r7

/* Once the sums are made, other values take the registers. */
multiplier  .req r1
power       .req r2
zero_point  .req r3
rewind      .req r8
output      .req r9
step        .req r10
span_end    .req r11
left        .req r8
onward      .req r11

/* A multiplication, and in all rows but the last a load beside it. */
.macro load_if more, register, address:vararg
    .if \more
    ldr     \register, \address
    .endif
.endm

.macro count_if more
    .if \more
    subs    rows, rows, #1
    .endif
.endm

.macro load_scale_unless more
    .ifeq \more
    ldr     multiplier, [sp, #MULTIPLIER]
    ldr     power, [sp, #POWER]
    ldr     zero_point, [sp, #ZERO_POINT]
    .endif
.endm

/* pair0 = (w0,w1), pair1 = (w1,w2) */
.macro begin_four_of_w3s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_w3s1 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair2, [lanes, #32]

    smlabt  sum1, pair0, word0, sum1
    ldr     pair1, [weights, #4]

    smlad   sum2, pair0, word1, sum2
    add     lanes, lanes, pitch

    smlabt  sum3, pair0, word1, sum3
    load_if \more, pair0, [weights, #8]!

    smlatb  sum0, pair1, word1, sum0
    load_if \more, word0, [lanes]

    smlad   sum1, pair1, word1, sum1
    load_if \more, word1, [lanes, #4]

    smlatb  sum2, pair1, pair2, sum2
    count_if \more

    smlad   sum3, pair1, pair2, sum3
    load_scale_unless \more
.endm

/* pair0 = (w0,w1), pair1 = (0,w2) */
.macro begin_four_of_w3s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_w3s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair2, [lanes, #32]

    smlad   sum1, pair0, word1, sum1
    ldr     pair1, [weights, #4]

    smlad   sum2, pair0, pair2, sum2
    ldr     word0, [lanes, #36]

    smlatb  sum0, pair1, word1, sum0
    ldr     word1, [lanes, #64]

    smlatb  sum1, pair1, pair2, sum1
    add     lanes, lanes, pitch

    smlad   sum3, pair0, word0, sum3
    load_if \more, pair0, [weights, #8]!

    smlatb  sum2, pair1, word0, sum2
    load_if \more, word0, [lanes]

    smlatb  sum3, pair1, word1, sum3
    load_if \more, word1, [lanes, #4]

    count_if \more
    load_scale_unless \more
.endm

/* Four pairs, (w0,w1) (w1,w2) (w2,w3) (w3,w4), of which the first gives way to the last */
.macro begin_four_of_w5s1
    ldr     pair1, [weights, #4]
    ldr     word0, [lanes, #4]
    ldr     pair2, [weights, #8]
.endm

.macro four_of_w5s1 more
    smlad   sum1, pair1, word0, sum1
    ldr     pair0, [weights]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes]

    smlad   sum2, pair0, word0, sum2
    count_if \more

    smlabt  sum3, pair0, word0, sum3
    ldr     word0, [lanes, #32]

    smlad   sum0, pair0, word1, sum0

    smlabt  sum1, pair0, word1, sum1
    ldr     pair0, [weights, #12]

    smlad   sum2, pair2, word0, sum2
    ldr     word1, [lanes, #36]

    smlad   sum3, pair1, word0, sum3
    add     lanes, lanes, pitch

    smlatb  sum0, pair0, word0, sum0
    load_if \more, pair2, [weights, #24]

    smlad   sum1, pair0, word0, sum1
    load_if \more, word0, [lanes, #4]

    smlatb  sum2, pair0, word1, sum2
    .if \more
    ldr     pair1, [weights, #20]
    add     weights, weights, #16
    .endif

    smlad   sum3, pair0, word1, sum3
    load_scale_unless \more
.endm

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (0,w4) */
.macro begin_four_of_w5s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_w5s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]

    smlad   sum1, pair0, word1, sum1
    ldr     word0, [lanes, #32]

    smlad   sum0, pair1, word1, sum0
    ldr     word1, [lanes, #36]

    smlad   sum2, pair0, word0, sum2
    ldr     pair2, [weights, #8]

    smlad   sum1, pair1, word0, sum1
    count_if \more

    smlatb  sum0, pair2, word0, sum0
    ldr     word0, [lanes, #64]

    smlad   sum3, pair0, word1, sum3
    load_if \more, pair0, [weights, #12]!

    smlad   sum2, pair1, word1, sum2

    smlatb  sum1, pair2, word1, sum1
    ldr     word1, [lanes, #68]

    add     lanes, lanes, pitch
    smlad   sum3, pair1, word0, sum3

    smlatb  sum2, pair2, word0, sum2
    load_if \more, word0, [lanes]

    smlatb  sum3, pair2, word1, sum3
    load_if \more, word1, [lanes, #4]
    load_scale_unless \more
.endm

/* Six pairs, (w0,w1) (w1,w2) (w2,w3), which give way to (w5,w6) (w3,w4) (w4,w5) */
.macro begin_four_of_w7s1
    ldr     pair1, [weights, #4]
    ldr     word0, [lanes, #4]
    ldr     pair2, [weights, #8]
.endm

.macro four_of_w7s1 more
    smlad   sum1, pair1, word0, sum1
    ldr     pair0, [weights]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes]

    smlad   sum2, pair0, word0, sum2
    count_if \more

    smlabt  sum3, pair0, word0, sum3
    ldr     word0, [lanes, #32]

    smlad   sum0, pair0, word1, sum0

    smlabt  sum1, pair0, word1, sum1
    ldr     pair0, [weights, #20]

    smlad   sum2, pair2, word0, sum2
    ldr     pair2, [weights, #16]

    smlad   sum3, pair1, word0, sum3
    ldr     pair1, [weights, #12]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes, #36]

    smlad   sum1, pair1, word0, sum1
    ldr     word0, [lanes, #64]

    smlad   sum3, pair1, word1, sum3
    add     lanes, lanes, pitch

    smlad   sum2, pair2, word1, sum2
    load_if \more, pair1, [weights, #28]

    smlatb  sum2, pair0, word0, sum2
    load_if \more, pair2, [weights, #32]

    smlad   sum3, pair0, word0, sum3
    load_if \more, word0, [lanes, #4]

    smlatb  sum0, pair0, word1, sum0
    .if \more
    add     weights, weights, #24
    .endif

    smlad   sum1, pair0, word1, sum1
    load_scale_unless \more
.endm

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (w4,w5), pair3 = (0,w6) */
.macro begin_four_of_w7s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_w7s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]

    smlad   sum1, pair0, word1, sum1
    ldr     word0, [lanes, #32]

    smlad   sum0, pair1, word1, sum0
    ldr     pair2, [weights, #8]

    smlad   sum2, pair0, word0, sum2
    ldr     word1, [lanes, #36]

    smlad   sum1, pair1, word0, sum1
    ldr     pair3, [weights, #12]

    smlad   sum0, pair2, word0, sum0
    ldr     word0, [lanes, #64]

    smlad   sum3, pair0, word1, sum3
    load_if \more, pair0, [weights, #16]!

    smlad   sum2, pair1, word1, sum2
    count_if \more

    smlad   sum1, pair2, word1, sum1

    smlatb  sum0, pair3, word1, sum0
    ldr     word1, [lanes, #68]

    smlad   sum3, pair1, word0, sum3
    ldr     pair1, [lanes, #96]

    smlad   sum2, pair2, word0, sum2

    smlatb  sum1, pair3, word0, sum1
    add     lanes, lanes, pitch

    smlad   sum3, pair2, word1, sum3

    smlatb  sum2, pair3, word1, sum2
    load_if \more, word0, [lanes]

    smlatb  sum3, pair3, pair1, sum3
    load_if \more, word1, [lanes, #4]
    load_scale_unless \more
.endm

/* Two outputs, when a row has no more of them. */
.macro two_of_w3s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
    ldr     pair1, [weights, #4]
    smlad   sum0, pair0, word0, sum0
    add     lanes, lanes, pitch
    smlabt  sum1, pair0, word0, sum1
    add     weights, weights, #8
    smlatb  sum0, pair1, word1, sum0
    smlad   sum1, pair1, word1, sum1
.endm

.macro two_of_w3s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
    ldr     pair1, [weights, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #32]
    smlad   sum1, pair0, word1, sum1
    add     lanes, lanes, pitch
    smlatb  sum0, pair1, word1, sum0
    add     weights, weights, #8
    smlatb  sum1, pair1, word2, sum1
.endm

.macro two_of_w5s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair2, [weights, #8]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]
    smlabt  sum1, pair0, word0, sum1
    ldr     word2, [lanes, #32]
    smlad   sum0, pair2, word1, sum0
    ldr     pair0, [weights, #12]
    smlad   sum1, pair1, word1, sum1
    add     weights, weights, #16
    smlatb  sum0, pair0, word2, sum0
    add     lanes, lanes, pitch
    smlad   sum1, pair0, word2, sum1
.endm

.macro two_of_w5s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair1, [weights, #4]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #32]
    ldr     pair2, [weights, #8]
    smlad   sum1, pair0, word1, sum1
    ldr     word3, [lanes, #36]
    smlad   sum0, pair1, word1, sum0
    add     lanes, lanes, pitch
    smlad   sum1, pair1, word2, sum1
    add     weights, weights, #12
    smlatb  sum0, pair2, word2, sum0
    smlatb  sum1, pair2, word3, sum1
.endm

.macro two_of_w7s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair2, [weights, #8]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]
    smlabt  sum1, pair0, word0, sum1
    ldr     word2, [lanes, #32]
    smlad   sum0, pair2, word1, sum0
    ldr     pair0, [weights, #16]
    smlad   sum1, pair1, word1, sum1
    ldr     pair2, [weights, #12]
    smlad   sum0, pair0, word2, sum0
    ldr     pair1, [weights, #20]
    smlad   sum1, pair2, word2, sum1
    ldr     word3, [lanes, #36]
    add     weights, weights, #24
    add     lanes, lanes, pitch
    smlatb  sum0, pair1, word3, sum0
    smlad   sum1, pair1, word3, sum1
.endm

.macro two_of_w7s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair1, [weights, #4]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #32]
    smlad   sum1, pair0, word1, sum1
    ldr     pair2, [weights, #8]
    smlad   sum0, pair1, word1, sum0
    ldr     word3, [lanes, #36]
    smlad   sum1, pair1, word2, sum1
    ldr     pair0, [weights, #12]
    smlad   sum0, pair2, word2, sum0
    ldr     word0, [lanes, #64]
    smlad   sum1, pair2, word3, sum1
    add     weights, weights, #16
    smlatb  sum0, pair0, word3, sum0
    add     lanes, lanes, pitch
    smlatb  sum1, pair0, word0, sum1
.endm

#include "kernel_depthwise_rounding_cortex_m7.h"

/* Four sums become bytes, all stored but the last; output is one on, and step and rewind are loaded. */
.macro finish_four rounding
    high_\rounding  sum0
    ldr     output, [sp, #OUTPUT]
    high_\rounding  sum1
    ldr     step, [sp, #STEP]
    high_\rounding  sum2
    ldr     rewind, [sp, #REWIND]
    away_\rounding  sum0
    high_\rounding  sum3
    ldr     span_end, [sp, #SPAN_END]
    away_\rounding  sum1
    low_\rounding   sum0
    away_\rounding  sum2
    low_\rounding   sum1
    away_\rounding  sum3
    low_\rounding   sum2
    ssat    sum0, #8, sum0
    low_\rounding   sum3
    ssat    sum1, #8, sum1
    strb    sum0, [output]
    ssat    sum2, #8, sum2
    strb    sum1, [output, step]
    ssat    sum3, #8, sum3
    strb    sum2, [output, step, lsl #1]
    add     output, output, step
.endm

/* Two sums become bytes, of which the first is stored. */
.macro finish_two rounding
    ldr     multiplier, [sp, #MULTIPLIER]
    ldr     power, [sp, #POWER]
    ldr     zero_point, [sp, #ZERO_POINT]
    ldr     output, [sp, #OUTPUT]
    high_\rounding  sum0
    ldr     step, [sp, #STEP]
    high_\rounding  sum1
    away_\rounding  sum0
    away_\rounding  sum1
    low_\rounding   sum0
    low_\rounding   sum1
    ssat    sum0, #8, sum0
    ssat    sum1, #8, sum1
    strb    sum0, [output]
.endm

/* All kernel rows of four outputs, */
.macro sums_of_four kernel
    ldr     weights, [sp, #WEIGHTS]
    ldr     pitch, [sp, #WEIGHTS + 4]
    ldr     sum0, [sp, #BIAS]
    ldr     rows, [sp, #WEIGHTS + 8]
    mov     sum1, sum0
    mov     sum2, sum0
    mov     sum3, sum0
    begin_four_of_\kernel
    subs    rows, rows, #1
    beq     7f
    .balign 4
6:
    four_of_\kernel 1
    bne     6b
7:
    four_of_\kernel 0
.endm

/* or of two. */
.macro sums_of_two kernel
    ldr     weights, [sp, #WEIGHTS]
    ldr     pitch, [sp, #WEIGHTS + 4]
    ldr     sum0, [sp, #BIAS]
    ldr     rows, [sp, #WEIGHTS + 8]
    mov     sum1, sum0
8:
    two_of_\kernel
    subs    rows, rows, #1
    bne     8b
.endm

/* Four neighbouring outputs. Lanes are at the next four then, and compared with those behind the last. */
.macro four_outputs width, stride, rounding
    sums_of_four w\width\()s\stride
    finish_four \rounding
    sub     lanes, lanes, rewind
    strb    sum3, [output, step, lsl #1]
    add     output, output, step
    add     output, output, step, lsl #1
    str     output, [sp, #OUTPUT]
    cmp     lanes, span_end
.endm

/* The last one to five outputs of a row. Lanes are at the next row then; and zero is said if there is none. */
.macro last_outputs count, width, stride, rounding
    .if     \count == 5
    four_outputs \width, \stride, \rounding
    .endif
    .if     \count == 3 || \count == 4
    sums_of_four w\width\()s\stride
    finish_four \rounding
    .else
    sums_of_two w\width\()s\stride
    finish_two \rounding
    .endif
    ldr     left, [sp, #ROWS_LEFT]
    ldr     onward, [sp, #ONWARD]
    .if     \count == 5
    sub     lanes, lanes, #32 * \stride
    .endif
    .if     \count == 2
    strb    sum1, [output, step]
    add     output, output, step
    .endif
    .if     \count == 4
    strb    sum3, [output, step, lsl #1]
    add     output, output, step
    .endif
    .if     \count == 3 || \count == 4
    add     output, output, step, lsl #1
    .else
    add     output, output, step
    .endif
    add     lanes, lanes, onward
    str     output, [sp, #OUTPUT]
    subs    left, left, #1
    str     left, [sp, #ROWS_LEFT]
.endm

#include "kernel_depthwise_rows_functions.h"
