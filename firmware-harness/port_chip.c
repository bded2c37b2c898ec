/* Puts clocks, console and counter of an STM32 together. */
#include "port.h"
#include "port_stm32.h"

#include "target_config.h"

enum { WAIT_POLLS = 100000 };

/* QEMU's netduinoplus2 has no unique id, but SRAM behind the chip's 128 KB, at whose end its owner may put one. */
#define EMULATED_UNIQUE_ID 0x2002FFF4u

static uint32_t core_hz;
static bool emulated;

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
    emulated = clocks.emulated;
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

const uint8_t *port_unique_id(void)
{
    return (const uint8_t *)(uintptr_t)(emulated ? EMULATED_UNIQUE_ID : port_family.unique_id);
}
