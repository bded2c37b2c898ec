#ifndef PORT_DIVISION_H
#define PORT_DIVISION_H

#include <stdint.h>

/* The quotient, 0 for a divisor of 0. */
uint64_t port_divide(uint64_t dividend, uint64_t divisor, uint64_t *remainder);

#endif
