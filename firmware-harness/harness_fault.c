/* The last line of an image that faulted. */
#include "harness.h"
#include "port.h"

static void put_register(const char *name, uint32_t value)
{
    harness_put(name);
    harness_put_hex_word(value);
}

_Noreturn void harness_fault(const struct port_fault *fault)
{
    harness_put("e-[fault ");
    harness_put(fault->name);
    put_register(" pc=", fault->pc);
    put_register(" lr=", fault->lr);
    put_register(" cfsr=", fault->cfsr);
    put_register(" bfar=", fault->bfar);
    harness_put("]\r\n");
    port_halt();
}
