/* The four functions that a compiler may call on its own; nothing else of libc is in an image. */
#include "port_string.h"

#include <stdint.h>

/* Hides a pointer from the optimiser, which would else turn each loop into a call of the function it is in. */
#define OPAQUE(pointer) __asm__("" : "+r"(pointer))

/* Word access to memory of any type. */
typedef uint32_t __attribute__((may_alias)) word;

static int both_aligned(const void *to, const void *from)
{
    return (((uintptr_t)to | (uintptr_t)from) & 3u) == 0;
}

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    if (both_aligned(to, from)) {
        for (; bytes >= 16; bytes -= 16) {
            const word *const four = (const word *)(const void *)in;
            word *const place = (word *)(void *)out;
            const word a = four[0], b = four[1], c = four[2], d = four[3];
            place[0] = a;
            place[1] = b;
            place[2] = c;
            place[3] = d;
            in += 16;
            out += 16;
            OPAQUE(out);
        }
    }
    for (; bytes > 0; bytes--) {
        *out++ = *in++;
        OPAQUE(out);
    }
    return to;
}

void *memset(void *to, int value, size_t bytes)
{
    unsigned char *out = to;
    const word fill = (unsigned char)value * 0x01010101u;
    if (((uintptr_t)to & 3u) == 0) {
        for (; bytes >= 4; bytes -= 4) {
            *(word *)(void *)out = fill;
            out += 4;
            OPAQUE(out);
        }
    }
    for (; bytes > 0; bytes--) {
        *out++ = (unsigned char)value;
        OPAQUE(out);
    }
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    if ((uintptr_t)to - (uintptr_t)from >= bytes) {
        return memcpy(to, from, bytes); /* forward is safe: to lies below from, or the two do not overlap */
    }
    unsigned char *out = (unsigned char *)to + bytes;
    const unsigned char *in = (const unsigned char *)from + bytes;
    for (; bytes > 0; bytes--) {
        *--out = *--in;
        OPAQUE(out);
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t bytes)
{
    const unsigned char *l = left;
    const unsigned char *r = right;
    for (; bytes > 0; bytes--, l++, r++) {
        if (*l != *r) {
            return *l < *r ? -1 : 1;
        }
    }
    return 0;
}
