/*
 * Matrix products in registers for the Cortex-M7: 1 to 4 pixels by all output channels, two channels at a time, bit-exact
 * with kernel_tile_portable.c. kernel_tile.h says how the weights lie and what each rounding means.
 *
 * The core issues two instructions a cycle in order, one multiplication among them, so an SMLAD a cycle is the limit: two
 * products. Here every SMLAD has company, SXTB16 before it (which must be the older of two) or a load behind it, and all
 * loads are single words, since LDRD and LDM issue alone. A multiplication takes what was loaded two cycles before;
 * therefore each step loads what the next one begins with, and the last step the multipliers instead. An empty line is a
 * cycle: 4 pixels take 9 for 16 products (four registers besides the sums are one too few for 8), 3 pixels 6 for 12.
 *
 * r0 columns   r1 weights   r4-r7 sums of the first channel   r8-r11 sums of the second   other registers as each step says
 */
    .syntax unified
    .thumb

    .equ COLUMNS, 0         /* on the stack: the first column, */
    .equ COLUMNS_LAST, 4    /* the last four values of K, */
    .equ ENTRY, 8           /* where in its unrolled loop a pair of channels starts, */
    .equ ZERO_POINT, 12
    .equ STRIDE, 16         /* bytes from one pixel of the output to the next, */
    .equ OUTPUT, 20         /* where the next pair of channels goes, */
    .equ OUTPUT_END, 24
    .equ MIN, 28            /* four times the same byte */
    .equ MAX, 32
    .equ FRAME, 36

/*
 * 4 pixels: r2 r3 widened weights   r12 lr values of the columns. A step takes two values of K; it begins with its weights in
 * r3 and the first pixel's values in r12.
 */
