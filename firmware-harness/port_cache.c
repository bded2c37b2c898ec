/* L1 caches of Cortex-M7 (Armv7-M reference manual B2.2, B3.2); dropped by the linker on Cortex-M4. */
#include "port_stm32.h"

#define SCB_CCR 0xE000ED14u
#define SCB_CCR_DC (1u << 16)
#define SCB_CCR_IC (1u << 17)
#define SCB_CCSIDR 0xE000ED80u
#define SCB_CSSELR 0xE000ED84u
#define SCB_ICIALLU 0xE000EF50u
#define SCB_DCISW 0xE000EF60u

static void barrier(void)
{
    __asm__ volatile("dsb\n\tisb" ::: "memory");
}

/* Both M7 configurations have four data ways and 32-byte lines: set in bits 13..5, way in bits 31..30. */
static void invalidate_data_cache(void)
{
    *port_register(SCB_CSSELR) = 0;
    barrier();
    const uint32_t last_set = *port_register(SCB_CCSIDR) >> 13 & 0x7FFFu;
    for (uint32_t set = 0; set <= last_set; set++) {
        for (uint32_t way = 0; way < 4; way++) {
            *port_register(SCB_DCISW) = set << 5 | way << 30;
        }
    }
    barrier();
}

void port_start_caches(void)
{
    barrier();
    *port_register(SCB_ICIALLU) = 0;
    barrier();
    port_set_bits(SCB_CCR, SCB_CCR_IC);
    invalidate_data_cache();
    port_set_bits(SCB_CCR, SCB_CCR_DC);
    barrier();
}
