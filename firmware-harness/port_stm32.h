/* What the STM32 families share, and the table of what differs. */
#ifndef PORT_STM32_H
#define PORT_STM32_H

#include <stdbool.h>
#include <stdint.h>

/* Addresses and bits that differ between families; each port_stm32*.c defines one. */
struct port_family {
    uint32_t gpio_base;
    uint32_t gpio_enable;
    uint32_t apb1_enable;
    uint32_t apb2_enable;
    uint32_t unique_id; /* address of 96 bits in the chip's own flash */
    struct {
        uint32_t control1;
        uint32_t control3;
        uint32_t status;
        uint32_t receive;
        uint32_t transmit;
        uint32_t baud_rate;
        uint32_t enable_bit;
        uint32_t control3_bits;
        uint32_t divider_scale;
    } uart; /* offsets from the UART's base, its two bits that moved, and by what its baud rate divides the clock */
};

/* Frequencies that the chip really runs at: lower than the target's when its crystal does not start. */
struct port_clocks {
    uint32_t core_hz;
    uint32_t uart_hz;
    bool emulated; /* there is no clock tree: the frequencies are nominal */
};

extern const struct port_family port_family;

/* Brings the core to the target's frequency. */
struct port_clocks port_start_clocks(void);

void port_start_counter(uint32_t core_hz);
void port_start_uart(const struct port_clocks *clocks);

/* Cortex-M7 only: invalidates and enables both L1 caches. */
void port_start_caches(void);

/* Polls until the masked register has the value; false if it does not come within some milliseconds. */
bool port_wait(uint32_t address, uint32_t mask, uint32_t value);

static inline volatile uint32_t *port_register(uint32_t address)
{
    return (volatile uint32_t *)(uintptr_t)address;
}

static inline void port_set_bits(uint32_t address, uint32_t bits)
{
    *port_register(address) |= bits;
}

static inline void port_change_bits(uint32_t address, uint32_t mask, uint32_t bits)
{
    *port_register(address) = (*port_register(address) & ~mask) | bits;
}

/*
 * The enable bit of an APB peripheral is its 1 KB slot on the bus: TIM2 0, USART2 17, USART1 4 (RM0090 2.3, 6.3.13);
 * slots from 32 have a second register: LPUART1 32 (RM0432 2.2, 6.4.20).
 */
static inline void port_enable_apb(uint32_t peripheral)
{
    const bool on_apb2 = (peripheral & 0x10000u) != 0;
    const uint32_t slot = (peripheral & 0xFFFFu) / 0x400u;
    const uint32_t enable = (on_apb2 ? port_family.apb2_enable : port_family.apb1_enable) + 4u * (slot / 32u);
    port_set_bits(enable, 1u << slot % 32u);
    (void)*port_register(enable); /* the clock arrives two cycles after the write: read back first */
}

#endif
