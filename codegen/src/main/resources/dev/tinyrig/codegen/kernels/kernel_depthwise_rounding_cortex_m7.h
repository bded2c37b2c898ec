/*
 * Requantization of sums by named registers, in steps: multiplier, power and zero_point are those of the file that includes
 * this. Between two steps of a sum lie those of the others.
 */
.macro high_linear sum
    smmlar  \sum, \sum, multiplier, \sum
.endm

.macro high_relu sum
    smmlar  \sum, \sum, multiplier, \sum
.endm

.macro high_single sum
    smmlar  \sum, \sum, multiplier, zero_point
.endm

.macro away_linear sum
    add     \sum, \sum, \sum, asr #31
.endm

.macro away_relu sum
.endm

.macro away_single sum
.endm

.macro low_linear sum
    smmlsr  \sum, \sum, power, zero_point
.endm

.macro low_relu sum
    smmlsr  \sum, \sum, power, zero_point
.endm

.macro low_single sum
.endm
