/* STM32F405 (RM0090) and STM32F412 (RM0402). */
#include "port_rcc.h"

/* Above 100 MHz the buses take 42 and 84 MHz at most, up to 100 MHz 50 and 100 MHz (datasheets, general operating conditions). */
#define APB1_DIVIDER (TARGET_CORE_HZ > 100000000u ? 4u : 2u)
#define APB2_DIVIDER (TARGET_CORE_HZ > 100000000u ? 2u : 1u)
#define UART_DIVIDER ((TARGET_UART_BASE & 0x10000u) != 0 ? APB2_DIVIDER : APB1_DIVIDER)

_Static_assert(TARGET_UART_CLOCK_HZ * UART_DIVIDER == TARGET_CORE_HZ, "the UART's clock is not its bus's");

const struct port_family port_family = {
    .gpio_base = 0x40020000u,
    .gpio_enable = RCC_AHB1ENR,
    .apb1_enable = RCC_APB1ENR,
    .apb2_enable = RCC_APB2ENR,
    .unique_id = 0x1FFF7A10u, /* RM0090 and RM0402, device electronic signature */
    .uart = {
        .status = 0x00u,
        .receive = 0x04u,
        .transmit = 0x04u,
        .baud_rate = 0x08u,
        .control1 = 0x0Cu,
        .control3 = 0x14u,
        .enable_bit = 1u << 13,
        .control3_bits = 0,
        .divider_scale = 1,
    },
};

struct port_clocks port_start_clocks(void)
{
    const uint32_t voltage_scale_1 = 3u << 14; /* F405 has only the lower bit */
    const uint32_t prefetch_and_art = 7u << 8;
    if (rcc_absent()) {
        return clocks_emulated;
    }
    port_set_bits(RCC_APB1ENR, RCC_APB1ENR_PWREN);
    port_set_bits(PWR_CR, voltage_scale_1);
    const bool on_pll = rcc_start_hse() && rcc_start_pll()
                        && rcc_switch_to_pll(prefetch_and_art, APB1_DIVIDER, APB2_DIVIDER);
    return on_pll ? clocks_wanted : clocks_after_reset;
}
