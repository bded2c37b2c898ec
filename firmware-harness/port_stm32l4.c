/* STM32L4R5 (RM0432): range 1 in boost mode, and a PLL on HSI16, since its board has no crystal. */
#include "port_stm32.h"

#include "target_config.h"

#define RCC 0x40021000u
#define RCC_CR (RCC + 0x00u)
#define RCC_CR_HSION (1u << 8)
#define RCC_CR_HSIRDY (1u << 10)
#define RCC_CR_PLLON (1u << 24)
#define RCC_CR_PLLRDY (1u << 25)
#define RCC_CFGR (RCC + 0x08u)
#define RCC_PLLCFGR (RCC + 0x0Cu)
#define RCC_AHB2ENR (RCC + 0x4Cu)
#define RCC_APB1ENR1 (RCC + 0x58u)
#define RCC_APB1ENR1_PWREN (1u << 28)
#define RCC_APB2ENR (RCC + 0x60u)
#define FLASH_ACR 0x40022000u
#define PWR_CR2 0x40007004u
#define PWR_CR2_IOSV (1u << 9) /* port G has a supply of its own */
#define PWR_CR5 0x40007080u
#define PWR_CR5_R1MODE (1u << 8) /* 0 is boost, above 80 MHz */

#define MSI_HZ 4000000u

/* The PLL compares at 4 MHz and its VCO runs at twice the core clock. */
#define PLL_M (TARGET_HSE_HZ / 4000000u)
#define PLL_N (TARGET_CORE_HZ / 2000000u)

_Static_assert(TARGET_HSE_HZ == 16000000u, "the PLL takes HSI16");
_Static_assert(PLL_N * 2000000u == TARGET_CORE_HZ && PLL_N >= 32 && PLL_N <= 86, "no PLL setting gives the core clock");
_Static_assert(TARGET_UART_BASE == 0x40008000u, "the console is not LPUART1, whose baud rate is set in 256ths");
_Static_assert(TARGET_UART_CLOCK_HZ == TARGET_CORE_HZ, "the UART's clock is not its bus's");

const struct port_family port_family = {
    .gpio_base = 0x48000000u,
    .gpio_enable = RCC_AHB2ENR,
    .apb1_enable = RCC_APB1ENR1,
    .apb2_enable = RCC_APB2ENR,
    .unique_id = 0x1FFF7590u, /* RM0432, device electronic signature */
    .uart = {
        .control1 = 0x00u,
        .control3 = 0x08u,
        .baud_rate = 0x0Cu,
        .status = 0x1Cu,
        .receive = 0x24u,
        .transmit = 0x28u,
        .enable_bit = 1u << 0,
        .control3_bits = 1u << 12, /* OVRDIS: a lost byte must not stop reception */
        .divider_scale = 256,
    },
};

static void power_on(void)
{
    port_set_bits(RCC_APB1ENR1, RCC_APB1ENR1_PWREN);
    (void)*port_register(RCC_APB1ENR1);
    port_set_bits(PWR_CR2, PWR_CR2_IOSV);
    port_change_bits(PWR_CR5, PWR_CR5_R1MODE, 0);
}

static bool start_pll(void)
{
    const uint32_t from_hsi16 = 2u, r_output = 1u << 24;
    port_set_bits(RCC_CR, RCC_CR_HSION);
    if (!port_wait(RCC_CR, RCC_CR_HSIRDY, RCC_CR_HSIRDY)) {
        return false;
    }
    *port_register(RCC_PLLCFGR) = from_hsi16 | (PLL_M - 1u) << 4 | PLL_N << 8 | r_output;
    port_set_bits(RCC_CR, RCC_CR_PLLON);
    return port_wait(RCC_CR, RCC_CR_PLLRDY, RCC_CR_PLLRDY);
}

/* RM0432 6.2.9: from below 80 MHz to above, the AHB first takes half of it for a microsecond. */
static bool switch_to_pll(void)
{
    const uint32_t prefetch_and_caches = 7u << 8, halved = 8u << 4;
    *port_register(FLASH_ACR) = TARGET_FLASH_WAIT_STATES | prefetch_and_caches;
    if (!port_wait(FLASH_ACR, 0xFu, TARGET_FLASH_WAIT_STATES)) {
        return false;
    }
    port_change_bits(RCC_CFGR, 0xFu << 4 | 3u, halved | 3u);
    if (!port_wait(RCC_CFGR, 3u << 2, 3u << 2)) {
        return false;
    }
    for (uint32_t spins = 0; spins < TARGET_CORE_HZ / 1000000u; spins++) {
        __asm__ volatile("nop");
    }
    port_change_bits(RCC_CFGR, 0xFu << 4, 0);
    return true;
}

struct port_clocks port_start_clocks(void)
{
    const struct port_clocks wanted = {.core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ};
    const struct port_clocks after_reset = {.core_hz = MSI_HZ, .uart_hz = MSI_HZ};
    const struct port_clocks emulated = {
        .core_hz = TARGET_CORE_HZ, .uart_hz = TARGET_UART_CLOCK_HZ, .emulated = true};
    /* MSION is set at reset, so a register of zeros is an emulator's that has no clock tree and needs none. */
    if (*port_register(RCC_CR) == 0) {
        return emulated;
    }
    power_on();
    return start_pll() && switch_to_pll() ? wanted : after_reset;
}
