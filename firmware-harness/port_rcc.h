/* The clock tree that STM32F4 and STM32F7 share: RM0090 7.3, RM0402 6.3, RM0385 5.3, RM0410 5.3. */
#ifndef PORT_RCC_H
#define PORT_RCC_H

#include "port_stm32.h"

#include "target_config.h"

#define RCC 0x40023800u
#define RCC_CR (RCC + 0x00u)
#define RCC_PLLCFGR (RCC + 0x04u)
#define RCC_CFGR (RCC + 0x08u)
#define RCC_AHB1ENR (RCC + 0x30u)
#define RCC_APB1ENR (RCC + 0x40u)
#define RCC_APB2ENR (RCC + 0x44u)
#define RCC_CR_HSEON (1u << 16)
#define RCC_CR_HSERDY (1u << 17)
#define RCC_CR_HSEBYP (1u << 18)
#define RCC_CR_PLLON (1u << 24)
#define RCC_CR_PLLRDY (1u << 25)
#define RCC_APB1ENR_PWREN (1u << 28)
#define FLASH_ACR 0x40023C00u
#define PWR_CR 0x40007000u
#define PWR_CSR 0x40007004u

#define HSI_HZ 16000000u

/* The PLL compares at 1 MHz and its VCO runs at twice the core clock. */
#define PLL_M (TARGET_HSE_HZ / 1000000u)
#define PLL_N (TARGET_CORE_HZ / 500000u)

_Static_assert(PLL_M * 1000000u == TARGET_HSE_HZ && PLL_M >= 2 && PLL_M <= 63, "the crystal is not 2 to 63 whole MHz");
_Static_assert(PLL_N * 500000u == TARGET_CORE_HZ && PLL_N >= 100 && PLL_N <= 432, "no PLL setting gives the core clock");

/* HSION is set at reset, so a register of zeros is an emulator's that has no clock tree and needs none. */
static inline bool rcc_absent(void)
{
    return *port_register(RCC_CR) == 0;
}

static const struct port_clocks clocks_wanted = {.core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ};
static const struct port_clocks clocks_after_reset = {.core_hz = HSI_HZ, .uart_hz = HSI_HZ};
static const struct port_clocks clocks_emulated = {
    .core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ, .emulated = true};

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
    const uint32_t from_hse = 1u << 22, divide_by_2 = 0u << 16, q = 9u << 24, reset_bits = 2u << 28;
    *port_register(RCC_PLLCFGR) = PLL_M | PLL_N << 6 | divide_by_2 | from_hse | q | reset_bits;
    port_set_bits(RCC_CR, RCC_CR_PLLON);
    return port_wait(RCC_CR, RCC_CR_PLLRDY, RCC_CR_PLLRDY);
}

/* PPRE1 and PPRE2: 0 divides by 1, 4 by 2, 5 by 4. */
static inline uint32_t rcc_prescaler_bits(uint32_t divider)
{
    return divider == 1 ? 0 : divider == 2 ? 4 : 5;
}

/* Wait states first, then the switch. */
static inline bool rcc_switch_to_pll(uint32_t flash_bits, uint32_t apb1_divider, uint32_t apb2_divider)
{
    const uint32_t acr = TARGET_FLASH_WAIT_STATES | flash_bits;
    *port_register(FLASH_ACR) = acr;
    if (!port_wait(FLASH_ACR, 0xFu, TARGET_FLASH_WAIT_STATES)) {
        return false;
    }
    *port_register(RCC_CFGR) = rcc_prescaler_bits(apb1_divider) << 10 | rcc_prescaler_bits(apb2_divider) << 13;
    port_change_bits(RCC_CFGR, 3u, 2u);
    return port_wait(RCC_CFGR, 3u << 2, 2u << 2);
}

#endif
