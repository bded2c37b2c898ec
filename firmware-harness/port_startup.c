/* Vector table, reset and faults of any Cortex-M4 or M7. */
#include "port.h"
#include "port_marks.h"
#include "port_string.h"

int main(void);
void port_reset(void);
void port_fault_entry(void);
void port_report_fault(const uint32_t *frame);

extern uint32_t port_data_start[], port_data_end[], port_bss_start[], port_bss_end[];
extern const uint32_t port_data_load[];
extern uint32_t port_itcm_start[], port_itcm_end[];
extern const uint32_t port_itcm_load[];

/* Armv7-M reference manual B3.2 */
#define SCB_VTOR 0xE000ED08u
#define SCB_CCR 0xE000ED14u
#define SCB_SHCSR 0xE000ED24u
#define SCB_CFSR 0xE000ED28u
#define SCB_BFAR 0xE000ED38u
#define SCB_CPACR 0xE000ED88u

enum exception { RESET = 1, NMI, HARD_FAULT, MEM_MANAGE, BUS_FAULT, USAGE_FAULT, SV_CALL = 11, PEND_SV = 14, SYS_TICK };

struct vectors {
    uint32_t *stack_top;
    void (*handlers[15])(void); /* by exception number less 1 */
};

/* No interrupt is ever enabled, so the table ends with the core's own exceptions. */
__attribute__((section(".vectors"), used)) static const struct vectors vectors = {
    .stack_top = port_stack_top,
    .handlers = {
        [RESET - 1] = port_reset,
        [NMI - 1] = port_fault_entry,
        [HARD_FAULT - 1] = port_fault_entry,
        [MEM_MANAGE - 1] = port_fault_entry,
        [BUS_FAULT - 1] = port_fault_entry,
        [USAGE_FAULT - 1] = port_fault_entry,
        [SV_CALL - 1] = port_fault_entry,
        [PEND_SV - 1] = port_fault_entry,
        [SYS_TICK - 1] = port_fault_entry,
    },
};

static const char *const fault_names[] = {
    [NMI] = "NMI",
    [HARD_FAULT] = "HardFault",
    [MEM_MANAGE] = "MemManage",
    [BUS_FAULT] = "BusFault",
    [USAGE_FAULT] = "UsageFault",
};

static volatile uint32_t *scb(uint32_t address)
{
    return (volatile uint32_t *)(uintptr_t)address;
}

static void enable_fpu_and_faults(void)
{
    *scb(SCB_CPACR) |= 0xFu << 20;  /* CP10, CP11: full access */
    *scb(SCB_SHCSR) |= 0x7u << 16;  /* MemManage, BusFault, UsageFault by their own names */
    *scb(SCB_CCR) |= 1u << 4;       /* DIV_0_TRP */
    *scb(SCB_VTOR) = (uint32_t)(uintptr_t)&vectors;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
}

static uint32_t bytes_between(const uint32_t *start, const uint32_t *end)
{
    return (uint32_t)((uintptr_t)end - (uintptr_t)start);
}

void port_reset(void)
{
    enable_fpu_and_faults();
    memcpy(port_data_start, port_data_load, bytes_between(port_data_start, port_data_end));
    memcpy(port_itcm_start, port_itcm_load, bytes_between(port_itcm_start, port_itcm_end));
    __asm__ volatile("dsb\n\tisb" ::: "memory"); /* what was copied is code */
    memset(port_bss_start, 0, bytes_between(port_bss_start, port_bss_end));
    port_paint_memory();
    main();
    for (;;) {
    }
}

/* A stack that overflowed cannot take the report: it then starts again at the top, which the report may overwrite. */
__attribute__((naked)) void port_fault_entry(void)
{
    __asm__ volatile("mrs r0, msp\n\t"
                     "ldr r1, =port_stack_bottom + 256\n\t"
                     "ldr r2, =port_stack_top\n\t"
                     "cmp r0, r1\n\t"
                     "it lo\n\t"
                     "movlo sp, r2\n\t"
                     "b port_report_fault");
}

__attribute__((used)) void port_report_fault(const uint32_t *frame)
{
    enum { FRAME_LR = 5, FRAME_PC = 6, FRAME_WORDS = 8 };
    uint32_t ipsr;
    __asm__ volatile("mrs %0, ipsr" : "=r"(ipsr));
    const char *const known = ipsr < sizeof fault_names / sizeof fault_names[0] ? fault_names[ipsr] : NULL;
    const uintptr_t at = (uintptr_t)frame;
    const int readable = at >= (uintptr_t)port_stack_bottom && at + FRAME_WORDS * 4u <= (uintptr_t)port_stack_top;
    const struct port_fault fault = {
        .name = known != NULL ? known : "exception",
        .pc = readable ? frame[FRAME_PC] : 0,
        .lr = readable ? frame[FRAME_LR] : 0,
        .cfsr = *scb(SCB_CFSR),
        .bfar = *scb(SCB_BFAR),
    };
    harness_fault(&fault);
}
