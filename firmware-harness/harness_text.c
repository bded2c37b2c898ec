/* Reading words. */
#include "harness.h"

bool harness_equal(const char *left, const char *right)
{
    while (*left != '\0' && *left == *right) {
        left++;
        right++;
    }
    return *left == *right;
}

int32_t harness_number(const char *word)
{
    const bool negative = *word == '-';
    int64_t value = 0;
    for (const char *digit = negative ? word + 1 : word; *digit >= '0' && *digit <= '9'; digit++) {
        value = value * 10 + (*digit - '0');
        value = value > INT32_MAX ? INT32_MAX : value;
    }
    return (int32_t)(negative ? -value : value);
}

static uint32_t hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return (uint32_t)(c - '0');
    }
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a' + 10) : 0x100u;
}

uint32_t harness_hex_byte(const char *digits)
{
    return hex_digit(digits[0]) << 4 | hex_digit(digits[1]);
}
