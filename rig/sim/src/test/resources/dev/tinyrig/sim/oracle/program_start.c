/* Starts a Cortex-M, runs the programs, and writes what they printed through semihosting. */
#include "program.h"

enum { TEXT_BYTES = 32768, SYS_OPEN = 1, SYS_WRITE = 5, SYS_EXIT = 0x18, WRITE_MODE = 5, APPLICATION_EXIT = 0x20026 };

extern uint32_t stack_top[];
void start(void);

static void hang(void)
{
    for (;;) {
    }
}

__attribute__((section(".vectors"), used)) static void *const vectors[16] = {
    stack_top, start, hang, hang, hang, hang, hang, 0, 0, 0, 0, hang, hang, 0, hang, hang};

static char text[TEXT_BYTES];
static uint32_t length;

static void put(char one)
{
    if (length < TEXT_BYTES) {
        text[length++] = one;
    }
}

static void put_number(uint64_t value, unsigned base, int width, char fill)
{
    char digits[24];
    int count = 0;
    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    while (count < width) {
        digits[count++] = fill;
    }
    while (count > 0) {
        put(digits[--count]);
    }
}

static void put_signed(int64_t value, int width, char fill)
{
    if (value < 0) {
        put('-');
        put_number(-(uint64_t)value, 10, width - 1, fill);
    } else {
        put_number((uint64_t)value, 10, width, fill);
    }
}

static void put_double(double value)
{
    if (value != value) {
        put('n');
        return;
    }
    if (value < 0) {
        put('-');
        value = -value;
    }
    if (value > 1e15) {
        put('i');
        return;
    }
    const uint64_t millionths = (uint64_t)(value * 1e6 + 0.5);
    put_number(millionths / 1000000u, 10, 1, '0');
    put('.');
    put_number(millionths % 1000000u, 10, 6, '0');
}

static void put_text(const char *from, int width)
{
    int count = 0;
    for (; from[count] != '\0'; count++) {
        put(from[count]);
    }
    for (; count < width; count++) {
        put(' ');
    }
}

static const char *put_one(const char *at, va_list *values)
{
    char fill = ' ';
    int width = 0;
    int longs = 0;
    if (*at == '0') {
        fill = '0';
        at++;
    }
    for (; *at >= '0' && *at <= '9'; at++) {
        width = 10 * width + *at - '0';
    }
    for (; *at == 'l'; at++) {
        longs++;
    }
    switch (*at) {
    case 'd':
        put_signed(longs == 2 ? va_arg(*values, int64_t) : va_arg(*values, int), width, fill);
        break;
    case 'u':
        put_number(longs == 2 ? va_arg(*values, uint64_t) : va_arg(*values, unsigned), 10, width, fill);
        break;
    case 'x':
        put_number(longs == 2 ? va_arg(*values, uint64_t) : va_arg(*values, unsigned), 16, width, fill);
        break;
    case 'c':
        put((char)va_arg(*values, int));
        break;
    case 's':
        put_text(va_arg(*values, const char *), width);
        break;
    case 'f':
        put_double(va_arg(*values, double));
        break;
    default:
        put('?');
        break;
    }
    return at + 1;
}

void print(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    while (*format != '\0') {
        if (*format == '%') {
            format = put_one(format + 1, &values);
        } else {
            put(*format++);
        }
    }
    va_end(values);
}

static uint32_t host(uint32_t operation, const void *block)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = block;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

/* GCC may turn loops into calls of these. */
__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memset(void *to, int value, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) {
        ((volatile uint8_t *)to)[i] = (uint8_t)value;
    }
    return to;
}

__attribute__((optimize("no-tree-loop-distribute-patterns"))) void *memcpy(void *to, const void *from, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) {
        ((volatile uint8_t *)to)[i] = ((const uint8_t *)from)[i];
    }
    return to;
}

void start(void)
{
    *(volatile uint32_t *)0xe000ed88u |= 0xf00000u; /* CPACR: floating point */
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    length = 0;
    benchmark_main();
    numbers_main();
    bits_main();
    const uint32_t name[] = {(uint32_t) "output.txt", WRITE_MODE, 10};
    const uint32_t block[] = {host(SYS_OPEN, name), (uint32_t)text, length};
    host(SYS_WRITE, block);
    host(SYS_EXIT, (const void *)APPLICATION_EXIT);
    hang();
}
