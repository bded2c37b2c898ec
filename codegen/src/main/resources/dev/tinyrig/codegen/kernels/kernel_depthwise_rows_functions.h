/*
 * Output rows of depthwise convolutions in assembly, but for the order of instructions that makes outputs: macros
 * four_outputs and last_outputs, which the including file has for its core. Bit-exact with kernel_depthwise_rows_portable.c;
 * kernel_depthwise_rows.h says how weights lie and what the roundings mean, kernel_blocks.h how lanes do.
 *
 * A row of outputs is made four at a time and ends with one to five. What has no register lies on the stack.
 */
    .syntax unified
    .thumb

lanes       .req r0
weights     .req r1
pitch       .req r2
rows        .req r3         /* of the kernel, that are to come */
sum0        .req r4         /* sums of neighbouring outputs */
sum1        .req r5
sum2        .req r6
sum3        .req r7

    .equ WEIGHTS, 0         /* on the stack, in the order of the registers that take them */
    .equ BIAS, 12           /* five times the same */
    .equ REWIND, 32
    .equ SPAN_END, 36       /* lanes behind the last four outputs of the row */
    .equ MULTIPLIER, 40
    .equ POWER, 44
    .equ ZERO_POINT, 48
    .equ OUTPUT, 52
    .equ STEP, 56
    .equ ROWS_LEFT, 60      /* of the band */
    .equ ONWARD, 64
    .equ ROW, 68            /* where a row of outputs begins in code, */
    .equ TAIL, 72           /* and where its last ones are made */
    .equ SPAN, 76
    .equ CHANNEL_LANES, 80
    .equ CHANNEL_WEIGHTS, 84
    .equ WEIGHT_BYTES, 88
    .equ BANDS, 92
    .equ BANDS_END, 96
    .equ GROUP, 100
    .equ BAND, 104         /* the next */
    .equ FRAME, 108

    .equ GROUP_CHANNELS, 20 /* in struct kernel_depthwise_group */
    .equ GROUP_CONSTANTS, 24

.macro rows_function width, stride, rounding
    .section .text.kernel_depthwise_w\width\()s\stride\()_\rounding, "ax", %progbits
    .balign 8
    .global kernel_depthwise_w\width\()s\stride\()_\rounding
    .type   kernel_depthwise_w\width\()s\stride\()_\rounding, %function
    .thumb_func
