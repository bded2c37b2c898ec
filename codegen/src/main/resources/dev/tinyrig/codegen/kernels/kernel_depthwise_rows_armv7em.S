/*
 * Rows of depthwise convolutions for Armv7E-M, four outputs at a time, bit-exact with kernel_depthwise_rows_portable.c;
 * kernel_depthwise_rows.h says how weights lie and what the roundings mean. SMLAD multiplies two taps at once; a tap that
 * is left over, in the lower or upper lane of a word, takes an SMLABB, SMLABT or SMLATB.
 */
    .syntax unified
    .thumb

band        .req r0         /* points at `rewind` of struct kernel_depthwise_band */
lanes       .req r1
weights     .req r2
pitch       .req r3
sum0        .req r4         /* sums of neighbouring outputs */
sum1        .req r5
sum2        .req r6
sum3        .req r7
pair0       .req r8         /* weights of one kernel row */
pair1       .req r9
pair2       .req r10
pair3       .req r11
rows        .req r12
word        .req lr         /* words of the plane; another where there are no more pairs */
word2       .req r10
word3       .req r11

/* Once the sums are made, other values take the registers. */
rewind      .req r3
multiplier  .req r8
power       .req r9
zero_point  .req r10
step        .req r11
output      .req r12
left        .req lr
result      .req r2

    .equ REWIND, 28         /* in the structure, */
    .equ OUTPUT, 20         /* and from there on */
    .equ LEFT, 24
    .equ LANES, 28
    .equ COUNT, 36
    .equ WIDTH, 40

