/* Rows of pixels become rows of blocks, for every Armv7E-M core. */
    .syntax unified
    .thumb

#include "kernel_blocks_macros.h"

    .equ LEFT, 0            /* on the stack: where a row begins and ends in code, */
    .equ RIGHT, 4
    .equ INNER, 8           /* and what struct kernel_blocks says */
    .equ REST, 12
    .equ FILL_ROWS, 16
    .equ FILL_FRAME, 20

/* The address in code for a block with so many pixels. */
.macro place count, to, none, one, two, three
    adr.w   \to, \none + 1                /* + 1: Thumb */
    cmp     \count, #1
    it      eq
    adreq.w \to, \one + 1
    cmp     \count, #2
    it      eq
    adreq.w \to, \two + 1
    it      gt
    adrgt.w \to, \three + 1
.endm

    .section .text.kernel_blocks_fill, "ax", %progbits
    .balign 4
    .global kernel_blocks_fill
    .type   kernel_blocks_fill, %function
    .thumb_func
kernel_blocks_fill:
    push    {r4-r11, lr}
    sub     sp, sp, #FILL_FRAME
    mov     r8, r0
    mov     r0, r1
    sub     r2, r2, #8
    str     r3, [sp, #FILL_ROWS]
    ldm     r8, {r1, r3-r7}
    strd    r5, r7, [sp, #INNER]
    place   r4, r8, 2f, 7f, 6f, 5f
    place   r6, r9, 4f, 11f, 10f, 9f
    strd    r8, r9, [sp, #LEFT]
1:
    ldr     pc, [sp, #LEFT]
2:
    ldr     lr, [sp, #INNER]
    cmp     lr, #0
    beq     3f
    add     lr, lr, r2
8:
    full_block
    cmp     r2, lr
    blo     8b
3:
    ldr     pc, [sp, #RIGHT]
4:
    ldrd    r4, r5, [sp, #REST]
    add     r2, r2, r4
    subs    r5, r5, #1
    str     r5, [sp, #FILL_ROWS]
    bne     1b
    add     sp, sp, #FILL_FRAME
    pop     {r4-r11, pc}
5:
    left_block 3
    b       2b
6:
    left_block 2
    b       2b
7:
    left_block 1
    b       2b
9:
    right_block 3
    b       4b
10:
    right_block 2
    b       4b
11:
    right_block 1
    b       4b
    .size   kernel_blocks_fill, . - kernel_blocks_fill

    .section .note.GNU-stack, "", %progbits
