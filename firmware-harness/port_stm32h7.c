/* STM32H743, revision V (RM0433): 480 MHz needs voltage scale 0, which earlier revisions do not have. */
#include "port_rcc_h7.h"

#define RCC_AHB4ENR (RCC + 0xE0u)
#define RCC_APB1LENR (RCC + 0xE8u)
#define RCC_APB2ENR (RCC + 0xF0u)
#define RCC_APB4ENR (RCC + 0xF4u)
#define RCC_APB4ENR_SYSCFGEN (1u << 1)
#define PWR_CR3_LDOEN (1u << 1)
#define SYSCFG_PWRCR 0x5800042Cu
#define SYSCFG_PWRCR_ODEN (1u << 0)
#define DBGMCU_IDC 0x5C001000u
#define REVISION_V 0x2003u

_Static_assert(TARGET_UART_CLOCK_HZ * 4u == TARGET_CORE_HZ, "the UART's clock is not its bus's");

const struct port_family port_family = {
    .gpio_base = 0x58020000u,
    .gpio_enable = RCC_AHB4ENR,
    .apb1_enable = RCC_APB1LENR,
    .apb2_enable = RCC_APB2ENR,
    .unique_id = 0x1FF1E800u, /* RM0433, device electronic signature */
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

/* RM0433, DBGMCU_IDC: the upper half is the revision; Z is 0x1001, Y 0x1003, X 0x2001. */
static bool takes_480_mhz(void)
{
    return *port_register(DBGMCU_IDC) >> 16 >= REVISION_V;
}

/* RM0433 6.8.6: supply from the LDO, scale 1, then scale 0 by the over-drive bit, which is read back so that it counts. */
static bool raise_voltage(void)
{
    if (!pwr_supply(PWR_CR3_LDOEN) || !pwr_scale(3)) {
        return false;
    }
    port_set_bits(RCC_APB4ENR, RCC_APB4ENR_SYSCFGEN);
    (void)*port_register(RCC_APB4ENR);
    port_set_bits(SYSCFG_PWRCR, SYSCFG_PWRCR_ODEN);
    (void)*port_register(SYSCFG_PWRCR);
    return port_wait(PWR_D3CR, PWR_D3CR_VOSRDY, PWR_D3CR_VOSRDY);
}

struct port_clocks port_start_clocks(void)
{
    const uint32_t programming_delay = 2, halved = 8;
    port_start_caches();
    if (rcc_absent()) {
        return clocks_emulated;
    }
    const bool on_pll = takes_480_mhz() && raise_voltage() && rcc_start_hse() && rcc_start_pll()
                        && rcc_switch_to_pll(programming_delay, halved);
    return on_pll ? clocks_wanted : clocks_after_reset;
}
