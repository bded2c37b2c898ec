/* STM32H743, revision V (RM0433): 480 MHz needs voltage scale 0, which earlier revisions do not have. */
#include "port_stm32.h"

#include "target_config.h"

#define RCC 0x58024400u
#define RCC_CR (RCC + 0x00u)
#define RCC_CR_HSEON (1u << 16)
#define RCC_CR_HSERDY (1u << 17)
#define RCC_CR_HSEBYP (1u << 18)
#define RCC_CR_PLL1ON (1u << 24)
#define RCC_CR_PLL1RDY (1u << 25)
#define RCC_CFGR (RCC + 0x10u)
#define RCC_D1CFGR (RCC + 0x18u)
#define RCC_D2CFGR (RCC + 0x1Cu)
#define RCC_D3CFGR (RCC + 0x20u)
#define RCC_PLLCKSELR (RCC + 0x28u)
#define RCC_PLLCFGR (RCC + 0x2Cu)
#define RCC_PLL1DIVR (RCC + 0x30u)
#define RCC_AHB4ENR (RCC + 0xE0u)
#define RCC_APB1LENR (RCC + 0xE8u)
#define RCC_APB2ENR (RCC + 0xF0u)
#define RCC_APB4ENR (RCC + 0xF4u)
#define RCC_APB4ENR_SYSCFGEN (1u << 1)
#define FLASH_ACR 0x52002000u
#define PWR_CSR1 0x58024804u
#define PWR_CSR1_ACTVOSRDY (1u << 13)
#define PWR_CR3 0x5802480Cu
#define PWR_CR3_LDOEN (1u << 1)
#define PWR_D3CR 0x58024818u
#define PWR_D3CR_VOSRDY (1u << 13)
#define SYSCFG_PWRCR 0x58000404u

#define HSI_HZ 64000000u

/* The PLL compares at 2 MHz and its VCO runs at twice the core clock. */
#define PLL_M (TARGET_HSE_HZ / 2000000u)
#define PLL_N (TARGET_CORE_HZ / 1000000u)

_Static_assert(PLL_M * 2000000u == TARGET_HSE_HZ && PLL_M >= 1 && PLL_M <= 63, "the crystal is not a multiple of 2 MHz");
_Static_assert(PLL_N * 1000000u == TARGET_CORE_HZ && PLL_N >= 96 && PLL_N <= 480, "no PLL setting gives the core clock");
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
    },
};

/* RM0433 6.8.6: supply from the LDO, scale 1, then scale 0 by the over-drive bit. */
static bool raise_voltage(void)
{
    *port_register(PWR_CR3) = PWR_CR3_LDOEN;
    if (!port_wait(PWR_CSR1, PWR_CSR1_ACTVOSRDY, PWR_CSR1_ACTVOSRDY)) {
        return false;
    }
    port_set_bits(PWR_D3CR, 3u << 14);
    if (!port_wait(PWR_D3CR, PWR_D3CR_VOSRDY, PWR_D3CR_VOSRDY)) {
        return false;
    }
    port_set_bits(RCC_APB4ENR, RCC_APB4ENR_SYSCFGEN);
    (void)*port_register(RCC_APB4ENR);
    port_set_bits(SYSCFG_PWRCR, 1);
    return port_wait(PWR_D3CR, PWR_D3CR_VOSRDY, PWR_D3CR_VOSRDY);
}

/* A crystal first; where the board feeds a clock instead, as Nucleo boards do, the oscillator is bypassed. */
static bool start_hse(void)
{
    port_set_bits(RCC_CR, RCC_CR_HSEON);
    if (port_wait(RCC_CR, RCC_CR_HSERDY, RCC_CR_HSERDY)) {
        return true;
    }
    port_change_bits(RCC_CR, RCC_CR_HSEON, 0);
    port_set_bits(RCC_CR, RCC_CR_HSEBYP);
    port_set_bits(RCC_CR, RCC_CR_HSEON);
    return port_wait(RCC_CR, RCC_CR_HSERDY, RCC_CR_HSERDY);
}

static bool start_pll(void)
{
    const uint32_t from_hse = 2u, input_2_to_4_mhz = 1u << 2, p_output = 1u << 16;
    const uint32_t divide_p_by_2 = 1u << 9, divide_q_by_4 = 3u << 16, divide_r_by_4 = 3u << 24;
    port_change_bits(RCC_PLLCKSELR, 0x3F3u, PLL_M << 4 | from_hse);
    port_change_bits(RCC_PLLCFGR, 0x7000Fu, input_2_to_4_mhz | p_output);
    *port_register(RCC_PLL1DIVR) = (PLL_N - 1u) | divide_p_by_2 | divide_q_by_4 | divide_r_by_4;
    port_set_bits(RCC_CR, RCC_CR_PLL1ON);
    return port_wait(RCC_CR, RCC_CR_PLL1RDY, RCC_CR_PLL1RDY);
}

/* The buses run at half the core clock (8 in HPRE), the APBs at a quarter (4 in each PPRE). */
static bool switch_to_pll(void)
{
    const uint32_t programming_delay = 2u << 4;
    *port_register(FLASH_ACR) = TARGET_FLASH_WAIT_STATES | programming_delay;
    if (!port_wait(FLASH_ACR, 0xFu, TARGET_FLASH_WAIT_STATES)) {
        return false;
    }
    *port_register(RCC_D1CFGR) = 8u | 4u << 4;
    *port_register(RCC_D2CFGR) = 4u << 4 | 4u << 8;
    *port_register(RCC_D3CFGR) = 4u << 4;
    port_change_bits(RCC_CFGR, 7u, 3u);
    return port_wait(RCC_CFGR, 7u << 3, 3u << 3);
}

struct port_clocks port_start_clocks(void)
{
    const struct port_clocks wanted = {.core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ};
    const struct port_clocks after_reset = {.core_hz = HSI_HZ, .uart_hz = HSI_HZ};
    const struct port_clocks emulated = {
        .core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ, .emulated = true};
    port_start_caches();
    /* HSION is set at reset, so a register of zeros is an emulator's that has no clock tree and needs none. */
    if (*port_register(RCC_CR) == 0) {
        return emulated;
    }
    return raise_voltage() && start_hse() && start_pll() && switch_to_pll() ? wanted : after_reset;
}
