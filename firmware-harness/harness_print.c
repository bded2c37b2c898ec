/* Writing text and numbers to the host. */
#include "harness.h"
#include "port.h"

void harness_put(const char *text)
{
    while (*text != '\0') {
        harness_send(*text++);
    }
}

/* `width` digits at least, with zeros in front. */
static void put_decimal(uint64_t value, uint32_t width)
{
    char digits[20];
    uint32_t count = 0;
    do {
        digits[count++] = (char)('0' + (char)(value % 10));
        value /= 10;
    } while (value > 0 || count < width);
    while (count > 0) {
        harness_send(digits[--count]);
    }
}

void harness_put_number(uint32_t value)
{
    put_decimal(value, 1);
}

void harness_put_lap(void)
{
    harness_put("m-lap-us-");
    put_decimal(port_micros(), 1);
    harness_put("\r\n");
}

void harness_put_hex_byte(uint8_t value)
{
    static const char digits[] = "0123456789abcdef";
    harness_send(digits[value >> 4]);
    harness_send(digits[value & 15]);
}

void harness_put_hex_word(uint32_t value)
{
    harness_put("0x");
    for (int shift = 24; shift >= 0; shift -= 8) {
        harness_put_hex_byte((uint8_t)(value >> shift));
    }
}

void harness_put_fraction(float value)
{
    const float limit = 2147483520.0f; /* the largest float below 2^31 */
    const bool negative = value < 0.0f;
    const float size = negative ? -value : value;
    const float shown = size < limit ? size : limit;
    uint32_t whole = (uint32_t)shown;
    uint32_t millionths = (uint32_t)((shown - (float)whole) * 1e6f + 0.5f);
    if (millionths >= 1000000u) {
        whole++;
        millionths -= 1000000u;
    }
    harness_put(negative && (whole | millionths) != 0 ? "-" : "");
    put_decimal(whole, 1);
    harness_send('.');
    put_decimal(millionths, 6);
}

void harness_put_line(const char *before, uint32_t value, const char *after)
{
    harness_put(before);
    harness_put_number(value);
    harness_put(after);
    harness_put("\r\n");
}
