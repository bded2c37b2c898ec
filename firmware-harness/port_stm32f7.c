/* STM32F746 (RM0385) and STM32F765 (RM0410). */
#include "port_rcc.h"

#define APB1_DIVIDER 4u
#define APB2_DIVIDER 2u
#define UART_DIVIDER ((TARGET_UART_BASE & 0x10000u) != 0 ? APB2_DIVIDER : APB1_DIVIDER)

_Static_assert(TARGET_UART_CLOCK_HZ * UART_DIVIDER == TARGET_CORE_HZ, "the UART's clock is not its bus's");

const struct port_family port_family = {
    .gpio_base = 0x40020000u,
    .gpio_enable = RCC_AHB1ENR,
    .apb1_enable = RCC_APB1ENR,
    .apb2_enable = RCC_APB2ENR,
    .unique_id = 0x1FF0F420u, /* RM0385 and RM0410, device electronic signature */
    .uart = {
        .control1 = 0x00u,
        .control3 = 0x08u,
        .baud_rate = 0x0Cu,
        .status = 0x1Cu,
        .receive = 0x24u,
        .transmit = 0x28u,
        .enable_bit = 1u << 0,
        .control3_bits = 1u << 12, /* OVRDIS: a lost byte must not stop reception */
        .divider_scale = 1,
    },
};

/* RM0385 4.1.4: above 180 MHz the regulator needs over-drive, switched while the PLL locks. */
static bool start_over_drive(void)
{
    const uint32_t enable = 1u << 16, switching = 1u << 17;
    port_set_bits(PWR_CR, enable);
    if (!port_wait(PWR_CSR, enable, enable)) {
        return false;
    }
    port_set_bits(PWR_CR, switching);
    return port_wait(PWR_CSR, switching, switching);
}

struct port_clocks port_start_clocks(void)
{
    const uint32_t prefetch_and_art = 3u << 8;
    port_start_caches();
    if (rcc_absent()) {
        return clocks_emulated;
    }
    port_set_bits(RCC_APB1ENR, RCC_APB1ENR_PWREN);
    const bool on_pll = rcc_start_hse() && rcc_start_pll() && start_over_drive()
                        && rcc_switch_to_pll(prefetch_and_art, APB1_DIVIDER, APB2_DIVIDER);
    return on_pll ? clocks_wanted : clocks_after_reset;
}
