#include "port_fake.h"
#include "net.h"
#include "port.h"

#include <stdio.h>
#include <stdlib.h>

struct port_fake port_fake;

static uint8_t staging[16];

void __real_net_run(void);
void __wrap_net_run(void);

void __wrap_net_run(void)
{
    __real_net_run();
    port_fake.count += port_fake.counts_per_inference;
}

void port_fake_reset(const char *input)
{
    port_fake.input = input;
    port_fake.output_bytes = 0;
    port_fake.output[0] = '\0';
}

void port_start(void)
{
}

void port_put(char c)
{
    if (port_fake.output_bytes + 1 >= FAKE_TEXT_BYTES) {
        fprintf(stderr, "the test prints more than %d bytes\n", FAKE_TEXT_BYTES);
        exit(2);
    }
    port_fake.output[port_fake.output_bytes++] = c;
    port_fake.output[port_fake.output_bytes] = '\0';
}

uint8_t port_take(void)
{
    if (*port_fake.input == '\0') {
        fprintf(stderr, "the harness waits for more than the test sends\n");
        exit(2);
    }
    return (uint8_t)*port_fake.input++;
}

uint32_t port_count(void)
{
    return port_fake.count += port_fake.counts_per_reading;
}

void port_keep_time(void)
{
}

uint64_t port_micros(void)
{
    return port_fake.count;
}

const char *port_target_name(void)
{
    return "fake";
}

const char *port_counter_name(void)
{
    return "tim2";
}

uint32_t port_clock_hz(void)
{
    return 4294967295u;
}

const uint8_t *port_build_id(void)
{
    static const uint8_t id[PORT_BUILD_ID_BYTES] = {0xab};
    return id;
}

const uint8_t *port_unique_id(void)
{
    static const uint8_t id[PORT_UNIQUE_ID_BYTES] = {0xcd};
    return id;
}

struct port_span port_staging(void)
{
    return (struct port_span){.start = staging, .bytes = sizeof staging};
}

struct port_memory_use port_memory_use(void)
{
    return (struct port_memory_use){.static_bytes = 1, .arena_bytes = 2, .stack_bytes = 4294967295u};
}

_Noreturn void port_halt(void)
{
    longjmp(port_fake.halted, 1);
}
