/*
 * Depthwise windows of 5x5, 2 apart, over maps of 5x5 pixels with padding around them, which give maps of 3x3. Bit-exact with
 * kernel_depthwise_5x5_map_portable.c; kernel_depthwise_rows.h says what the roundings mean.
 *
 * No product has a tap in the padding. That takes no planes with padding, but three words a row: of each channel's pixels 0
 * and 2, 2 and 4, 1 and 3. The weights of a kernel row become pairs in the same order.
 */
    .syntax unified
    .thumb

#include "kernel_depthwise_rounding.h"

lanes       .req r0
weights     .req r1
rows        .req r2         /* of the kernel, that are to come */
in_map      .req r3         /* how many of them lie in the map, three bits for each row of outputs that is to come */
sum0        .req r4
sum1        .req r5
sum2        .req r6
weights02   .req r7
weights13   .req r8
weights24   .req r9
pixels02    .req r10
pixels24    .req r11
pixels13    .req r12

/* Once the sums are made, other values take the registers. */
multiplier  .req r7
power       .req r8
zero_point  .req r9
output      .req r10
step        .req r11

    .equ MULTIPLIER, 0      /* on the stack, in the order of the registers that take them */
    .equ POWER, 4
    .equ ZERO_POINT, 8
    .equ OUTPUT, 12
    .equ STEP, 16
    .equ BIAS, 20           /* twice the same */
    .equ LANES, 28          /* of the next channel */
    .equ CHANNELS, 32       /* of the group, that are to come */
    .equ MAP, 36
    .equ FRAME, 40

    .equ MAP_INPUT, 16      /* in struct kernel_depthwise_map */
    .equ MAP_GROUPS, 36

    .equ SIDE, 5
    .equ GROUP_CHANNELS, 4
    .equ ROW, 12            /* bytes of a row of lanes, */
    .equ PLANE, SIDE * ROW  /* and of all rows of a channel */
    .equ WEIGHTS, SIDE * SIDE
    .equ IN_MAP, 3 | 5 << 3 | 3 << 6

/* Two pixels, of which each has two channels in its lanes: a word of each channel. */
.macro pair first, second, low, high
    pkhbt   \low, \first, \second, lsl #16
    pkhtb   \high, \second, \first, asr #16
.endm

