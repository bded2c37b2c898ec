/* What the programs share: text that goes to the host when all is done. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdarg.h>
#include <stdint.h>

/* %d %u %x %c %s with width and leading zeros, %lld, %llu and %llx, and %f of a double with six decimals. */
void print(const char *format, ...);

void benchmark_main(void);
void numbers_main(void);
void bits_main(void);

/* A linear congruential generator: the constants of Numerical Recipes. */
static inline uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state;
}

#endif
