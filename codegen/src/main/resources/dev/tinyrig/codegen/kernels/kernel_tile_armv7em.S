/*
 * Matrix products in registers for Armv7E-M: 1 to 4 pixels by all output channels, two channels at a time, bit-exact with
 * kernel_tile_portable.c. kernel_tile.h says how the weights lie and what each rounding means.
 *
 * Two int8 weights of each of two channels come in one word. SXTB16 widens bytes 0 and 2 of it, the first channel's, and
 * rotated by 8 bits bytes 1 and 3, the second's; SMLAD multiplies two values at once. Four pixels by two channels take
 * 13 instructions for 16 products, which leaves no register for anything else: the rest lies on the stack.
 *
 * r0 columns   r1 weights   r2 r3 widened weights   r4-r7 sums of the first channel   r8-r11 sums of the second
 * r12 lr, and sums that a narrow tile does not need: values of the columns
 */
    .syntax unified
    .thumb

    .equ COLUMNS, 0         /* on the stack: the first column, */
    .equ COLUMNS_END, 4     /* the end of the columns, */
    .equ ENTRY, 8           /* where in its unrolled loop a pair of channels starts, */
    .equ ZERO_POINT, 12
    .equ STRIDE, 16         /* bytes from one pixel of the output to the next, */
    .equ OUTPUT, 20         /* where the next pair of channels goes, */
    .equ OUTPUT_END, 24
    .equ MIN, 28
    .equ MAX, 32
    .equ FRAME, 36

/* Four values of K for two channels, by the number of pixels. With a bias, sums start from it: r4 and r8. */

