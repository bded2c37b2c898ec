/* STM32H7A3 (RM0455) on a board that feeds its core from the SMPS, as the -Q boards do. */
#include "port_rcc_h7.h"

#define RCC_AHB4ENR (RCC + 0x140u)
#define RCC_APB1LENR (RCC + 0x148u)
#define RCC_APB2ENR (RCC + 0x150u)
#define PWR_CR3_SMPSEN (1u << 2)

_Static_assert(TARGET_UART_CLOCK_HZ * 2u == TARGET_CORE_HZ, "the UART's clock is not its bus's");

const struct port_family port_family = {
    .gpio_base = 0x58020000u,
    .gpio_enable = RCC_AHB4ENR,
    .apb1_enable = RCC_APB1LENR,
    .apb2_enable = RCC_APB2ENR,
    .unique_id = 0x08FFF800u, /* RM0455, device electronic signature */
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

struct port_clocks port_start_clocks(void)
{
    const uint32_t scale_0 = 3, programming_delay = 3, undivided = 0;
    port_start_caches();
    if (rcc_absent()) {
        return clocks_emulated;
    }
    const bool on_pll = pwr_supply(PWR_CR3_SMPSEN) && pwr_scale(scale_0) && rcc_start_hse() && rcc_start_pll()
                        && rcc_switch_to_pll(programming_delay, undivided);
    return on_pll ? clocks_wanted : clocks_after_reset;
}
