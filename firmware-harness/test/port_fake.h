/* A port for unit tests: takes bytes from memory, keeps what was put, counts as it is told. */
#ifndef PORT_FAKE_H
#define PORT_FAKE_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

enum { FAKE_TEXT_BYTES = 4096 };

struct port_fake {
    const char *input;              /* what the host sends */
    char output[FAKE_TEXT_BYTES];   /* what the device has sent since the last reset, as a string */
    size_t output_bytes;
    uint32_t count;                 /* the counter */
    uint32_t counts_per_reading;
    uint32_t counts_per_inference;
    jmp_buf halted;                 /* where port_halt goes */
};

extern struct port_fake port_fake;

/* Forgets the output, and has the host send `input`. */
void port_fake_reset(const char *input);

#endif
