/*
 * 3x3 depthwise convolutions in assembly, but for the order of instructions that makes four outputs: macros
 * four_outputs_s1 and four_outputs_s2, which the including file has for its core. Bit-exact with
 * kernel_depthwise_3x3_portable.c; kernel_depthwise_3x3.h has the layout of the planes.
 *
 * The weights of a channel stay in registers, but for those of the last kernel row, which give way to the output's address
 * and step whenever four outputs are done. What has no register lies on the stack.
 */
    .syntax unified
    .thumb

#include "kernel_blocks_macros.h"
#include "kernel_depthwise_rounding.h"

lanes       .req r0
pitch       .req r1
word0       .req r2
word1       .req r3
sum0        .req r4         /* sums of neighbouring outputs; the last holds the bias until it is summed itself */
sum1        .req r5
sum2        .req r6
sum3        .req r7
/* r8 r9, r10 r11, r12 lr: weights of the three kernel rows */

/* Once the sums are made, other values take the registers. */
power       .req r1
multiplier  .req r2
zero_point  .req r3
output      .req r12
step        .req lr

    .equ POWER, 0           /* on the stack, in the order of the registers that take them; with single rounding the pitch */
    .equ MULTIPLIER, 4
    .equ ZERO_POINT, 8
    .equ OUTPUT, 12
    .equ STEP, 16
    .equ LAST_ROW, 20       /* weights of the last kernel row */
    .equ BIAS, 28
    .equ PITCH, 32
    .equ SPAN, 36
    .equ ADVANCE, 40
    .equ ROWS, 44
    .equ TAIL, 48           /* where the outputs behind the last four are made */
    .equ SPAN_END, 52
    .equ ROWS_LEFT, 56
    .equ GROUP, 60
    .equ FRAME, 64

    .equ GROUP_CHANNELS, 20 /* in struct kernel_depthwise_3x3_group */
    .equ GROUP_CONSTANTS, 24

/*
 * One kernel row of 3, 2 or 1 outputs. With stride 1 the weights are (w0,w1) (w1,w2), with stride 2 (w0,w1) and w2 above
 * something else. Sums start from others, if so said.
 */
