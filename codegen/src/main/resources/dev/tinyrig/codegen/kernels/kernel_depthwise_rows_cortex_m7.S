/*
 * Rows of depthwise convolutions for the Cortex-M7, four outputs at a time, bit-exact with kernel_depthwise_rows_portable.c;
 * kernel_depthwise_rows.h says how weights lie and what the roundings mean. SMLAD multiplies two taps at once; a tap that
 * is left over, in the lower or upper lane of a word, takes an SMLABB, SMLABT or SMLATB.
 *
 * The core issues two instructions a cycle in order, one multiplication among them, which takes what was loaded two cycles
 * before. So a row of four outputs has one multiplication a line, each with one other instruction, and loads what the next
 * row begins with; the last row must not, and loads what the sums are scaled by instead.
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
word0       .req r11        /* words of the plane */
word1       .req lr
rows        .req r12

/* Where rows of two outputs leave a register free. */
word2       .req r6
word3       .req r7

/* Once the sums are made, other values take the registers. */
multiplier  .req r2
power       .req r3
rewind      .req r8
step        .req r9
output      .req r10
left        .req r11
zero_point  .req r12

    .equ WEIGHTS, -28       /* in the structure */
    .equ PITCH, -24
    .equ BIAS, -20
    .equ KERNEL_ROWS, -4
    .equ REWIND, 0
    .equ MULTIPLIER, 4
    .equ POWER, 8
    .equ ZERO_POINT, 12
    .equ STEP, 16
    .equ OUTPUT, 20
    .equ LEFT, 24
    .equ LANES, 28
    .equ ADVANCE, 32
    .equ COUNT, 36
    .equ WIDTH, 40
    .equ REWIND_OFFSET, 28

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
    ldr     multiplier, [band, #MULTIPLIER]
    ldr     power, [band, #POWER]
    ldr     zero_point, [band, #ZERO_POINT]
    .endif
.endm

/* pair0 = (w0,w1), pair1 = (w1,w2) */
.macro begin_four_of_3s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_3s1 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair2, [lanes, #8]

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

/* pair0 = (w0,w1), pair1 = (w2,0) */
.macro begin_four_of_3s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_3s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair2, [lanes, #8]

    smlad   sum1, pair0, word1, sum1
    ldr     pair1, [weights, #4]

    smlad   sum2, pair0, pair2, sum2
    ldr     word0, [lanes, #12]

    smlabb  sum0, pair1, word1, sum0
    ldr     word1, [lanes, #16]

    smlabb  sum1, pair1, pair2, sum1
    add     lanes, lanes, pitch

    smlad   sum3, pair0, word0, sum3
    load_if \more, pair0, [weights, #8]!

    smlabb  sum2, pair1, word0, sum2
    load_if \more, word0, [lanes]

    smlabb  sum3, pair1, word1, sum3
    load_if \more, word1, [lanes, #4]

    count_if \more
    load_scale_unless \more
.endm

/* Four pairs, (w0,w1) (w1,w2) (w2,w3) (w3,w4), of which the first gives way to the last */
.macro begin_four_of_5s1
    ldr     pair1, [weights, #4]
    ldr     word0, [lanes, #4]
    ldr     pair2, [weights, #8]
.endm

.macro four_of_5s1 more
    smlad   sum1, pair1, word0, sum1
    ldr     pair0, [weights]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes]

    smlad   sum2, pair0, word0, sum2
    count_if \more

    smlabt  sum3, pair0, word0, sum3
    ldr     word0, [lanes, #8]

    smlad   sum0, pair0, word1, sum0

    smlabt  sum1, pair0, word1, sum1
    ldr     pair0, [weights, #12]

    smlad   sum2, pair2, word0, sum2
    ldr     word1, [lanes, #12]

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

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (w4,0) */
.macro begin_four_of_5s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_5s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]

    smlad   sum1, pair0, word1, sum1
    ldr     word0, [lanes, #8]

    smlad   sum0, pair1, word1, sum0
    ldr     word1, [lanes, #12]

    smlad   sum2, pair0, word0, sum2
    ldr     pair2, [weights, #8]

    smlad   sum1, pair1, word0, sum1
    count_if \more

    smlabb  sum0, pair2, word0, sum0
    ldr     word0, [lanes, #16]

    smlad   sum3, pair0, word1, sum3
    load_if \more, pair0, [weights, #12]!

    smlad   sum2, pair1, word1, sum2

    smlabb  sum1, pair2, word1, sum1
    ldr     word1, [lanes, #20]

    add     lanes, lanes, pitch
    smlad   sum3, pair1, word0, sum3

    smlabb  sum2, pair2, word0, sum2
    load_if \more, word0, [lanes]

    smlabb  sum3, pair2, word1, sum3
    load_if \more, word1, [lanes, #4]
    load_scale_unless \more
.endm

/* Six pairs, (w0,w1) (w1,w2) (w2,w3), which give way to (w5,w6) (w3,w4) (w4,w5) */
.macro begin_four_of_7s1
    ldr     pair1, [weights, #4]
    ldr     word0, [lanes, #4]
    ldr     pair2, [weights, #8]
.endm

.macro four_of_7s1 more
    smlad   sum1, pair1, word0, sum1
    ldr     pair0, [weights]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes]

    smlad   sum2, pair0, word0, sum2
    count_if \more

    smlabt  sum3, pair0, word0, sum3
    ldr     word0, [lanes, #8]

    smlad   sum0, pair0, word1, sum0

    smlabt  sum1, pair0, word1, sum1
    ldr     pair0, [weights, #20]

    smlad   sum2, pair2, word0, sum2
    ldr     pair2, [weights, #16]

    smlad   sum3, pair1, word0, sum3
    ldr     pair1, [weights, #12]

    smlad   sum0, pair2, word0, sum0
    ldr     word1, [lanes, #12]

    smlad   sum1, pair1, word0, sum1
    ldr     word0, [lanes, #16]

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

/* pair0 = (w0,w1), pair1 = (w2,w3), pair2 = (w4,w5), and (w6,0) in the register of band, which is on the stack */
.macro begin_four_of_7s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
.endm

.macro four_of_7s2 more
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]

    smlad   sum1, pair0, word1, sum1
    ldr     word0, [lanes, #8]

    smlad   sum0, pair1, word1, sum0
    ldr     pair2, [weights, #8]

    smlad   sum2, pair0, word0, sum2
    ldr     word1, [lanes, #12]

    smlad   sum1, pair1, word0, sum1
    ldr     band, [weights, #12]

    smlad   sum0, pair2, word0, sum0
    ldr     word0, [lanes, #16]

    smlad   sum3, pair0, word1, sum3
    load_if \more, pair0, [weights, #16]!

    smlad   sum2, pair1, word1, sum2
    count_if \more

    smlad   sum1, pair2, word1, sum1

    smlabb  sum0, band, word1, sum0
    ldr     word1, [lanes, #20]

    smlad   sum3, pair1, word0, sum3
    ldr     pair1, [lanes, #24]

    smlad   sum2, pair2, word0, sum2

    smlabb  sum1, band, word0, sum1
    add     lanes, lanes, pitch

    smlad   sum3, pair2, word1, sum3

    smlabb  sum2, band, word1, sum2
    load_if \more, word0, [lanes]

    smlabb  sum3, band, pair1, sum3
    load_if \more, word1, [lanes, #4]
    .ifeq \more
    ldr     band, [sp]
    .endif
    load_scale_unless \more
.endm

/* Two outputs, when a row has no more of them. */
.macro two_of_3s1
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

.macro two_of_3s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     word1, [lanes, #4]
    ldr     pair1, [weights, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #8]
    smlad   sum1, pair0, word1, sum1
    add     lanes, lanes, pitch
    smlabb  sum0, pair1, word1, sum0
    add     weights, weights, #8
    smlabb  sum1, pair1, word2, sum1
.endm

.macro two_of_5s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair2, [weights, #8]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]
    smlabt  sum1, pair0, word0, sum1
    ldr     word2, [lanes, #8]
    smlad   sum0, pair2, word1, sum0
    ldr     pair0, [weights, #12]
    smlad   sum1, pair1, word1, sum1
    add     weights, weights, #16
    smlatb  sum0, pair0, word2, sum0
    add     lanes, lanes, pitch
    smlad   sum1, pair0, word2, sum1
.endm

.macro two_of_5s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair1, [weights, #4]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #8]
    ldr     pair2, [weights, #8]
    smlad   sum1, pair0, word1, sum1
    ldr     word3, [lanes, #12]
    smlad   sum0, pair1, word1, sum0
    add     lanes, lanes, pitch
    smlad   sum1, pair1, word2, sum1
    add     weights, weights, #12
    smlabb  sum0, pair2, word2, sum0
    smlabb  sum1, pair2, word3, sum1
.endm

.macro two_of_7s1
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair2, [weights, #8]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     pair1, [weights, #4]
    smlabt  sum1, pair0, word0, sum1
    ldr     word2, [lanes, #8]
    smlad   sum0, pair2, word1, sum0
    ldr     pair0, [weights, #16]
    smlad   sum1, pair1, word1, sum1
    ldr     pair2, [weights, #12]
    smlad   sum0, pair0, word2, sum0
    ldr     pair1, [weights, #20]
    smlad   sum1, pair2, word2, sum1
    ldr     word3, [lanes, #12]
    add     weights, weights, #24
    add     lanes, lanes, pitch
    smlatb  sum0, pair1, word3, sum0
    smlad   sum1, pair1, word3, sum1
.endm

.macro two_of_7s2
    ldr     pair0, [weights]
    ldr     word0, [lanes]
    ldr     pair1, [weights, #4]
    ldr     word1, [lanes, #4]
    smlad   sum0, pair0, word0, sum0
    ldr     word2, [lanes, #8]
    smlad   sum1, pair0, word1, sum1
    ldr     pair2, [weights, #8]
    smlad   sum0, pair1, word1, sum0
    ldr     word3, [lanes, #12]
    smlad   sum1, pair1, word2, sum1
    ldr     pair0, [weights, #12]
    smlad   sum0, pair2, word2, sum0
    ldr     word0, [lanes, #16]
    smlad   sum1, pair2, word3, sum1
    add     weights, weights, #16
    smlabb  sum0, pair0, word3, sum0
    add     lanes, lanes, pitch
    smlabb  sum1, pair0, word0, sum1
.endm

/* Between two roundings of a sum lie those of the others. */
.macro high_linear sum
    smmlar  \sum, \sum, multiplier, \sum
.endm

.macro high_relu sum
    smmlar  \sum, \sum, multiplier, \sum
.endm

.macro high_single sum
    smmlar  \sum, \sum, multiplier, zero_point
.endm

.macro away_linear sum
    add     \sum, \sum, \sum, asr #31
.endm

.macro away_relu sum
.endm

.macro away_single sum
.endm

.macro scale_linear sum
    smmlsr  \sum, \sum, power, zero_point
.endm

.macro scale_relu sum
    smmlsr  \sum, \sum, power, zero_point
.endm

.macro scale_single sum
.endm

/* Four sums become bytes; and output, step, what is left and rewind are loaded. */
.macro finish_four rounding
    high_\rounding  sum0
    ldr     left, [band, #LEFT]
    high_\rounding  sum1
    ldr     output, [band, #OUTPUT]
    high_\rounding  sum2
    ldr     step, [band, #STEP]
    away_\rounding  sum0
    high_\rounding  sum3
    ldr     rewind, [band, #REWIND]
    away_\rounding  sum1
    scale_\rounding sum0
    away_\rounding  sum2
    scale_\rounding sum1
    away_\rounding  sum3
    scale_\rounding sum2
    ssat    sum0, #8, sum0
    scale_\rounding sum3
    ssat    sum1, #8, sum1
    strb    sum0, [output]
    ssat    sum2, #8, sum2
    strb    sum1, [output, step]
    ssat    sum3, #8, sum3
    strb    sum2, [output, step, lsl #1]
    add     output, output, step
.endm

.macro finish_two rounding
    ldr     multiplier, [band, #MULTIPLIER]
    ldr     power, [band, #POWER]
    ldr     zero_point, [band, #ZERO_POINT]
    ldr     output, [band, #OUTPUT]
    high_\rounding  sum0
    ldr     left, [band, #LEFT]
    high_\rounding  sum1
    ldr     step, [band, #STEP]
    away_\rounding  sum0
    away_\rounding  sum1
    scale_\rounding sum0
    scale_\rounding sum1
    ssat    sum0, #8, sum0
    ssat    sum1, #8, sum1
    strb    sum0, [output]
.endm

/* Sums of any number of kernel rows, or of three, without a loop. */
.macro sum_rows kernel
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

.macro sum_three_rows kernel
    begin_four_of_\kernel
    four_of_\kernel 1
    four_of_\kernel 1
    four_of_\kernel 0
.endm

.macro rows_function sums, kernel, name, rounding
    .section .text.kernel_depthwise_rows_\name\()_\rounding, "ax", %progbits
    .balign 8
    .global kernel_depthwise_rows_\name\()_\rounding
    .type   kernel_depthwise_rows_\name\()_\rounding, %function
    .thumb_func
kernel_depthwise_rows_\name\()_\rounding:
    push    {r4-r11, lr}
    add     band, band, #REWIND_OFFSET
    push    {band}
1:  /* a row of outputs */
    ldr     lanes, [band, #LANES]
    ldr     left, [band, #WIDTH]
    str     left, [band, #LEFT]
    cmp     left, #2
    ble     3f
2:  /* four of them, or the last three */
    ldr     weights, [band, #WEIGHTS]
    ldr     pitch, [band, #PITCH]
    ldr     sum0, [band, #BIAS]
    ldr     rows, [band, #KERNEL_ROWS]
    mov     sum1, sum0
    mov     sum2, sum0
    mov     sum3, sum0
    \sums   \kernel
    finish_four \rounding
    sub     lanes, lanes, rewind
    subs    left, left, #4
    blt     4f
    strb    sum3, [output, step, lsl #1]
    add     output, output, step
    add     output, output, step, lsl #1
    str     left, [band, #LEFT]
    str     output, [band, #OUTPUT]
    cmp     left, #2
    bgt     2b
3:  /* the last two or one */
    cmp     left, #0
    beq     5f
    ldr     weights, [band, #WEIGHTS]
    ldr     pitch, [band, #PITCH]
    ldr     sum0, [band, #BIAS]
    ldr     rows, [band, #KERNEL_ROWS]
    mov     sum1, sum0
8:
    two_of_\kernel
    subs    rows, rows, #1
    bne     8b
    finish_two \rounding
    cmp     left, #1
    beq     9f
    strb    sum1, [output, step]
    add     output, output, step
9:
    add     output, output, step
    str     output, [band, #OUTPUT]
    b       5f
4:
    add     output, output, step, lsl #1
    str     output, [band, #OUTPUT]
5:
    ldr     lanes, [band, #LANES]
    ldr     pitch, [band, #ADVANCE]
    ldr     rows, [band, #COUNT]
    add     lanes, lanes, pitch
    subs    rows, rows, #1
    str     lanes, [band, #LANES]
    str     rows, [band, #COUNT]
    bne     1b
    pop     {band}
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

    .section .note.GNU-stack, "", %progbits
