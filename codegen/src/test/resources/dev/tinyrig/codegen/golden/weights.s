/*
 * The constants of net.c, cut out of weights.bin; written by TinyRig, do not edit.
 */

    .section .rodata.net_conv0_weights, "a", %progbits
    .balign 4
    .global net_conv0_weights
    .type net_conv0_weights, %object
    .size net_conv0_weights, 24
net_conv0_weights:
    .incbin "weights.bin", 0, 24

    .section .rodata.net_conv0_channels, "a", %progbits
    .balign 4
    .global net_conv0_channels
    .type net_conv0_channels, %object
    .size net_conv0_channels, 48
net_conv0_channels:
    .incbin "weights.bin", 24, 48

    .section .rodata.net_depthwise1_weights, "a", %progbits
    .balign 4
    .global net_depthwise1_weights
    .type net_depthwise1_weights, %object
    .size net_depthwise1_weights, 36
net_depthwise1_weights:
    .incbin "weights.bin", 72, 36

    .section .rodata.net_depthwise1_channels, "a", %progbits
    .balign 4
    .global net_depthwise1_channels
    .type net_depthwise1_channels, %object
    .size net_depthwise1_channels, 48
net_depthwise1_channels:
    .incbin "weights.bin", 108, 48

    .section .rodata.net_conv2_weights, "a", %progbits
    .balign 4
    .global net_conv2_weights
    .type net_conv2_weights, %object
    .size net_conv2_weights, 16
net_conv2_weights:
    .incbin "weights.bin", 156, 16

    .section .rodata.net_conv2_channels, "a", %progbits
    .balign 4
    .global net_conv2_channels
    .type net_conv2_channels, %object
    .size net_conv2_channels, 48
net_conv2_channels:
    .incbin "weights.bin", 172, 48

    .section .rodata.net_dense12_weights, "a", %progbits
    .balign 4
    .global net_dense12_weights
    .type net_dense12_weights, %object
    .size net_dense12_weights, 24
net_dense12_weights:
    .incbin "weights.bin", 220, 24

    .section .rodata.net_dense12_channels, "a", %progbits
    .balign 4
    .global net_dense12_channels
    .type net_dense12_channels, %object
    .size net_dense12_channels, 36
net_dense12_channels:
    .incbin "weights.bin", 244, 36

    .section .rodata.net_softmax13_exponentials, "a", %progbits
    .balign 4
    .global net_softmax13_exponentials
    .type net_softmax13_exponentials, %object
    .size net_softmax13_exponentials, 1024
net_softmax13_exponentials:
    .incbin "weights.bin", 280, 1024

    .section .note.GNU-stack, "", %progbits