.macro multiply_2_by_4 s5=r5, s6=r6, s7=r7, s9=r9, s10=r10, s11=r11
    ldr     r3, [r1], #4
    sxtb16  r2, r3
    sxtb16  r3, r3, ror #8
    ldrd    r12, lr, [r0, #8]
    smlad   r6, r2, r12, \s6
    smlad   r10, r3, r12, \s10
    smlad   r7, r2, lr, \s7
    smlad   r11, r3, lr, \s11
    ldrd    r12, lr, [r0], #16
    smlad   r5, r2, lr, \s5
    smlad   r9, r3, lr, \s9
    smlad   r4, r2, r12, r4
    smlad   r8, r3, r12, r8
.endm

.macro multiply_4
    multiply_2_by_4
    multiply_2_by_4
.endm

.macro start_4
    multiply_2_by_4 r4, r4, r4, r8, r8, r8
    multiply_2_by_4
.endm

.macro multiply_2_by_3 s5=r5, s6=r6, s9=r9, s10=r10
    ldr     r3, [r1], #4
    ldm     r0!, {r7, r11, r12}
    sxtb16  r2, r3
    sxtb16  r3, r3, ror #8
    smlad   r5, r2, r11, \s5
    smlad   r9, r3, r11, \s9
    smlad   r6, r2, r12, \s6
    smlad   r10, r3, r12, \s10
    smlad   r4, r2, r7, r4
    smlad   r8, r3, r7, r8
.endm

.macro multiply_3
    multiply_2_by_3
    multiply_2_by_3
.endm

.macro start_3
    multiply_2_by_3 r4, r4, r8, r8
    multiply_2_by_3
.endm

.macro multiply_2 s5=r5, s9=r9
    ldrd    r3, lr, [r1], #8
    ldm     r0!, {r6, r7, r10, r11}
    sxtb16  r2, r3
    sxtb16  r3, r3, ror #8
    smlad   r5, r2, r7, \s5
    smlad   r9, r3, r7, \s9
    smlad   r4, r2, r6, r4
    smlad   r8, r3, r6, r8
    sxtb16  r2, lr
    sxtb16  r3, lr, ror #8
    smlad   r5, r2, r11, r5
    smlad   r9, r3, r11, r9
    smlad   r4, r2, r10, r4
    smlad   r8, r3, r10, r8
.endm

.macro start_2
    multiply_2 r4, r8
.endm

.macro multiply_1
    ldrd    r3, lr, [r1], #8
    ldrd    r6, r7, [r0], #8
    sxtb16  r2, r3
    sxtb16  r3, r3, ror #8
    smlad   r4, r2, r6, r4
    smlad   r8, r3, r6, r8
    sxtb16  r2, lr
    sxtb16  r3, lr, ror #8
    smlad   r4, r2, r7, r4
    smlad   r8, r3, r7, r8
.endm

.macro start_1
    multiply_1
.endm

    .equ MULTIPLY_4_BYTES, 26 * 4
    .equ MULTIPLY_3_BYTES, 20 * 4
    .equ MULTIPLY_2_BYTES, 14 * 4
    .equ MULTIPLY_1_BYTES, 10 * 4

/* Widens four bytes of each pixel; the even values come before the odd ones. */

.macro widen_4
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4
    ldr     r6, [r10], #4
    ldr     r7, [r11], #4
    sxtb16  r8, r4, ror #8
    sxtb16  r4, r4
    sxtb16  r9, r5, ror #8
    sxtb16  r5, r5
    sxtb16  r12, r6, ror #8
    sxtb16  r6, r6
    sxtb16  lr, r7, ror #8
    sxtb16  r7, r7
    stm     r3!, {r4, r5, r6, r7, r8, r9, r12, lr}
.endm

.macro widen_3
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4
    ldr     r6, [r10], #4
    sxtb16  r7, r4, ror #8
    sxtb16  r4, r4
    sxtb16  r8, r5, ror #8
    sxtb16  r5, r5
    sxtb16  r9, r6, ror #8
    sxtb16  r6, r6
    stm     r3!, {r4, r5, r6, r7, r8, r9}
.endm

.macro widen_2
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4
    sxtb16  r6, r4, ror #8
    sxtb16  r4, r4
    sxtb16  r7, r5, ror #8
    sxtb16  r5, r5
    stm     r3!, {r4, r5, r6, r7}
.endm

.macro widen_1
    ldr     r4, [r1], #4
    sxtb16  r5, r4, ror #8
    sxtb16  r4, r4
    stm     r3!, {r4, r5}
.endm

/* Takes a sum to the output's scale. lr power, r0 zero point. */

.macro scale_linear sum, multiplier
    smmlar  \sum, \sum, \multiplier, \sum
    add     \sum, \sum, \sum, asr #31
    smmlsr  \sum, \sum, lr, r0
.endm

.macro scale_relu sum, multiplier
    smmlar  \sum, \sum, \multiplier, \sum
    smmlsr  \sum, \sum, lr, r0
.endm

.macro scale_single sum, multiplier
    smmlar  \sum, \sum, \multiplier, r0
.endm

/* The low byte of r12 says by how much minus one is shifted to make the power. */
.macro make_power rounding
    .ifnc \rounding, single
    mvn     lr, #0
    lsl     lr, lr, r12
    .endif
.endm

.macro next_power rounding
    .ifnc \rounding, single
    lsr     r12, r12, #8
    .endif
    make_power \rounding
.endm

/* r2 min, r3 max */
.macro clamp sum, unused
    cmp     \sum, r2
    it      lt
    movlt   \sum, r2
    cmp     \sum, r3
    it      gt
    movgt   \sum, r3
.endm

.macro saturate sum, unused
    ssat    \sum, #8, \sum
.endm

.macro each pixels, operation, multiplier, first, second, third, fourth
    \operation \first, \multiplier
    .if \pixels > 1
    \operation \second, \multiplier
    .endif
    .if \pixels > 2
    \operation \third, \multiplier
    .endif
    .if \pixels > 3
    \operation \fourth, \multiplier
    .endif
.endm

.macro store_pixels pixels
    bfi     r4, r8, #8, #24
    .if \pixels > 1
    bfi     r5, r9, #8, #24
    strh    r5, [r0, lr]
    .endif
    .if \pixels > 2
    bfi     r6, r10, #8, #24
    strh    r6, [r0, lr, lsl #1]
    .endif
    .if \pixels > 3
    bfi     r7, r11, #8, #24
    add     lr, lr, lr, lsl #1
    strh    r7, [r0, lr]
    .endif
    strh    r4, [r0], #2
    str     r0, [sp, #OUTPUT]
.endm

/* One pair of channels: start from the bias, multiply four values of K at a time, scale, store. */
.macro pair_of_channels pixels, rounding, bounds
    ldrd    r4, r8, [r1], #8
    ldr     r0, [sp, #COLUMNS]
    start_\pixels
    ldr     pc, [sp, #ENTRY]
    .balign 4
2:
    multiply_\pixels
    multiply_\pixels
    multiply_\pixels
    multiply_\pixels
3:
    ldr     r2, [sp, #COLUMNS_END]
    cmp     r0, r2
    bne     2b
    ldm     r1!, {r2, r3, r12}              /* both multipliers and powers */
    ldr     r0, [sp, #ZERO_POINT]
    make_power \rounding
    each    \pixels, scale_\rounding, r2, r4, r5, r6, r7
    next_power \rounding
    each    \pixels, scale_\rounding, r3, r8, r9, r10, r11
    .ifc \bounds, clamp
    ldrd    r2, r3, [sp, #MIN]
    .endif
    each    \pixels, \bounds, r2, r4, r5, r6, r7
    each    \pixels, \bounds, r2, r8, r9, r10, r11
    ldrd    lr, r0, [sp, #STRIDE]
    store_pixels \pixels
.endm

/*
 * void kernel_tile_<rounding>_<bounds>_<pixels>(
 *     const struct kernel_matrix *matrix, const int8_t *pixels, int8_t *output, int16_t *columns)
 */
.macro tile pixels, rounding, bounds
    .section .text.kernel_tile_\rounding\()_\bounds\()_\pixels, "ax", %progbits
    .balign 4
    .global kernel_tile_\rounding\()_\bounds\()_\pixels
    .type kernel_tile_\rounding\()_\bounds\()_\pixels, %function
    .thumb_func
kernel_tile_\rounding\()_\bounds\()_\pixels:
    push    {r4-r11, lr}
    sub     sp, sp, #FRAME
    ldm     r0, {r4-r10}                    /* struct kernel_matrix */
    add     r5, r2, r5, lsl #1
    strd    r2, r5, [sp, #OUTPUT]
    strd    r6, r7, [sp, #ZERO_POINT]
    strd    r8, r9, [sp, #MIN]
    strd    r3, r10, [sp, #COLUMNS]         /* the weights, until the end of the columns is known */
    lsr     r5, r4, #2
    sub     r5, r5, #1
    and     r5, r5, #3                      /* of the loop's four steps, those that the first turn takes */
    mov     r6, #MULTIPLY_\pixels\()_BYTES
    adr     r7, 3f + 1                      /* + 1: Thumb */
    mls     r7, r5, r6, r7
    str     r7, [sp, #ENTRY]
    add     r2, r1, r4
    add     r10, r2, r4
    add     r11, r10, r4
    mov     r0, r2
1:
    widen_\pixels
    cmp     r1, r0
    bne     1b
    ldr     r1, [sp, #COLUMNS_END]
    str     r3, [sp, #COLUMNS_END]
    .balign 4
1:
    pair_of_channels \pixels, \rounding, \bounds
    ldr     r2, [sp, #OUTPUT_END]
    cmp     r0, r2
    bne     1b
    add     sp, sp, #FRAME
    pop     {r4-r11, pc}
    .size kernel_tile_\rounding\()_\bounds\()_\pixels, . - kernel_tile_\rounding\()_\bounds\()_\pixels
.endm

.macro tiles rounding, bounds
    tile    1, \rounding, \bounds
    tile    2, \rounding, \bounds
    tile    3, \rounding, \bounds
    tile    4, \rounding, \bounds
.endm

    tiles   linear, saturate
    tiles   linear, clamp
    tiles   relu, saturate
    tiles   relu, clamp
    tiles   single, saturate
    tiles   single, clamp

    .section .note.GNU-stack, "", %progbits