kernel_depthwise_w\width\()s\stride\()_\rounding:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME
    str     r0, [sp, #GROUP]
    add     r1, r0, #GROUP_CONSTANTS
    ldm     r1, {r2-r8}
    str     r2, [sp, #WEIGHT_BYTES]
    str     r3, [sp, #ZERO_POINT]
    str     r4, [sp, #STEP]
    strd    r7, r8, [sp, #BANDS]
    adr.w   r3, 15f + 1                     /* + 1: Thumb */
    cmp     r6, #2
    it      eq
    adreq.w r3, 14f + 1
    it      lo
    adrlo.w r3, 13f + 1
    cmp     r6, #4
    it      eq
    adreq.w r3, 16f + 1
    it      hi
    adrhi.w r3, 17f + 1
    adr.w   r2, 11f + 1
    cmp     r5, #0
    it      eq
    moveq   r2, r3
    strd    r2, r3, [sp, #ROW]
    str     r5, [sp, #SPAN]
1:  /* a channel */
    ldm     r0, {r1-r5}
    strd    r5, r1, [sp, #CHANNEL_LANES]
    ldrd    r6, r7, [r2], #8
    strd    r6, r6, [sp, #BIAS]
    strd    r6, r6, [sp, #BIAS + 8]
    str     r6, [sp, #BIAS + 16]
    str     r7, [sp, #MULTIPLIER]
    str     r4, [sp, #OUTPUT]
    ldrb    r6, [r3], #1
    .ifnc \rounding, single
    rsb     r6, r6, #32
    mvn     r7, #0
    lsl     r7, r7, r6
    str     r7, [sp, #POWER]
    .endif
    ldrd    r6, r12, [sp, #WEIGHT_BYTES]
    add     r1, r1, r6
    add     r4, r4, #1
    add     r5, r5, #8
    stm     r0, {r1-r5}
2:  /* a band */
    ldm     r12!, {r0-r6}                   /* lanes, weights, pitch, kernel rows, rewind, rows, onward */
    ldrd    r7, r8, [sp, #CHANNEL_LANES]
    str     r12, [sp, #BAND]
    add     lanes, lanes, r7
    add     weights, weights, r8
    stm     sp, {r1-r3}
    str     r4, [sp, #REWIND]
    strd    r5, r6, [sp, #ROWS_LEFT]
3:  /* a row of outputs */
    ldr     pc, [sp, #ROW]
    .balign 4
11:
    ldr     r4, [sp, #SPAN]
    add     r4, r4, lanes
    str     r4, [sp, #SPAN_END]
12:
    four_outputs \width, \stride, \rounding
    blo     12b
    ldr     pc, [sp, #TAIL]
    .balign 4
13:
    last_outputs 1, \width, \stride, \rounding
    bne     3b
    b       4f
    .balign 4
14:
    last_outputs 2, \width, \stride, \rounding
    bne     3b
    b       4f
    .balign 4
15:
    last_outputs 3, \width, \stride, \rounding
    bne     3b
    b       4f
    .balign 4
16:
    last_outputs 4, \width, \stride, \rounding
    bne     3b
    b       4f
    .balign 4
17:
    last_outputs 5, \width, \stride, \rounding
    bne     3b
4:
    ldr     r1, [sp, #BANDS_END]
    ldrd    r0, r12, [sp, #GROUP]
    cmp     r12, r1
    bne     2b
    ldr     r1, [r0, #GROUP_CHANNELS]
    subs    r1, r1, #1
    str     r1, [r0, #GROUP_CHANNELS]
    bne     1b
    add     sp, sp, #FRAME
    pop     {r4-r11, pc}
    .size   kernel_depthwise_w\width\()s\stride\()_\rounding, . - kernel_depthwise_w\width\()s\stride\()_\rounding
.endm

.macro rows_functions width, stride
    rows_function \width, \stride, linear
    rows_function \width, \stride, relu
    rows_function \width, \stride, single
.endm

    rows_functions 3, 1
    rows_functions 3, 2
    rows_functions 5, 1
    rows_functions 5, 2
    rows_functions 7, 1
    rows_functions 7, 2

/* A row of weights: two words of bytes, of which the second ends with it, become pairs in registers from r3 on. */
.macro unpack_w3s1
    ldr     r4, [r0], #3
    sxtb16  r5, r4
    sxtb16  r6, r4, ror #8
    pkhbt   r3, r5, r6, lsl #16
    pkhbt   r4, r6, r5
    stm     r1!, {r3-r4}
.endm

.macro unpack_w3s2
    ldr     r5, [r0], #3
    sxtb16  r4, r5
    sxtb16  r6, r5, ror #8
    pkhbt   r3, r4, r6, lsl #16
    stm     r1!, {r3-r4}
.endm

.macro unpack_w5s1
    ldr     r8, [r0, #1]
    ldr     r7, [r0], #5
    sxtb16  r9, r8                          /* w1 w3 */
    sxtb16  r8, r8, ror #8                  /* w2 w4 */
    sxtb    r7, r7
    pkhbt   r3, r7, r9, lsl #16
    pkhbt   r4, r9, r8, lsl #16
    pkhbt   r5, r8, r9
    pkhtb   r6, r8, r9, asr #16
    stm     r1!, {r3-r6}
.endm

.macro unpack_w5s2
    ldr     r5, [r0, #1]
    ldr     r3, [r0], #5
    sxtb16  r4, r5                          /* w1 w3 */
    sxtb16  r5, r5, ror #8                  /* w2 w4 */
    sxtb    r3, r3
    pkhbt   r3, r3, r4, lsl #16
    pkhbt   r4, r5, r4
    stm     r1!, {r3-r5}
.endm

.macro unpack_w7s1
    ldr     r8, [r0, #3]
    ldr     r5, [r0], #7
    sxtb16  r6, r5                          /* w0 w2 */
    sxtb16  r7, r5, ror #8                  /* w1 w3 */
    sxtb16  r9, r8                          /* w3 w5 */
    sxtb16  r10, r8, ror #8                 /* w4 w6 */
    pkhbt   r3, r6, r7, lsl #16
    pkhbt   r4, r7, r6
    pkhtb   r5, r7, r6, asr #16
    pkhbt   r6, r9, r10, lsl #16
    pkhbt   r7, r10, r9
    pkhtb   r8, r10, r9, asr #16
    stm     r1!, {r3-r8}
.endm

.macro unpack_w7s2
    ldr     r6, [r0, #3]
    ldr     r5, [r0], #7
    sxtb16  r7, r5                          /* w0 w2 */
    sxtb16  r8, r5, ror #8                  /* w1 w3 */
    sxtb16  r5, r6                          /* w3 w5 */
    sxtb16  r6, r6, ror #8                  /* w4 w6 */
    pkhbt   r3, r7, r8, lsl #16
    pkhtb   r4, r8, r7, asr #16
    pkhbt   r5, r6, r5
    stm     r1!, {r3-r6}
.endm

.macro unpack_function name
    .section .text.kernel_depthwise_unpack_\name, "ax", %progbits
    .balign 4
    .global kernel_depthwise_unpack_\name
    .type   kernel_depthwise_unpack_\name, %function
    .thumb_func
kernel_depthwise_unpack_\name:
    push    {r4-r10}
1:
    unpack_\name
    subs    r2, r2, #1
    bne     1b
    pop     {r4-r10}
    bx      lr
    .size   kernel_depthwise_unpack_\name, . - kernel_depthwise_unpack_\name
.endm

    unpack_function w3s1
    unpack_function w3s2
    unpack_function w5s1
    unpack_function w5s2
    unpack_function w7s1
    unpack_function w7s2

    .section .note.GNU-stack, "", %progbits
