/* Painted memory, and how much of the paint is gone. */
#ifndef PORT_MARKS_H
#define PORT_MARKS_H

#include <stdint.h>

extern uint32_t port_stack_bottom[], port_stack_top[];

/* Fills [start, end) with the pattern. */
void port_paint(uint32_t *start, const uint32_t *end, uint32_t pattern);

/* Bytes from start to the last word that lost its paint. */
uint32_t port_touched_upward(const uint32_t *start, const uint32_t *end, uint32_t pattern);

/* Bytes from end down to the first word that lost its paint, as a full descending stack uses them. */
uint32_t port_touched_downward(const uint32_t *start, const uint32_t *end, uint32_t pattern);

/* Paints the unused stack and the arena. */
void port_paint_memory(void);

#endif
