/*
 * The constants of net.c, cut out of weights.bin; written by TinyRig, do not edit.
 */

    .section .rodata.net_conv0_weights, "a", %progbits
    .balign 4
    .global net_conv0_weights
    .type net_conv0_weights, %object
    .size net_conv0_weights, 72
net_conv0_weights:
    .incbin "weights.bin", 0, 72

    .section .rodata.net_depthwise1_weights, "a", %progbits
    .balign 4
    .global net_depthwise1_weights
    .type net_depthwise1_weights, %object
    .size net_depthwise1_weights, 39
net_depthwise1_weights:
    .incbin "weights.bin", 72, 39

    .section .rodata.net_depthwise1_channels, "a", %progbits
    .balign 4
    .global net_depthwise1_channels
    .type net_depthwise1_channels, %object
    .size net_depthwise1_channels, 32
net_depthwise1_channels:
    .incbin "weights.bin", 112, 32

    .section .rodata.net_depthwise1_shifts, "a", %progbits
    .balign 4
    .global net_depthwise1_shifts
    .type net_depthwise1_shifts, %object
    .size net_depthwise1_shifts, 4
net_depthwise1_shifts:
    .incbin "weights.bin", 144, 4

    .section .rodata.net_conv2_weights, "a", %progbits
    .balign 4
    .global net_conv2_weights
    .type net_conv2_weights, %object
    .size net_conv2_weights, 56
net_conv2_weights:
    .incbin "weights.bin", 148, 56

    .section .rodata.net_dense12_weights, "a", %progbits
    .balign 4
    .global net_dense12_weights
    .type net_dense12_weights, %object
    .size net_dense12_weights, 72
net_dense12_weights:
    .incbin "weights.bin", 204, 72

    .section .rodata.net_softmax13_exponentials, "a", %progbits
    .balign 4
    .global net_softmax13_exponentials
    .type net_softmax13_exponentials, %object
    .size net_softmax13_exponentials, 1024
net_softmax13_exponentials:
    .incbin "weights.bin", 276, 1024

    .section .note.GNU-stack, "", %progbits
