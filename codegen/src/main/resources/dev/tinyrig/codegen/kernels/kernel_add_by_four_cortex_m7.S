/*
 * Residual sums for the Cortex-M7, four elements a turn, bit-exact with kernel_add_one. An element waits for most of what it
 * is made of, so two are under way at once.
 *
 * r0 r4 the first of two elements   r5 lr the second   r1 left   r2 right   r3 output
 * r6 left offset   r7 right offset   r8 right multiplier   r9 right power
 * r10 sum multiplier   r11 sum power   r12 zero point
 */
    .syntax unified
    .thumb

/* Scales both operands, adds, scales the sum; both right operands are loaded. */
.macro add_two
    ldrsb   r0, [r1], #1
    rsb     r4, r7, r4, lsl #20
    ldrsb   r5, [r1], #1
    rsb     lr, r7, lr, lsl #20
    smmlar  r4, r4, r8, r4
    smmlar  lr, lr, r8, lr
    rsb     r0, r6, r0, lsl #19
    rsb     r5, r6, r5, lsl #19
    add     r4, r4, r4, asr #31
    add     lr, lr, lr, asr #31
    smmlsr  r0, r4, r9, r0
    smmlsr  r5, lr, r9, r5
    smmlar  r0, r0, r10, r0
    smmlar  r5, r5, r10, r5
.endm

.macro load_right
    ldrsb   r4, [r2], #1
    ldrsb   lr, [r2], #1
.endm

.macro round_two
    add     r0, r0, r0, asr #31
    add     r5, r5, r5, asr #31
    smmlsr  r0, r0, r11, r12
    smmlsr  r5, r5, r11, r12
    ssat    r0, #8, r0
    ssat    r5, #8, r5
    strb    r0, [r3], #1
    strb    r5, [r3], #1
.endm

/* void kernel_add_fours(const struct kernel_add_by_four *, const int8_t *left, const int8_t *right, int8_t *output) */
    .section .text.kernel_add_fours, "ax", %progbits
    .balign 8
    .global kernel_add_fours
    .type kernel_add_fours, %function
    .thumb_func
kernel_add_fours:
    push    {r4-r11, lr}
    ldm     r0, {r5-r12}                    /* struct kernel_add_by_four */
    bic     r5, r5, #3
    add     r5, r5, r3
    push    {r5}                            /* where the output ends */
    .balign 8
1:
    load_right
    add_two
    load_right
    round_two
    add_two
    ldr     r4, [sp]
    round_two
    cmp     r3, r4
    bne     1b
    pop     {r5}
    pop     {r4-r11, pc}
    .size kernel_add_fours, . - kernel_add_fours

    .section .note.GNU-stack, "", %progbits
