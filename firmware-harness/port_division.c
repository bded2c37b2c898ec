/* The division that Cortex-M has no instruction for, since not every compiler brings a library with it. */
#include "port_division.h"

static int leading_zeros(uint64_t value)
{
    return value == 0 ? 64 : __builtin_clzll(value);
}

uint64_t port_divide(uint64_t dividend, uint64_t divisor, uint64_t *remainder)
{
    uint64_t quotient = 0;
    int shift = divisor == 0 ? -1 : leading_zeros(divisor) - leading_zeros(dividend);
    for (; shift >= 0; shift--) {
        if (dividend >= divisor << shift) {
            dividend -= divisor << shift;
            quotient |= UINT64_C(1) << shift;
        }
    }
    *remainder = dividend;
    return quotient;
}

/*
 * Run-time ABI for the Arm architecture (IHI 0043) 5.3.1: the quotient in r0 and r1, the remainder in r2 and r3, which
 * C cannot say. The remainder's address is the third argument, on the stack.
 */
#ifdef __arm__
__asm__(".syntax unified\n"
        ".section .text.__aeabi_uldivmod, \"ax\", %progbits\n"
        ".global __aeabi_uldivmod\n"
        ".type __aeabi_uldivmod, %function\n"
        ".thumb_func\n"
        "__aeabi_uldivmod:\n"
        "    push {r6, lr}\n"
        "    sub sp, sp, #16\n"
        "    add r6, sp, #8\n"
        "    str r6, [sp]\n"
        "    bl port_divide\n"
        "    ldrd r2, r3, [sp, #8]\n"
        "    add sp, sp, #16\n"
        "    pop {r6, pc}\n"
        ".size __aeabi_uldivmod, . - __aeabi_uldivmod\n"
        ".text\n");
#endif
