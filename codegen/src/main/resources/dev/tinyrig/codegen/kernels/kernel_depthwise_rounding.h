/* Requantization of a sum by registers that are given; kernel_depthwise_rows.h says what the roundings mean. */
.macro scale_linear sum, multiplier, power, zero_point
    smmlar  \sum, \sum, \multiplier, \sum
    add     \sum, \sum, \sum, asr #31
    smmlsr  \sum, \sum, \power, \zero_point
.endm

.macro scale_relu sum, multiplier, power, zero_point
    smmlar  \sum, \sum, \multiplier, \sum
    smmlsr  \sum, \sum, \power, \zero_point
.endm

.macro scale_single sum, multiplier, unused, zero_point
    smmlar  \sum, \sum, \multiplier, \zero_point
.endm
