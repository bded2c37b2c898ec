/* What a chip gives to the harness. A chip is chosen by linking its port, never by #ifdef. */
#ifndef PORT_H
#define PORT_H

#include <stdint.h>

enum { PORT_BUILD_ID_BYTES = 20, PORT_UNIQUE_ID_BYTES = 12 };

/* SRAM as linked, and as touched since boot. */
struct port_memory_use {
    uint32_t static_bytes;
    uint32_t arena_bytes;
    uint32_t arena_touched_bytes;
    uint32_t stack_bytes;
    uint32_t stack_touched_bytes;
};

/* Where the harness keeps the input that the host sent: SRAM that belongs to the rig, not to the candidate. */
struct port_span {
    uint8_t *start;
    uint32_t bytes;
};

/* The registers of a fault, as the core stacked and latched them. */
struct port_fault {
    const char *name;
    uint32_t pc;
    uint32_t lr;
    uint32_t cfsr;
    uint32_t bfar;
};

/* Clocks, console and counter; nothing else of the port works before it. */
void port_start(void);

/* Sends one byte to the host. */
void port_put(char c);

/* The next byte from the host; waits for it as long as the host likes: a host that gave up resets the chip. */
uint8_t port_take(void);

/* The running counter; differences are right across one wrap. */
uint32_t port_count(void);

/* Microseconds since boot by the counter. */
uint64_t port_micros(void);

/* Lets the clock see the counter: a wrap between two calls, 8.9 s at 480 MHz, is lost time. */
void port_keep_time(void);

/* The end, after a fault. */
_Noreturn void port_halt(void);

const char *port_target_name(void);
const char *port_counter_name(void);
uint32_t port_clock_hz(void);
const uint8_t *port_build_id(void);

/* 96 bits that no other chip has; on an emulator whatever its owner put there. */
const uint8_t *port_unique_id(void);

struct port_span port_staging(void);
struct port_memory_use port_memory_use(void);

/* The harness's side: the port calls it once, on a fault, and it never returns. */
_Noreturn void harness_fault(const struct port_fault *fault);

#endif
