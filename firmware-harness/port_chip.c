/* Puts clocks, console and counter of an STM32 together. */
#include "port.h"
#include "port_stm32.h"

#include "target_config.h"

enum { WAIT_POLLS = 100000 };

static uint32_t core_hz;

bool port_wait(uint32_t address, uint32_t mask, uint32_t value)
{
    for (uint32_t polls = 0; polls < WAIT_POLLS; polls++) {
        if ((*port_register(address) & mask) == value) {
            return true;
        }
    }
    return false;
}

void port_start(void)
{
    const struct port_clocks clocks = port_start_clocks();
    core_hz = clocks.core_hz;
    port_start_uart(&clocks);
    port_start_counter(clocks.core_hz);
}

_Noreturn void port_halt(void)
{
    for (;;) {
        __asm__ volatile("wfi");
    }
}

uint32_t port_clock_hz(void)
{
    return core_hz;
}

const char *port_target_name(void)
{
    return TARGET_NAME;
}
