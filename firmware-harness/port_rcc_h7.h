/* What the clock trees of STM32H743 and STM32H7A3 share: RM0433 8.7, RM0455 8.7. */
#ifndef PORT_RCC_H7_H
#define PORT_RCC_H7_H

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
#define FLASH_ACR 0x52002000u
#define PWR_CSR1 0x58024804u
#define PWR_CSR1_ACTVOSRDY (1u << 13)
#define PWR_CR3 0x5802480Cu
#define PWR_D3CR 0x58024818u /* SRDCR on the H7A3 */
#define PWR_D3CR_VOSRDY (1u << 13)

#define HSI_HZ 64000000u

/* The PLL compares at 2 MHz and its VCO runs at twice the core clock. */
#define PLL_M (TARGET_HSE_HZ / 2000000u)
#define PLL_N (TARGET_CORE_HZ / 1000000u)

_Static_assert(PLL_M * 2000000u == TARGET_HSE_HZ && PLL_M >= 1 && PLL_M <= 63, "the crystal is not a multiple of 2 MHz");
_Static_assert(PLL_N * 1000000u == TARGET_CORE_HZ && PLL_N >= 96 && PLL_N <= 480, "no PLL setting gives the core clock");

static const struct port_clocks clocks_wanted = {.core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ};
static const struct port_clocks clocks_after_reset = {.core_hz = HSI_HZ, .uart_hz = HSI_HZ};
static const struct port_clocks clocks_emulated = {
    .core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ, .emulated = true};

/* HSION is set at reset, so a register of zeros is an emulator's that has no clock tree and needs none. */
static inline bool rcc_absent(void)
{
    return *port_register(RCC_CR) == 0;
}

/* A crystal first; where the board feeds a clock instead, as Nucleo boards do, the oscillator is bypassed. */
static inline bool rcc_start_hse(void)
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

static inline bool rcc_start_pll(void)
{
    const uint32_t from_hse = 2u, input_2_to_4_mhz = 1u << 2, p_output = 1u << 16;
    const uint32_t divide_p_by_2 = 1u << 9, divide_q_by_4 = 3u << 16, divide_r_by_4 = 3u << 24;
    port_change_bits(RCC_PLLCKSELR, 0x3F3u, PLL_M << 4 | from_hse);
    port_change_bits(RCC_PLLCFGR, 0x7000Fu, input_2_to_4_mhz | p_output);
    *port_register(RCC_PLL1DIVR) = (PLL_N - 1u) | divide_p_by_2 | divide_q_by_4 | divide_r_by_4;
    port_set_bits(RCC_CR, RCC_CR_PLL1ON);
    return port_wait(RCC_CR, RCC_CR_PLL1RDY, RCC_CR_PLL1RDY);
}

/* The supply can be chosen once after power-on. */
static inline bool pwr_supply(uint32_t cr3)
{
    *port_register(PWR_CR3) = cr3;
    return port_wait(PWR_CSR1, PWR_CSR1_ACTVOSRDY, PWR_CSR1_ACTVOSRDY);
}

static inline bool pwr_scale(uint32_t vos)
{
    port_change_bits(PWR_D3CR, 3u << 14, vos << 14);
    return port_wait(PWR_D3CR, PWR_D3CR_VOSRDY, PWR_D3CR_VOSRDY);
}

/* The wait states come before the clock that needs them; a prescaler of 4 divides by two, 8 in HPRE too. */
static inline bool rcc_switch_to_pll(uint32_t programming_delay, uint32_t bus_prescaler)
{
    *port_register(FLASH_ACR) = TARGET_FLASH_WAIT_STATES | programming_delay << 4;
    if (!port_wait(FLASH_ACR, 0xFu, TARGET_FLASH_WAIT_STATES)) {
        return false;
    }
    *port_register(RCC_D1CFGR) = bus_prescaler | 4u << 4;
    *port_register(RCC_D2CFGR) = 4u << 4 | 4u << 8;
    *port_register(RCC_D3CFGR) = 4u << 4;
    port_change_bits(RCC_CFGR, 7u, 3u);
    return port_wait(RCC_CFGR, 7u << 3, 3u << 3);
}

#endif
