#include "port_marks.h"

void port_paint(uint32_t *start, const uint32_t *end, uint32_t pattern)
{
    for (volatile uint32_t *word = start; word < end; word++) {
        *word = pattern;
    }
}

uint32_t port_touched_upward(const uint32_t *start, const uint32_t *end, uint32_t pattern)
{
    const uint32_t *last = end;
    while (last > start && last[-1] == pattern) {
        last--;
    }
    return (uint32_t)(last - start) * 4u;
}

uint32_t port_touched_downward(const uint32_t *start, const uint32_t *end, uint32_t pattern)
{
    const uint32_t *first = start;
    while (first < end && *first == pattern) {
        first++;
    }
    return (uint32_t)(end - first) * 4u;
}
