/* The linker script's memory areas: what is there and what was touched. */
#include "port.h"
#include "port_marks.h"

/* Two patterns, no byte of which an int8 network writes four times in a row. */
#define STACK_PAINT 0xC0DEFACEu
#define ARENA_PAINT 0xDEC0ADDEu

extern uint32_t port_data_start[], port_data_end[], port_bss_start[], port_bss_end[];
extern uint32_t port_arena_start[], port_arena_end[], port_staging_start[], port_staging_end[];
extern const uint8_t port_build_id_note[];

static uint32_t span(const uint32_t *start, const uint32_t *end)
{
    return (uint32_t)((uintptr_t)end - (uintptr_t)start);
}

void port_paint_memory(void)
{
    uint32_t *stack_pointer;
    __asm__ volatile("mov %0, sp" : "=r"(stack_pointer));
    port_paint(port_stack_bottom, stack_pointer - 16, STACK_PAINT); /* port_paint may push less than 16 words */
    port_paint(port_arena_start, port_arena_end, ARENA_PAINT);
}

struct port_memory_use port_memory_use(void)
{
    return (struct port_memory_use){
        .static_bytes = span(port_data_start, port_data_end) + span(port_bss_start, port_bss_end),
        .arena_bytes = span(port_arena_start, port_arena_end),
        .arena_touched_bytes = port_touched_upward(port_arena_start, port_arena_end, ARENA_PAINT),
        .stack_bytes = span(port_stack_bottom, port_stack_top),
        .stack_touched_bytes = port_touched_downward(port_stack_bottom, port_stack_top, STACK_PAINT),
    };
}

struct port_span port_staging(void)
{
    return (struct port_span){
        .start = (uint8_t *)port_staging_start,
        .bytes = span(port_staging_start, port_staging_end),
    };
}

/* The note is three words of header and the name "GNU\0" before the hash. */
const uint8_t *port_build_id(void)
{
    return port_build_id_note + 16;
}