.macro most_of_step_4
    sxtb16  r2, r3
    ldr     lr, [r0, #4]

    sxtb16  r3, r3, ror #8
    smlad   r4, r2, r12, r4

    smlad   r5, r2, lr, r5

    smlad   r8, r3, r12, r8
    ldr     r12, [r0, #8]

    smlad   r9, r3, lr, r9
    ldr     lr, [r0, #12]

    smlad   r6, r2, r12, r6
.endm

.macro rest_of_step_4
    smlad   r10, r3, r12, r10
    ldr     r12, [r0, #16]!

    smlad   r11, r3, lr, r11
    ldr     r3, [r1], #4
.endm

.macro step_4
    most_of_step_4
    smlad   r7, r2, lr, r7
    rest_of_step_4
.endm

.macro multiply_4
    step_4
    step_4
.endm

/* The same; then r2 is where columns end. */
.macro multiply_then_load_end_4
    step_4
    most_of_step_4
    smlad   r7, r2, lr, r7
    ldr.w   r2, [sp, #COLUMNS_LAST]

    rest_of_step_4
.endm

.macro multiply_last_4
    step_4
    most_of_step_4
    ldr     r0, [sp, #ZERO_POINT]

    smlad   r7, r2, lr, r7
    ldr     r2, [r1], #4

    smlad   r10, r3, r12, r10
    ldr     r12, [r1, #4]

    smlad   r11, r3, lr, r11
    ldr     r3, [r1], #8
.endm

/* Sums begin with the bias. r2 becomes where columns end; r12 has the first value. */
.macro start_4
    ldr     r3, [r1, #8]
    ldr     r8, [r1, #4]

    ldr     r4, [r1], #12
    mov     r9, r8

    mov     r10, r8
    mov     r11, r8

    mov     r5, r4
    mov     r6, r4

    ldr     r2, [sp, #COLUMNS_LAST]
    mov     r7, r4
.endm

.macro more_4
    cmp     r0, r2
.endm

/* 3 pixels: r2 r3 widened weights   r7 the next   r11 r12 lr values of the columns; r2 is made in the step before. */
.macro most_of_step_3
    sxtb16  r3, r7, ror #8
    smlad   r4, r2, r11, r4

    smlad   r8, r3, r11, r8
.endm

.macro step_3
    most_of_step_3
    ldr     r11, [r0, #12]!

    smlad   r5, r2, r12, r5
    ldr     lr, [r0, #-4]

    smlad   r9, r3, r12, r9
    ldr     r12, [r0, #4]

    smlad   r6, r2, lr, r6
    ldr     r7, [r1], #4

    sxtb16  r2, r7
    smlad   r10, r3, lr, r10
.endm

.macro multiply_3
    step_3
    step_3
.endm

.macro multiply_then_load_end_3
    step_3
    step_3
.endm

.macro multiply_last_3
    step_3
    most_of_step_3

    smlad   r5, r2, r12, r5
    ldr     lr, [r0, #8]

    smlad   r9, r3, r12, r9
    ldr     r12, [r1, #8]

    smlad   r6, r2, lr, r6
    ldr     r2, [r1], #4

    smlad   r10, r3, lr, r10
    ldr     r3, [r1], #8

    ldr     r0, [sp, #ZERO_POINT]
.endm

.macro start_3
    ldr     r7, [r1, #8]

    ldrd    r4, r8, [r1], #12

    ldr     r11, [r0]
    ldr     r12, [r0, #4]

    mov     r5, r4
    mov     r6, r4

    sxtb16  r2, r7
    mov     r9, r8

    mov     r10, r8
.endm

.macro more_3
    ldr     r3, [sp, #COLUMNS_LAST]
    cmp     r0, r3
.endm

/* 2 pixels: r2 r3 widened weights   r6 r7 the next   r10 r11 r12 lr values of the columns. */
.macro most_of_multiply_2
    sxtb16  r3, r6, ror #8
    smlad   r4, r2, r10, r4

    smlad   r5, r2, r11, r5
    ldr     r12, [r0, #8]

    smlad   r8, r3, r10, r8
    ldr     lr, [r0, #12]

    sxtb16  r2, r7
    smlad   r9, r3, r11, r9

    sxtb16  r3, r7, ror #8
    smlad   r4, r2, r12, r4
.endm

.macro multiply_2
    most_of_multiply_2
    smlad   r5, r2, lr, r5
    ldr     r10, [r0, #16]!

    smlad   r8, r3, r12, r8
    ldr     r11, [r0, #4]

    ldr.w   r7, [r1, #4]
    ldr     r6, [r1], #8

    sxtb16  r2, r6
    smlad   r9, r3, lr, r9
.endm

.macro multiply_then_load_end_2
    multiply_2
.endm

.macro multiply_last_2
    most_of_multiply_2
    smlad   r5, r2, lr, r5
    ldr     r2, [r1], #4

    smlad   r8, r3, r12, r8
    ldr     r12, [r1, #4]

    smlad   r9, r3, lr, r9
    ldr     r3, [r1], #8

    ldr     r0, [sp, #ZERO_POINT]
.endm

.macro start_2
    ldr     r6, [r1, #8]
    ldr     r7, [r1, #12]

    ldrd    r4, r8, [r1], #16

    ldr     r10, [r0]
    ldr     r11, [r0, #4]

    mov     r5, r4
    mov     r9, r8

    sxtb16  r2, r6
.endm

.macro more_2
    ldr     r3, [sp, #COLUMNS_LAST]
    cmp     r0, r3
.endm

/* 1 pixel: r2 r3 r5 r6 widened weights   r7 r9 the next   r10 r11 values of the column   lr where columns end. */
.macro most_of_multiply_1
    sxtb16  r3, r7, ror #8
    smlad   r4, r2, r10, r4

    sxtb16  r5, r9
    smlad   r8, r3, r10, r8

    sxtb16  r6, r9, ror #8
    smlad   r4, r5, r11, r4

    smlad   r8, r6, r11, r8
.endm

.macro multiply_1
    most_of_multiply_1
    ldr     r7, [r1], #8

    ldr     r11, [r0, #12]
    ldr     r10, [r0, #8]!

    sxtb16  r2, r7
    ldr     r9, [r1, #-4]
.endm

.macro multiply_then_load_end_1
    multiply_1
.endm

.macro multiply_last_1
    most_of_multiply_1
    ldr     r2, [r1], #4

    ldr     r12, [r1, #4]

    ldr     r3, [r1], #8

    ldr     r0, [sp, #ZERO_POINT]
.endm

.macro start_1
    ldr     r7, [r1, #8]
    ldr     r9, [r1, #12]

    ldrd    r4, r8, [r1], #16

    ldr     r10, [r0]
    ldr     r11, [r0, #4]

    sxtb16  r2, r7
    ldr     lr, [sp, #COLUMNS_LAST]
.endm

.macro more_1
    cmp     r0, lr
.endm

    .equ MULTIPLY_4_BYTES, 30 * 4
    .equ MULTIPLY_3_BYTES, 24 * 4
    .equ MULTIPLY_2_BYTES, 18 * 4
    .equ MULTIPLY_1_BYTES, 12 * 4
    .equ LOAD_END_4_BYTES, 4    /* by which the last turn of the loop is longer */
    .equ LOAD_END_3_BYTES, 0
    .equ LOAD_END_2_BYTES, 0
    .equ LOAD_END_1_BYTES, 0

/* Widens four bytes of each pixel; the even values come before the odd ones. */

.macro widen_4
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4

    sxtb16  r8, r4
    ldr     r6, [r10], #4

    sxtb16  r4, r4, ror #8
    ldr     r7, [r11], #4

    sxtb16  r9, r5
    str     r8, [r3]

    sxtb16  r5, r5, ror #8
    str     r4, [r3, #16]

    sxtb16  r12, r6
    str     r9, [r3, #4]

    sxtb16  r6, r6, ror #8
    str     r5, [r3, #20]

    sxtb16  lr, r7
    str     r12, [r3, #8]

    sxtb16  r7, r7, ror #8
    str     r6, [r3, #24]

    str     lr, [r3, #12]
    add     r3, r3, #32

    str     r7, [r3, #-4]
.endm

.macro widen_3
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4

    sxtb16  r7, r4
    ldr     r6, [r10], #4

    sxtb16  r4, r4, ror #8
    str     r7, [r3]

    sxtb16  r8, r5
    str     r4, [r3, #12]

    sxtb16  r5, r5, ror #8
    str     r8, [r3, #4]

    sxtb16  r9, r6
    str     r5, [r3, #16]

    sxtb16  r6, r6, ror #8
    str     r9, [r3, #8]

    add     r3, r3, #24
    str     r6, [r3, #-4]
.endm

.macro widen_2
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4

    sxtb16  r6, r4
    add     r3, r3, #16

    sxtb16  r4, r4, ror #8
    str     r6, [r3, #-16]

    sxtb16  r7, r5
    str     r4, [r3, #-8]

    sxtb16  r5, r5, ror #8
    str     r7, [r3, #-12]

    str     r5, [r3, #-4]
.endm

.macro widen_1
    ldr     r4, [r1], #4

    sxtb16  r5, r4

    sxtb16  r4, r4, ror #8
    str     r5, [r3], #4

    str     r4, [r3], #4
.endm

/*
 * Sums become outputs. r0 zero point   r2 r3 multipliers   lr r12 powers; r12 first has a byte for each power, by how much
 * minus one is shifted to make it. Between two roundings of a sum lie those of the others.
 */
.macro high_linear sum, multiplier
    smmlar  \sum, \sum, \multiplier, \sum
.endm

.macro high_relu sum, multiplier
    smmlar  \sum, \sum, \multiplier, \sum
.endm

.macro high_single sum, multiplier
    smmlar  \sum, \sum, \multiplier, r0
.endm

.macro away_linear sum
    add     \sum, \sum, \sum, asr #31
.endm

.macro away_relu sum
.endm

.macro away_single sum
.endm

.macro scale_linear sum, power
    smmlsr  \sum, \sum, \power, r0
.endm

.macro scale_relu sum, power
    smmlsr  \sum, \sum, \power, r0
.endm

.macro scale_single sum, power
.endm

/* Five steps to both powers. */
.macro power_1 rounding
    .ifnc \rounding, single
    mvn     lr, #0
    .endif
.endm

.macro power_2 rounding
    .ifnc \rounding, single
    lsl     lr, lr, r12
    .endif
.endm

.macro power_3 rounding
    .ifnc \rounding, single
    lsr     r12, r12, #8
    .endif
.endm

.macro power_4 rounding
    .ifnc \rounding, single
    mvn     r2, #0
    .endif
.endm

.macro power_5 rounding
    .ifnc \rounding, single
    lsl     r12, r2, r12
    .endif
.endm

.macro saturate sum
    ssat    \sum, #8, \sum
.endm

/* Both channels of a pixel in the lower half of one register. */
.macro pack first, second
    bfi     \first, \second, #8, #24
.endm

/* r12 max, lr min. */
.macro bound_clamp pair
    ssub8   r0, \pair, lr
    sel     \pair, \pair, lr
    ssub8   r0, r12, \pair
    sel     \pair, \pair, r12
.endm

.macro bound_saturate pair
.endm

.macro load_bounds_clamp
    ldr     lr, [sp, #MIN]
    ldr     r12, [sp, #MAX]
.endm

.macro load_bounds_saturate
.endm

/* Leaves where the next pair of channels goes in r3, where the last went in lr, and the first column in r0 and r12. */
.macro finish_4 rounding, bounds
    high_\rounding  r4, r2
    power_1         \rounding
    high_\rounding  r5, r2
    power_2         \rounding
    high_\rounding  r6, r2
    power_3         \rounding
    high_\rounding  r7, r2
    away_\rounding  r4
    high_\rounding  r8, r3
    power_4         \rounding
    high_\rounding  r9, r3
    power_5         \rounding
    high_\rounding  r10, r3
    away_\rounding  r5
    high_\rounding  r11, r3
    away_\rounding  r8
    scale_\rounding r4, lr
    away_\rounding  r9
    scale_\rounding r8, r12
    away_\rounding  r6
    scale_\rounding r5, lr
    away_\rounding  r10
    saturate        r4
    scale_\rounding r9, r12
    away_\rounding  r7
    saturate        r8
    scale_\rounding r6, lr
    away_\rounding  r11
    saturate        r5
    scale_\rounding r10, r12
    saturate        r9
    scale_\rounding r7, lr
    saturate        r6
    scale_\rounding r11, r12
    saturate        r10
    load_bounds_\bounds
    ldr     r2, [sp, #STRIDE]
    saturate        r7
    ldr     r3, [sp, #OUTPUT]
    saturate        r11
    pack            r4, r8
    bound_\bounds   r4
    pack            r5, r9
    bound_\bounds   r5
    strh    r5, [r3, r2]
    pack            r6, r10
    bound_\bounds   r6
    strh    r6, [r3, r2, lsl #1]
    pack            r7, r11
    bound_\bounds   r7
    add     r2, r2, r2, lsl #1
    ldr     lr, [sp, #OUTPUT_END]
    ldr     r0, [sp, #COLUMNS]
    strh    r7, [r3, r2]
    strh    r4, [r3], #2
    ldr     r12, [r0]
.endm

.macro finish_3 rounding, bounds
    high_\rounding  r4, r2
    power_1         \rounding
    high_\rounding  r5, r2
    power_2         \rounding
    high_\rounding  r6, r2
    power_3         \rounding
    high_\rounding  r8, r3
    away_\rounding  r4
    high_\rounding  r9, r3
    power_4         \rounding
    high_\rounding  r10, r3
    power_5         \rounding
    scale_\rounding r4, lr
    away_\rounding  r5
    away_\rounding  r8
    scale_\rounding r5, lr
    away_\rounding  r9
    scale_\rounding r8, r12
    away_\rounding  r6
    saturate        r4
    scale_\rounding r9, r12
    away_\rounding  r10
    saturate        r5
    scale_\rounding r6, lr
    saturate        r8
    scale_\rounding r10, r12
    saturate        r9
    ldr     r2, [sp, #STRIDE]
    load_bounds_\bounds
    saturate        r6
    ldr     r3, [sp, #OUTPUT]
    saturate        r10
    pack            r4, r8
    bound_\bounds   r4
    pack            r5, r9
    bound_\bounds   r5
    strh    r5, [r3, r2]
    pack            r6, r10
    bound_\bounds   r6
    ldr     lr, [sp, #OUTPUT_END]
    strh    r6, [r3, r2, lsl #1]
    ldr     r0, [sp, #COLUMNS]
    strh    r4, [r3], #2
.endm

.macro finish_2 rounding, bounds
    high_\rounding  r4, r2
    power_1         \rounding
    high_\rounding  r5, r2
    power_2         \rounding
    high_\rounding  r8, r3
    power_3         \rounding
    high_\rounding  r9, r3
    power_4         \rounding
    away_\rounding  r4
    power_5         \rounding
    away_\rounding  r5
    scale_\rounding r4, lr
    away_\rounding  r8
    scale_\rounding r5, lr
    away_\rounding  r9
    scale_\rounding r8, r12
    saturate        r4
    scale_\rounding r9, r12
    saturate        r5
    ldr     r2, [sp, #STRIDE]
    load_bounds_\bounds
    saturate        r8
    ldr     r3, [sp, #OUTPUT]
    saturate        r9
    pack            r4, r8
    bound_\bounds   r4
    pack            r5, r9
    bound_\bounds   r5
    ldr     lr, [sp, #OUTPUT_END]
    ldr     r0, [sp, #COLUMNS]
    strh    r5, [r3, r2]
    strh    r4, [r3], #2
.endm

.macro finish_1 rounding, bounds
    high_\rounding  r4, r2
    power_1         \rounding
    high_\rounding  r8, r3
    power_2         \rounding
    power_3         \rounding
    power_4         \rounding
    away_\rounding  r4
    power_5         \rounding
    scale_\rounding r4, lr
    away_\rounding  r8
    scale_\rounding r8, r12
    ldr     r3, [sp, #OUTPUT]
    load_bounds_\bounds
    saturate        r4
    saturate        r8
    pack            r4, r8
    bound_\bounds   r4
    ldr     lr, [sp, #OUTPUT_END]
    ldr     r0, [sp, #COLUMNS]
    strh    r4, [r3], #2
.endm

/* One pair of channels: start from the bias, multiply four values of K at a time, scale, store. */
.macro pair_of_channels pixels, rounding, bounds
    start_\pixels
    ldr     pc, [sp, #ENTRY]
    .balign 8
2:
    multiply_\pixels
    multiply_\pixels
    multiply_\pixels
    multiply_then_load_end_\pixels
3:
    more_\pixels
    bne     2b
    multiply_last_\pixels
    finish_\pixels  \rounding, \bounds
.endm

.macro four_times byte
    and     \byte, \byte, #0xff
    orr     \byte, \byte, \byte, lsl #8
    orr     \byte, \byte, \byte, lsl #16
.endm

/*
 * void kernel_tile_<rounding>_<bounds>_<pixels>(
 *     const struct kernel_matrix *matrix, const int8_t *pixels, int8_t *output, int16_t *columns)
 */
.macro tile pixels, rounding, bounds
    .section .text.kernel_tile_\rounding\()_\bounds\()_\pixels, "ax", %progbits
    .balign 8
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
    .ifc \bounds, clamp
    four_times r8
    four_times r9
    strd    r8, r9, [sp, #MIN]
    .endif
    strd    r3, r10, [sp, #COLUMNS]         /* the weights, until the end of the columns is known */
    lsr     r5, r4, #2
    sub     r5, r5, #1
    ands    r5, r5, #3                      /* of the loop's four steps, those that the first turn takes */
    mov     r6, #MULTIPLY_\pixels\()_BYTES
    adr     r7, 3f + 1                      /* + 1: Thumb */
    mls     r7, r5, r6, r7
    it      ne
    subne   r7, r7, #LOAD_END_\pixels\()_BYTES
    str     r7, [sp, #ENTRY]
    add     r2, r1, r4
    add     r10, r2, r4
    add     r11, r10, r4
    mov     r0, r2
    .balign 8
1:
    widen_\pixels
    cmp     r1, r0
    bne     1b
    ldr     r1, [sp, #COLUMNS_LAST]
    sub     r3, r3, #8 * \pixels
    ldr     r0, [sp, #COLUMNS]
    str     r3, [sp, #COLUMNS_LAST]
    ldr     r12, [r0]
    .balign 8
1:
    pair_of_channels \pixels, \rounding, \bounds
    str     r3, [sp, #OUTPUT]
    cmp     r3, lr
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
