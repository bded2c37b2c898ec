/* Divides as the host does: edge values against each other, then random ones of every size. */
#include "port_division.c"

#include <stdio.h>

static int differs(uint64_t dividend, uint64_t divisor)
{
    uint64_t remainder = 1;
    const uint64_t quotient = port_divide(dividend, divisor, &remainder);
    if (quotient == dividend / divisor && remainder == dividend % divisor) {
        return 0;
    }
    printf("%llu / %llu\n", (unsigned long long)dividend, (unsigned long long)divisor);
    return 1;
}

static uint64_t random_value(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> (*state >> 58);
}

int main(void)
{
    static const uint64_t edges[] = {1, 2, 3, 10, UINT32_MAX, UINT64_C(1) << 32, UINT64_C(1) << 63, UINT64_MAX - 1, UINT64_MAX};
    const int count = sizeof edges / sizeof edges[0];
    int failures = differs(0, 7);
    for (int i = 0; i < count * count; i++) {
        failures += differs(edges[i / count], edges[i % count]);
    }
    uint64_t state = 1;
    for (int i = 0; i < 100000; i++) {
        const uint64_t divisor = random_value(&state);
        failures += differs(random_value(&state), divisor == 0 ? 1 : divisor);
    }
    uint64_t remainder = 0;
    failures += port_divide(5, 0, &remainder) != 0;
    return failures == 0 ? 0 : 1;
}
