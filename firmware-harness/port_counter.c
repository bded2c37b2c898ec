/* The cycle counter and the clock made from it. */
#include "port.h"
#include "port_stm32.h"

#include "target_config.h"

/* Armv7-M reference manual C1.6 and C1.8 */
#define DEMCR 0xE000EDFCu
#define DEMCR_TRCENA (1u << 24)
#define DWT_CTRL 0xE0001000u
#define DWT_CYCCNT 0xE0001004u
#define DWT_LAR 0xE0001FB0u
#define DWT_LAR_KEY 0xC5ACCE55u

/* RM0090 18.4 */
#define TIM2 0x40000000u
#define TIM2_CR1 (TIM2 + 0x00u)
#define TIM2_CNT (TIM2 + 0x24u)

static volatile uint32_t *counter;
static const char *counter_name;
static uint32_t counts_per_micro;
static uint64_t total_counts;
static uint32_t last_count;

static bool counts(uint32_t address)
{
    const uint32_t before = *port_register(address);
    __asm__ volatile("nop\n\tnop\n\tnop\n\tnop");
    return *port_register(address) != before;
}

static void start_cycle_counter(void)
{
    port_set_bits(DEMCR, DEMCR_TRCENA);
    *port_register(DWT_LAR) = DWT_LAR_KEY; /* locked after reset on Cortex-M7 */
    port_set_bits(DWT_CTRL, 1);
}

/* QEMU has no DWT, and its TIM2 ticks at 1 GHz: with -icount shift=0 that is once per instruction. */
static void start_timer(void)
{
    port_enable_apb(TIM2);
    port_set_bits(TIM2_CR1, 1);
}

void port_start_counter(uint32_t core_hz)
{
    start_cycle_counter();
    counter = port_register(DWT_CYCCNT);
    counter_name = "dwt";
    if (!counts(DWT_CYCCNT)) {
        start_timer();
        counter = port_register(TIM2_CNT);
        counter_name = counts(TIM2_CNT) ? "tim2" : "none"; /* counts would all be 0: the host must refuse */
    }
    counts_per_micro = core_hz / 1000000u;
    last_count = *counter;
}

const char *port_counter_name(void)
{
    return counter_name;
}

uint32_t port_count(void)
{
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    const uint32_t count = *counter;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
    return count;
}

void port_keep_time(void)
{
    const uint32_t now = *counter;
    total_counts += now - last_count;
    last_count = now;
}

uint64_t port_micros(void)
{
    port_keep_time();
    return total_counts / counts_per_micro;
}
