/*
 * Residual sums for Armv7E-M, four elements a turn, bit-exact with kernel_add_one.
 *
 * r0 lr  the element at hand    r1 left   r2 right   r3 output   r4 r5 four elements of each
 * r6 left offset   r7 right offset   r8 right multiplier   r9 right power
 * r10 sum multiplier   r11 sum power   r12 zero point
 */
    .syntax unified
    .thumb

/* Scales both operands, adds, scales the sum. */
.macro add_element rotation
    sxtb    r0, r4, ror #\rotation
    sxtb    lr, r5, ror #\rotation
    rsb     r0, r6, r0, lsl #19
    rsb     lr, r7, lr, lsl #20
    smmlar  lr, lr, r8, lr
    add     lr, lr, lr, asr #31
    smmlsr  r0, lr, r9, r0
    smmlar  r0, r0, r10, r0
    add     r0, r0, r0, asr #31
    smmlsr  r0, r0, r11, r12
    ssat    r0, #8, r0
    strb    r0, [r3], #1
.endm

/* void kernel_add_fours(const struct kernel_add_by_four *, const int8_t *left, const int8_t *right, int8_t *output) */
    .section .text.kernel_add_fours, "ax", %progbits
    .balign 4
    .global kernel_add_fours
    .type kernel_add_fours, %function
    .thumb_func
kernel_add_fours:
    push    {r4-r11, lr}
    ldm     r0, {r5-r12}                    /* struct kernel_add_by_four */
    bic     r5, r5, #3
    add     r5, r5, r3
    push    {r5}                            /* where the output ends */
    .balign 4
1:
    ldr     r4, [r1], #4
    ldr     r5, [r2], #4
    add_element 0
    add_element 8
    add_element 16
    add_element 24
    ldr     r0, [sp]
    cmp     r3, r0
    bne     1b
    pop     {r5}
    pop     {r4-r11, pc}
    .size kernel_add_fours, . - kernel_add_fours

    .section .note.GNU-stack, "", %progbits