/* pair0 = (w0,w1), pair1 = (w1,w2) */
.macro four_of_3s1
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word2, [lanes]
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    ldr     word, [lanes, #8]
    smlatb  sum0, pair1, word2, sum0
    smlad   sum1, pair1, word2, sum1
    smlad   sum2, pair0, word2, sum2
    smlabt  sum3, pair0, word2, sum3
    smlatb  sum2, pair1, word, sum2
    smlad   sum3, pair1, word, sum3
.endm

.macro two_of_3s1
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word2, [lanes]
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    smlatb  sum0, pair1, word2, sum0
    smlad   sum1, pair1, word2, sum1
.endm

/* pair0 = (w0,w1), pair1 = (w2,0) */
.macro four_of_3s2
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word2, [lanes]
    smlad   sum0, pair0, word, sum0
    smlabb  sum0, pair1, word2, sum0
    smlad   sum1, pair0, word2, sum1
    ldrd    word, word2, [lanes, #8]
    smlabb  sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    ldr     word, [lanes, #16]
    smlabb  sum2, pair1, word2, sum2
    smlad   sum3, pair0, word2, sum3
    smlabb  sum3, pair1, word, sum3
.endm

.macro two_of_3s2
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word2, [lanes]
    smlad   sum0, pair0, word, sum0
    ldr     word, [lanes, #8]
    smlabb  sum0, pair1, word2, sum0
    smlad   sum1, pair0, word2, sum1
    smlabb  sum1, pair1, word, sum1
.endm

/* pair0 = (w0,w1), pair1 = (w1,w2), pair2 = (w2,w3), pair3 = (w3,w4) */
.macro four_of_5s1
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    ldr     word, [lanes, #4]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    smlabt  sum3, pair0, word, sum3
    ldr     word, [lanes, #8]
    smlatb  sum0, pair3, word, sum0
    smlad   sum1, pair3, word, sum1
    smlad   sum2, pair2, word, sum2
    smlad   sum3, pair1, word, sum3
    ldr     word, [lanes, #12]
    smlatb  sum2, pair3, word, sum2
    smlad   sum3, pair3, word, sum3
.endm

.macro two_of_5s1
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    ldr     word, [lanes, #4]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    ldr     word, [lanes, #8]
    smlatb  sum0, pair3, word, sum0
    smlad   sum1, pair3, word, sum1
.endm

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (w4,0) */
.macro four_of_5s2
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word3, [lanes]
    ldr     pair2, [weights], #4
    smlad   sum0, pair0, word, sum0
    smlad   sum0, pair1, word3, sum0
    smlad   sum1, pair0, word3, sum1
    ldrd    word, word3, [lanes, #8]
    smlabb  sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    smlabb  sum1, pair2, word3, sum1
    smlad   sum2, pair1, word3, sum2
    smlad   sum3, pair0, word3, sum3
    ldrd    word, word3, [lanes, #16]
    smlabb  sum2, pair2, word, sum2
    smlad   sum3, pair1, word, sum3
    smlabb  sum3, pair2, word3, sum3
.endm

.macro two_of_5s2
    ldrd    pair0, pair1, [weights], #8
    ldrd    word, word3, [lanes]
    ldr     pair2, [weights], #4
    smlad   sum0, pair0, word, sum0
    smlad   sum0, pair1, word3, sum0
    smlad   sum1, pair0, word3, sum1
    ldrd    word, word3, [lanes, #8]
    smlabb  sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    smlabb  sum1, pair2, word3, sum1
.endm

/* pair0 = (w0,w1), pair1 = (w1,w2), pair2 = (w2,w3), pair3 = (w3,w4), then pair0 = (w4,w5), pair1 = (w5,w6) */
.macro four_of_7s1
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    ldr     word, [lanes, #4]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    smlabt  sum3, pair0, word, sum3
    ldr     word, [lanes, #8]
    smlad   sum1, pair3, word, sum1
    smlad   sum2, pair2, word, sum2
    smlad   sum3, pair1, word, sum3
    ldrd    pair0, pair1, [weights], #8
    smlad   sum0, pair0, word, sum0
    ldr     word, [lanes, #12]
    smlatb  sum0, pair1, word, sum0
    smlad   sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    smlad   sum3, pair3, word, sum3
    ldr     word, [lanes, #16]
    smlatb  sum2, pair1, word, sum2
    smlad   sum3, pair1, word, sum3
.endm

.macro two_of_7s1
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    smlabt  sum1, pair0, word, sum1
    ldr     word, [lanes, #4]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    ldr     word, [lanes, #8]
    ldrd    pair0, pair1, [weights], #8
    smlad   sum0, pair0, word, sum0
    smlad   sum1, pair3, word, sum1
    ldr     word, [lanes, #12]
    smlatb  sum0, pair1, word, sum0
    smlad   sum1, pair1, word, sum1
.endm

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (w4,w5), pair3 = (w6,0) */
.macro four_of_7s2
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    ldr     word, [lanes, #4]
    smlad   sum0, pair1, word, sum0
    smlad   sum1, pair0, word, sum1
    ldr     word, [lanes, #8]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    smlad   sum2, pair0, word, sum2
    ldr     word, [lanes, #12]
    smlabb  sum0, pair3, word, sum0
    smlad   sum1, pair2, word, sum1
    smlad   sum2, pair1, word, sum2
    smlad   sum3, pair0, word, sum3
    ldr     word, [lanes, #16]
    smlabb  sum1, pair3, word, sum1
    smlad   sum2, pair2, word, sum2
    smlad   sum3, pair1, word, sum3
    ldr     word, [lanes, #20]
    smlabb  sum2, pair3, word, sum2
    smlad   sum3, pair2, word, sum3
    ldr     word, [lanes, #24]
    smlabb  sum3, pair3, word, sum3
.endm

.macro two_of_7s2
    ldrd    pair0, pair1, [weights], #8
    ldr     word, [lanes]
    ldrd    pair2, pair3, [weights], #8
    smlad   sum0, pair0, word, sum0
    ldr     word, [lanes, #4]
    smlad   sum0, pair1, word, sum0
    smlad   sum1, pair0, word, sum1
    ldr     word, [lanes, #8]
    smlad   sum0, pair2, word, sum0
    smlad   sum1, pair1, word, sum1
    ldr     word, [lanes, #12]
    smlabb  sum0, pair3, word, sum0
    smlad   sum1, pair2, word, sum1
    ldr     word, [lanes, #16]
    smlabb  sum1, pair3, word, sum1
.endm

.macro scale_linear sum
    smmlar  result, \sum, multiplier, \sum
    add     result, result, result, asr #31
    smmlsr  result, result, power, zero_point
.endm

.macro scale_relu sum
    smmlar  result, \sum, multiplier, \sum
    smmlsr  result, result, power, zero_point
.endm

.macro scale_single sum
    smmlar  result, \sum, multiplier, zero_point
.endm

.macro store rounding, sum, at:vararg
    scale_\rounding \sum
    ssat    result, #8, result
    strb    result, \at
.endm

/* All kernel rows: three without a loop, or any number. */
.macro sum_three_rows products
    .rept 3
    \products
    add     lanes, lanes, pitch
    .endr
.endm

.macro sum_rows products
0:
    \products
    add     lanes, lanes, pitch
    subs    rows, rows, #1
    bne     0b
.endm

.macro rows_function sums, kernel, name, rounding
    .section .text.kernel_depthwise_rows_\name\()_\rounding, "ax", %progbits
    .global kernel_depthwise_rows_\name\()_\rounding
    .type   kernel_depthwise_rows_\name\()_\rounding, %function
    .thumb_func
kernel_depthwise_rows_\name\()_\rounding:
    push    {r4-r11, lr}
    adds    band, #REWIND
1:  /* a row of outputs */
    ldr     lanes, [band, #LANES]
    ldr     left, [band, #WIDTH]
    str     left, [band, #LEFT]
    cmp     left, #2
    ble     3f
2:  /* four of them, or the last three */
    ldmdb   band, {weights, pitch, sum0, sum1, sum2, sum3, rows}
    \sums   four_of_\kernel
    ldmia   band, {rewind, multiplier, power, zero_point, step, output, left}
    sub     lanes, lanes, rewind
    store   \rounding, sum0, [output]
    store   \rounding, sum1, [output, step]
    add     output, output, step, lsl #1
    store   \rounding, sum2, [output]
    subs    left, left, #4
    blt     4f
    store   \rounding, sum3, [output, step]
    add     output, output, step, lsl #1
    strd    output, left, [band, #OUTPUT]
    cmp     left, #2
    bgt     2b
3:  /* the last two or one */
    cmp     left, #0
    beq     5f
    ldmdb   band, {weights, pitch, sum0, sum1, sum2, sum3, rows}
    \sums   two_of_\kernel
    ldmia   band, {rewind, multiplier, power, zero_point, step, output, left}
    store   \rounding, sum0, [output]
    cmp     left, #1
    beq     4f
    store   \rounding, sum1, [output, step]
    add     output, output, step
4:
    add     output, output, step
    str     output, [band, #OUTPUT]
5:
    ldrd    lanes, pitch, [band, #LANES]
    ldr     rows, [band, #COUNT]
    add     lanes, lanes, pitch
    subs    rows, rows, #1
    str     lanes, [band, #LANES]
    str     rows, [band, #COUNT]
    bne     1b
    pop     {r4-r11, pc}
    .size   kernel_depthwise_rows_\name\()_\rounding, . - kernel_depthwise_rows_\name\()_\rounding
.endm

.macro rows_functions sums, kernel, name
    rows_function \sums, \kernel, \name, linear
    rows_function \sums, \kernel, \name, relu
    rows_function \sums, \kernel, \name, single
.endm

    rows_functions sum_three_rows, 3s1, 3x3s1
    rows_functions sum_three_rows, 3s2, 3x3s2
    rows_functions sum_rows, 3s1, w3s1
    rows_functions sum_rows, 3s2, w3s2
    rows_functions sum_rows, 5s1, w5s1
    rows_functions sum_rows, 5s2, w5s2
    rows_functions sum_rows, 7s1, w7s1
    rows_functions sum_rows, 7s2, w7s2
