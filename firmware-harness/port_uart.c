/* The console on any STM32 UART, polled; registers in RM0090 30.6 and RM0385 31.8. */
#include "port.h"
#include "port_stm32.h"

#include "target_config.h"

enum { STATUS_RECEIVED = 1 << 5, STATUS_EMPTY = 1 << 7 };
enum { CONTROL1_RECEIVE = 1 << 2, CONTROL1_TRANSMIT = 1 << 3, CONTROL1_RECEIVE_INTERRUPT = 1 << 5 };
enum { PUT_POLLS = 100000 }; /* some milliseconds; a byte takes 87 us at 115200 baud */

/* Armv7-M reference manual B3.4: the words and the bit of the console's interrupt. */
#define NVIC_WORD (4u * (TARGET_UART_INTERRUPT / 32u))
#define NVIC_ISER (0xE000E100u + NVIC_WORD)
#define NVIC_ICER (0xE000E180u + NVIC_WORD)
#define NVIC_ICPR (0xE000E280u + NVIC_WORD)
#define UART_INTERRUPT (1u << TARGET_UART_INTERRUPT % 32u)

static bool sleeps;

static volatile uint32_t *uart(uint32_t offset)
{
    return port_register(TARGET_UART_BASE + offset);
}

/* RM0090 8.4: two bits of MODER (2: alternate function), four bits of AFRL or AFRH per pin. */
static void connect_pin(uint32_t port, uint32_t pin, uint32_t function)
{
    const uint32_t base = port_family.gpio_base + 0x400u * port;
    port_set_bits(port_family.gpio_enable, 1u << port);
    (void)*port_register(port_family.gpio_enable);
    port_change_bits(base + 0x20u + 4u * (pin / 8u), 0xFu << (4u * (pin % 8u)), function << (4u * (pin % 8u)));
    port_change_bits(base, 3u << (2u * pin), 2u << (2u * pin));
}

/* To the nearest, in 32 bits: the scale is 256 at most, the rest of a division by the baud rate is below that. */
static uint32_t divider(uint32_t uart_hz)
{
    const uint32_t scale = port_family.uart.divider_scale;
    const uint32_t rest = uart_hz % TARGET_UART_BAUD * scale;
    return uart_hz / TARGET_UART_BAUD * scale + (rest + TARGET_UART_BAUD / 2u) / TARGET_UART_BAUD;
}

void port_start_uart(const struct port_clocks *clocks)
{
    connect_pin(TARGET_TX_PORT, TARGET_TX_PIN, TARGET_TX_FUNCTION);
    connect_pin(TARGET_RX_PORT, TARGET_RX_PIN, TARGET_RX_FUNCTION);
    port_enable_apb(TARGET_UART_BASE);
    *uart(port_family.uart.baud_rate) = divider(clocks->uart_hz);
    *uart(port_family.uart.control3) = port_family.uart.control3_bits;
    *uart(port_family.uart.control1) =
        port_family.uart.enable_bit | CONTROL1_RECEIVE | CONTROL1_TRANSMIT | CONTROL1_RECEIVE_INTERRUPT;
    sleeps = clocks->emulated;
}

void port_put(char c)
{
    for (uint32_t polls = 0; (*uart(port_family.uart.status) & STATUS_EMPTY) == 0 && polls < PUT_POLLS; polls++) {
    }
    *uart(port_family.uart.transmit) = (uint8_t)c;
}

/* Interrupts are enabled only while they are masked: a byte ends the sleep, but no handler ever runs. */
static void sleep(void)
{
    __asm__ volatile("cpsid i" ::: "memory");
    *port_register(NVIC_ISER) = UART_INTERRUPT;
    __asm__ volatile("dsb\n\twfi" ::: "memory");
    *port_register(NVIC_ICER) = UART_INTERRUPT;
    *port_register(NVIC_ICPR) = UART_INTERRUPT;
    __asm__ volatile("dsb\n\tisb\n\tcpsie i" ::: "memory");
}

/* A chip polls, since sleep would stop its cycle counter; an emulator sleeps, since polling would take a host core. */
uint8_t port_take(void)
{
    while ((*uart(port_family.uart.status) & STATUS_RECEIVED) == 0) {
        if (sleeps) {
            sleep();
        }
        port_keep_time();
    }
    return (uint8_t)*uart(port_family.uart.receive);
}