.macro products_3_s1 first, second, s0=sum0, s1=sum1, s2=sum2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlabt  sum1, \first, word0, \s1
    ldr     word0, [lanes, #32]
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \second, word1, sum1
    smlad   sum2, \first, word1, \s2
    smlatb  sum2, \second, word0, sum2
.endm

.macro products_2_s1 first, second, s0=sum0, s1=sum1, unused
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlabt  sum1, \first, word0, \s1
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \second, word1, sum1
.endm

.macro products_1_s1 first, second, s0=sum0, unused1, unused2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlatb  sum0, \second, word1, sum0
.endm

.macro products_3_s2 first, second, s0=sum0, s1=sum1, s2=sum2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \first, word1, \s1
    ldrd    word0, word1, [lanes, #32]
    smlatb  sum1, \second, word0, sum1
    smlad   sum2, \first, word0, \s2
    smlatb  sum2, \second, word1, sum2
.endm

.macro products_2_s2 first, second, s0=sum0, s1=sum1, unused
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    ldr     word0, [lanes, #32]
    smlatb  sum0, \second, word1, sum0
    smlad   sum1, \first, word1, \s1
    smlatb  sum1, \second, word0, sum1
.endm

.macro products_1_s2 first, second, s0=sum0, unused1, unused2
    ldrd    word0, word1, [lanes]
    smlad   sum0, \first, word0, \s0
    smlatb  sum0, \second, word1, sum0
.endm

/* The constants are in three registers from r\constants on. */
.macro store rounding, constants, sum, at:vararg
    .if \constants
    scale_\rounding \sum, r2, r1, r3
    .else
    scale_\rounding \sum, r1, r0, r2
    .endif
    ssat    \sum, #8, \sum
    strb    \sum, \at
.endm

/* One to three neighbouring outputs; lanes and pitch are as before. */
.macro outputs count, stride, rounding
    ldr     sum3, [sp, #BIAS]
    products_\count\()_s\stride r8, r9, sum3, sum3, sum3
    add     lanes, lanes, pitch
    ldrd    r12, lr, [sp, #LAST_ROW]
    products_\count\()_s\stride r10, r11
    add     lanes, lanes, pitch
    products_\count\()_s\stride r12, lr
    sub     lanes, lanes, pitch, lsl #1
    ldm     sp, {r1, r2, r3, r12, lr}
    store   \rounding, 1, sum0, [output]
    .if \count == 1
    add     output, output, step
    .else
    store   \rounding, 1, sum1, [output, step]
    .if \count == 3
    store   \rounding, 1, sum2, [output, step, lsl #1]
    add     output, output, step
    .endif
    add     output, output, step, lsl #1
    .endif
    str     output, [sp, #OUTPUT]
    .ifnc \rounding, single
    ldr     pitch, [sp, #PITCH]
    .endif
.endm

/* Three weights in a word of bytes become two pairs; the second may be the word's register. */
.macro unpack_s1 bytes, first, even, odd
    sxtb16  \even, \bytes
    sxtb16  \odd, \bytes, ror #8
    pkhbt   \first, \even, \odd, lsl #16
    pkhbt   \bytes, \odd, \even
.endm

.macro unpack_s2 bytes, first, even, odd
    sxtb16  \even, \bytes
    sxtb16  \odd, \bytes, ror #8
    pkhbt   \first, \even, \odd, lsl #16
    mov     \bytes, \even
.endm

.macro function_3x3 stride, rounding
    .section .text.kernel_depthwise_3x3_s\stride\()_\rounding, "ax", %progbits
    .balign 4
    .global kernel_depthwise_3x3_s\stride\()_\rounding
    .type   kernel_depthwise_3x3_s\stride\()_\rounding, %function
    .thumb_func
kernel_depthwise_3x3_s\stride\()_\rounding:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME
    str     r0, [sp, #GROUP]
    add     r1, r0, #GROUP_CONSTANTS
    ldm     r1, {r2-r8}
    str     r2, [sp, #ZERO_POINT]
    str     r3, [sp, #STEP]
    str     r4, [sp, #POWER]
    strd    r4, r5, [sp, #PITCH]
    strd    r6, r7, [sp, #ADVANCE]
    adr.w   r4, 5f + 1                      /* + 1: Thumb */
    cmp     r8, #1
    it      eq
    adreq.w r4, 8f + 1
    cmp     r8, #2
    it      eq
    adreq.w r4, 7f + 1
    it      gt
    adrgt.w r4, 6f + 1
    str     r4, [sp, #TAIL]
1:  /* a channel */
    ldm     r0, {r1-r5}
    ldr     r9, [r1]
    ldr     r11, [r1, #3]
    ldr     lr, [r1, #6]
    add     r1, r1, #9
    ldrd    r6, r7, [r2], #8
    str     r6, [sp, #BIAS]
    str     r7, [sp, #MULTIPLIER]
    str     r4, [sp, #OUTPUT]
    ldrb    r6, [r3], #1
    add     r4, r4, #1
    add     r5, r5, #8
    stm     r0, {r1-r5}
    .ifnc \rounding, single
    rsb     r6, r6, #32
    mvn     r7, #0
    lsl     r7, r7, r6
    str     r7, [sp, #POWER]
    .endif
    sub     lanes, r5, #8
    unpack_s\stride r9, r8, r6, r7
    unpack_s\stride r11, r10, r6, r7
    unpack_s\stride lr, r12, r6, r7
    strd    r12, lr, [sp, #LAST_ROW]
    ldr     r4, [sp, #ROWS]
    ldr     pitch, [sp, #PITCH]
2:  /* a row of outputs */
    str     r4, [sp, #ROWS_LEFT]
    ldr     r4, [sp, #SPAN]
    cmp     r4, #0
    beq     4f
    add     r4, r4, lanes
    str     r4, [sp, #SPAN_END]
3:  /* four of them */
    four_outputs_s\stride \rounding
    ldr     r4, [sp, #SPAN_END]
    cmp     lanes, r4
    blo     3b
4:
    ldr     pc, [sp, #TAIL]
5:
    ldr     r4, [sp, #ROWS_LEFT]
    ldr     r5, [sp, #ADVANCE]
    add     lanes, lanes, r5
    subs    r4, r4, #1
    bne     2b
    ldr     r0, [sp, #GROUP]
    ldr     r1, [r0, #GROUP_CHANNELS]
    subs    r1, r1, #1
    str     r1, [r0, #GROUP_CHANNELS]
    bne     1b
    add     sp, sp, #FRAME
    pop     {r4-r11, pc}
6:
    outputs 3, \stride, \rounding
    b       5b
7:
    outputs 2, \stride, \rounding
    b       5b
8:
    outputs 1, \stride, \rounding
    b       5b
    .size   kernel_depthwise_3x3_s\stride\()_\rounding, . - kernel_depthwise_3x3_s\stride\()_\rounding
.endm

    function_3x3 1, linear
    function_3x3 1, relu
    function_3x3 1, single
    function_3x3 2, linear
    function_3x3 2, relu
    function_3x3 2, single

/*
 * Whole maps of 3x3 or 5x5 outputs with padding around them, where rows and planes have one size only. r0 is the plane of
 * a channel, r1 and r2 are words of it, r3 to r7 the sums of a row, of which the last holds the bias until it is summed
 * itself, and r8 to lr the weights as above.
 */
    .equ MAP_PITCH_3, 32
    .equ MAP_PITCH_5, 64

    .equ MAP_LANES, 32      /* on the stack, behind what is as above; with single rounding at POWER too */
    .equ MAP_CHANNELS, 36
    .equ MAP, 40
    .equ MAP_FRAME, 44

    .equ MAP_INPUT, 16      /* in struct kernel_depthwise_map */
    .equ MAP_GROUPS, 36

.macro map_products_3 first, second, at, s0=r3, s1=r4, unused1, unused2
    ldrd    r1, r2, [r0, #\at]
    smlad   r3, \first, r1, \s0
    smlabt  r4, \first, r1, \s1
    smlatb  r3, \second, r2, r3
    smlad   r4, \second, r2, r4
    smlad   r5, \first, r2, r5
.endm

.macro map_products_5 first, second, at, s0=r3, s1=r4, s2=r5, s3=r6
    ldrd    r1, r2, [r0, #\at]
    smlad   r3, \first, r1, \s0
    smlabt  r4, \first, r1, \s1
    ldr     r1, [r0, #\at + 32]
    smlatb  r3, \second, r2, r3
    smlad   r4, \second, r2, r4
    smlad   r5, \first, r2, \s2
    smlabt  r6, \first, r2, \s3
    smlatb  r5, \second, r1, r5
    smlad   r6, \second, r1, r6
    smlad   r7, \first, r1, r7
.endm

/* A row of outputs; of the kernel rows only those in the map. */
.macro map_outputs width, y, last, rounding
    ldr     \last, [sp, #BIAS]
    .if \y > 0
    map_products_\width r8, r9, MAP_PITCH_\width * (\y - 1), \last, \last, \last, \last
    map_products_\width r10, r11, MAP_PITCH_\width * \y
    .else
    map_products_\width r10, r11, MAP_PITCH_\width * \y, \last, \last, \last, \last
    .endif
    .if \y < \width - 1
    ldrd    r12, lr, [sp, #LAST_ROW]
    map_products_\width r12, lr, MAP_PITCH_\width * (\y + 1)
    .endif
    ldm     sp, {r0, r1, r2, r12, lr}
    store   \rounding, 0, r3, [output]
    store   \rounding, 0, r4, [output, step]
    store   \rounding, 0, r5, [output, step, lsl #1]
    add     output, output, step
    .if \width == 5
    add     output, output, step, lsl #1
    store   \rounding, 0, r6, [output]
    store   \rounding, 0, r7, [output, step]
    .endif
    add     output, output, step, lsl #1
    str     output, [sp, #OUTPUT]
    .ifnc \rounding, single
    ldr     r0, [sp, #MAP_LANES]
    .endif
.endm

.macro map_function width, rounding
    .section .text.kernel_depthwise_3x3_map\width\()_\rounding, "ax", %progbits
    .balign 4
    .global kernel_depthwise_3x3_map\width\()_\rounding
    .type   kernel_depthwise_3x3_map\width\()_\rounding, %function
    .thumb_func
kernel_depthwise_3x3_map\width\()_\rounding:
    push    {r4-r11, lr}
    sub     sp, sp, #MAP_FRAME
    mov     lr, r0
    str     r0, [sp, #MAP]
1:  /* a group of four channels */
    add     r4, lr, #MAP_INPUT
    ldm     r4, {r0, r1, r2, r3, r5}        /* pixel, step, lanes, minus the zero point, the output's zero point */
    str     r1, [sp, #STEP]
    str     r5, [sp, #ZERO_POINT]
    add     r5, r0, #4
    str     r5, [r4]
    mov     r5, #4
    str     r2, [sp, #MAP_LANES]
    str     r5, [sp, #MAP_CHANNELS]
    sub     r2, r2, #8
    mov     lr, #\width
2:
    left_block 3
    .if \width == 5
    right_block 2
    .endif
    subs    lr, lr, #1
    bne     2b
    ldr     r0, [sp, #MAP]
3:  /* a channel */
    ldm     r0, {r1-r4}
    ldr     r9, [r1]
    ldr     r11, [r1, #3]
    ldr     lr, [r1, #6]
    add     r1, r1, #9
    ldrd    r6, r7, [r2], #8
    str     r6, [sp, #BIAS]
    str     r7, [sp, #MULTIPLIER]
    str     r4, [sp, #OUTPUT]
    ldrb    r6, [r3], #1
    add     r4, r4, #1
    stm     r0, {r1-r4}
    ldr     r0, [sp, #MAP_LANES]
    .ifc \rounding, single
    str     r0, [sp, #POWER]
    .else
    rsb     r6, r6, #32
    mvn     r7, #0
    lsl     r7, r7, r6
    str     r7, [sp, #POWER]
    .endif
    unpack_s1 r9, r8, r6, r7
    unpack_s1 r11, r10, r6, r7
    unpack_s1 lr, r12, r6, r7
    strd    r12, lr, [sp, #LAST_ROW]
    .if \width == 3
    map_outputs 3, 0, r5, \rounding
    map_outputs 3, 1, r5, \rounding
    map_outputs 3, 2, r5, \rounding
    .else
    map_outputs 5, 0, r7, \rounding
    map_outputs 5, 1, r7, \rounding
    map_outputs 5, 2, r7, \rounding
    map_outputs 5, 3, r7, \rounding
    map_outputs 5, 4, r7, \rounding
    .endif
    ldrd    r1, r2, [sp, #MAP_LANES]
    ldr     r0, [sp, #MAP]
    add     r1, r1, #8
    subs    r2, r2, #1
    strd    r1, r2, [sp, #MAP_LANES]
    bne     3b
    ldr     r1, [r0, #MAP_GROUPS]
    mov     lr, r0
    subs    r1, r1, #1
    str     r1, [r0, #MAP_GROUPS]
    bne     1b
    add     sp, sp, #MAP_FRAME
    pop     {r4-r11, pc}
    .size   kernel_depthwise_3x3_map\width\()_\rounding, . - kernel_depthwise_3x3_map\width\()_\rounding
.endm

    map_function 3, linear
    map_function 3, relu
    map_function 3, single
    map_function 5, linear
    map_function 5, relu
    map_function 5, single

    .section .note.GNU-stack, "", %progbits
