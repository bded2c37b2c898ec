/* Blocks of pixels in assembly; kernel_blocks.h says what they are. */
/*
 * Planes: r0 pixel, r1 bytes from pixel to pixel, r2 8 bytes before the block, r3 minus the zero point, r4-r7 pixels,
 * then their second and fourth channels, r8-r11 their first and third, r12 what is packed, lr for the caller.
 */
.macro load_pixel word
    ldr     \word, [r0]
    add     r0, r0, r1
.endm

/* Two pixels, of which each has two channels in its lanes: a word of each channel. */
.macro pair first, second, low, high
    pkhbt   \low, \first, \second, lsl #16
    pkhtb   \high, \second, \first, asr #16
.endm

/* One pixel in the lower lanes, */
.macro lower one, low, high
    uxth    \low, \one
    lsr     \high, \one, #16
.endm

/* or in the upper ones. */
.macro upper one, low, high
    lsl     \low, \one, #16
    bfc     \one, #0, #16
    .ifnc   \one, \high
    mov     \high, \one
    .endif
.endm

.macro full_block
    ldr     r4, [r0]
    ldr     r5, [r0, r1]
    add     r0, r0, r1, lsl #1
    ldr     r6, [r0]
    ldr     r7, [r0, r1]
    add     r0, r0, r1, lsl #1
    sxtab16 r8, r3, r4
    sxtab16 r9, r3, r5
    sxtab16 r10, r3, r6
    sxtab16 r11, r3, r7
    pair    r8, r9, r12, r9
    pair    r10, r11, r8, r11
    strd    r12, r8, [r2, #8]
    strd    r9, r11, [r2, #24]
    sxtab16 r4, r3, r4, ror #8
    sxtab16 r5, r3, r5, ror #8
    sxtab16 r6, r3, r6, ror #8
    sxtab16 r7, r3, r7, ror #8
    pair    r4, r5, r12, r5
    pair    r6, r7, r4, r7
    strd    r12, r4, [r2, #16]
    strd    r5, r7, [r2, #32]!
.endm

/* Padding and so many pixels. */
.macro left_block count
    .if \count == 3
    load_pixel r5
    .endif
    .if \count > 1
    load_pixel r6
    .endif
    load_pixel r7
    .if \count == 3
    sxtab16 r9, r3, r5
    sxtab16 r5, r3, r5, ror #8
    upper   r9, r12, r9
    upper   r5, r4, r5
    .else
    mov     r12, #0
    .endif
    sxtab16 r11, r3, r7
    sxtab16 r7, r3, r7, ror #8
    .if \count > 1
    sxtab16 r10, r3, r6
    sxtab16 r6, r3, r6, ror #8
    pair    r10, r11, r8, r11
    pair    r6, r7, r10, r7
    .else
    upper   r11, r8, r11
    upper   r7, r10, r7
    .endif
    strd    r12, r8, [r2, #8]
    .if \count == 3
    strd    r9, r11, [r2, #24]
    strd    r4, r10, [r2, #16]
    strd    r5, r7, [r2, #32]!
    .else
    strd    r12, r11, [r2, #24]
    strd    r12, r10, [r2, #16]
    strd    r12, r7, [r2, #32]!
    .endif
.endm

/* So many pixels and padding. */
.macro right_block count
    load_pixel r4
    .if \count > 1
    load_pixel r5
    .endif
    .if \count == 3
    load_pixel r6
    .endif
    sxtab16 r8, r3, r4
    sxtab16 r4, r3, r4, ror #8
    .if \count > 1
    sxtab16 r9, r3, r5
    sxtab16 r5, r3, r5, ror #8
    pair    r8, r9, r12, r9
    pair    r4, r5, r11, r5
    .else
    lower   r8, r12, r9
    lower   r4, r11, r5
    .endif
    .if \count == 3
    sxtab16 r10, r3, r6
    sxtab16 r6, r3, r6, ror #8
    lower   r10, r8, r10
    lower   r6, r4, r6
    .else
    mov     r8, #0
    .endif
    strd    r12, r8, [r2, #8]
    .if \count == 3
    strd    r9, r10, [r2, #24]
    strd    r11, r4, [r2, #16]
    strd    r5, r6, [r2, #32]!
    .else
    strd    r9, r8, [r2, #24]
    strd    r11, r8, [r2, #16]
    strd    r5, r8, [r2, #32]!
    .endif
.endm