/* A row of pixels of four channels; r0 pixel, r1 bytes from pixel to pixel, r2 the row of lanes, r3 minus the zero point. */
.macro widen_row
    ldr     r4, [r0]
    ldr     r5, [r0, r1, lsl #1]
    ldr     r6, [r0, r1, lsl #2]
    add     r0, r0, r1
    sxtab16 r7, r3, r4
    sxtab16 r8, r3, r5
    sxtab16 r9, r3, r6
    sxtab16 r4, r3, r4, ror #8
    sxtab16 r5, r3, r5, ror #8
    sxtab16 r6, r3, r6, ror #8
    pair    r7, r8, r10, r7
    pair    r8, r9, r11, r8
    strd    r10, r11, [r2], #ROW
    strd    r7, r8, [r2, #2 * PLANE - ROW]
    pair    r4, r5, r10, r4
    pair    r5, r6, r11, r5
    strd    r10, r11, [r2, #PLANE - ROW]
    strd    r4, r5, [r2, #3 * PLANE - ROW]
    ldr     r4, [r0]
    ldr     r5, [r0, r1, lsl #1]
    add     r0, r0, r1, lsl #2
    sxtab16 r7, r3, r4
    sxtab16 r8, r3, r5
    sxtab16 r4, r3, r4, ror #8
    sxtab16 r5, r3, r5, ror #8
    pair    r7, r8, r10, r7
    pair    r4, r5, r11, r4
    str     r10, [r2, #-4]
    str     r11, [r2, #PLANE - 4]
    str     r7, [r2, #2 * PLANE - 4]
    str     r4, [r2, #3 * PLANE - 4]
.endm

/* A kernel row of three outputs: taps 2 to 4 of the first, all of the second, taps 0 to 2 of the third. */
.macro products
    ldr     weights24, [weights, #1]
    ldr     weights02, [weights], #SIDE
    ldrd    pixels02, pixels24, [lanes], #ROW
    ldr     pixels13, [lanes, #-4]
    sxtb16  weights24, weights24, ror #8
    sxtb16  weights13, weights02, ror #8
    sxtb16  weights02, weights02
    smlad   sum0, weights24, pixels02, sum0
    smlad   sum1, weights02, pixels02, sum1
    smlad   sum2, weights02, pixels24, sum2
    smlatb  sum0, weights13, pixels13, sum0
    smlad   sum1, weights13, pixels13, sum1
    smlabt  sum2, weights13, pixels13, sum2
    smlatt  sum1, weights24, pixels24, sum1
.endm

.macro store rounding, sum, at:vararg
    scale_\rounding \sum, multiplier, power, zero_point
    ssat    \sum, #8, \sum
    strb    \sum, \at
.endm

.macro map_function rounding
    .section .text.kernel_depthwise_5x5_map_\rounding, "ax", %progbits
    .balign 4
    .global kernel_depthwise_5x5_map_\rounding
    .type   kernel_depthwise_5x5_map_\rounding, %function
    .thumb_func
kernel_depthwise_5x5_map_\rounding:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME
    str     r0, [sp, #MAP]
1:  /* a group of four channels */
    add     r4, r0, #MAP_INPUT
    ldm     r4, {r0, r1, r2, r3, r5}        /* pixel, step, lanes, minus the zero point, the output's zero point */
    str     r1, [sp, #STEP]
    str     r5, [sp, #ZERO_POINT]
    add     r5, r0, #GROUP_CHANNELS
    str     r5, [r4]
    mov     r5, #GROUP_CHANNELS
    strd    r2, r5, [sp, #LANES]
    mov     lr, #SIDE
2:
    widen_row
    subs    lr, lr, #1
    bne     2b
3:  /* a channel */
    ldr     r0, [sp, #MAP]
    ldm     r0, {r1-r4}                     /* weights, factors, shifts, output */
    ldrd    r5, r6, [r2], #8
    ldrb    r7, [r3], #1
    strd    r5, r5, [sp, #BIAS]
    .ifnc \rounding, single
    rsb     r7, r7, #32
    mvn     r8, #0
    lsl     r7, r8, r7
    .endif
    strd    r6, r7, [sp, #MULTIPLIER]
    str     r4, [sp, #OUTPUT]
    add     r1, r1, #WEIGHTS
    add     r4, r4, #1
    stm     r0, {r1-r4}
    ldr     lanes, [sp, #LANES]
    sub     weights, weights, #3 * SIDE     /* two kernel rows lie above the map */
    mov     in_map, #IN_MAP
4:  /* a row of outputs */
    ldrd    sum0, sum1, [sp, #BIAS]
    mov     sum2, sum0
    and     rows, in_map, #7
5:
    products
    subs    rows, rows, #1
    bne     5b
    ldm     sp, {r7-r11}
    store   \rounding, sum0, [output]
    store   \rounding, sum1, [output, step]
    store   \rounding, sum2, [output, step, lsl #1]
    add     output, output, step
    add     output, output, step, lsl #1
    str     output, [sp, #OUTPUT]
    sub     lanes, lanes, #3 * ROW          /* to the first row of the map, then the third */
    sub     weights, weights, #WEIGHTS      /* kernel rows end with the last, then the last, then the third */
    lsrs    in_map, in_map, #3
    bne     4b
    ldrd    r1, r2, [sp, #LANES]
    add     r1, r1, #PLANE
    subs    r2, r2, #1
    strd    r1, r2, [sp, #LANES]
    bne     3b
    ldr     r0, [sp, #MAP]
    ldr     r1, [r0, #MAP_GROUPS]
    subs    r1, r1, #1
    str     r1, [r0, #MAP_GROUPS]
    bne     1b
    add     sp, sp, #FRAME
    pop     {r4-r11, pc}
    .size   kernel_depthwise_5x5_map_\rounding, . - kernel_depthwise_5x5_map_\rounding
.endm

    map_function linear
    map_function relu
    map_function single

    .section .note.GNU-stack, "", %progbits
