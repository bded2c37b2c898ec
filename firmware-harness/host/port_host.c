/*
 * The harness as a host program: console on standard input and output, and a clock of 1 MHz that only this file moves,
 * so that every reply is known beforehand. Link with -Wl,--wrap=net_run.
 */
#include "net.h"
#include "port.h"
#include "port_marks.h"

#include <stdio.h>
#include <stdlib.h>

enum { READING_COUNTS = 3, INFERENCE_COUNTS = 1000 };
enum { STATIC_BYTES = 200, STACK_BYTES = 4096, STACK_TOUCHED_BYTES = 512 };
enum { STAGING_BYTES = 32768 };

#define ARENA_PAINT 0xDEC0ADDEu

static uint64_t count;
static uint8_t staging[STAGING_BYTES];

void __real_net_run(void);
void __wrap_net_run(void);

void __wrap_net_run(void)
{
    __real_net_run();
    count += INFERENCE_COUNTS;
}

static uint32_t *arena_start(void)
{
    return (uint32_t *)(void *)net_arena;
}

static uint32_t *arena_end(void)
{
    return arena_start() + net_info.arena_bytes / 4u;
}

void port_start(void)
{
    port_paint(arena_start(), arena_end(), ARENA_PAINT);
}

void port_put(char c)
{
    putchar(c);
}

/* The host's end of input is the end of the program. */
uint8_t port_take(void)
{
    fflush(stdout);
    const int c = getchar();
    if (c == EOF) {
        exit(0);
    }
    return (uint8_t)c;
}

uint32_t port_count(void)
{
    count += READING_COUNTS;
    return (uint32_t)count;
}

void port_keep_time(void)
{
}

uint64_t port_micros(void)
{
    return count;
}

const char *port_target_name(void)
{
    return "host";
}

const char *port_counter_name(void)
{
    return "dwt";
}

uint32_t port_clock_hz(void)
{
    return 1000000u;
}

const uint8_t *port_build_id(void)
{
    static const uint8_t id[PORT_BUILD_ID_BYTES] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99,
                                                    0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff, 0x01, 0x23, 0x45, 0x67};
    return id;
}

const uint8_t *port_unique_id(void)
{
    static const uint8_t id[PORT_UNIQUE_ID_BYTES] = {0x0a, 0x0b, 0x0c, 0x0d, 0x01, 0x02, 0x03, 0x04, 'T', 'I', 'N', 'Y'};
    return id;
}

struct port_span port_staging(void)
{
    return (struct port_span){.start = staging, .bytes = net_info.input_bytes};
}

struct port_memory_use port_memory_use(void)
{
    return (struct port_memory_use){
        .static_bytes = STATIC_BYTES,
        .arena_bytes = net_info.arena_bytes,
        .arena_touched_bytes = port_touched_upward(arena_start(), arena_end(), ARENA_PAINT),
        .stack_bytes = STACK_BYTES,
        .stack_touched_bytes = STACK_TOUCHED_BYTES,
    };
}

_Noreturn void port_halt(void)
{
    exit(1);
}
