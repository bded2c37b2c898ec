#include "harness.h"
#include "port.h"

int main(void)
{
    static struct harness_command command;
    port_start();
    harness_boot();
    for (;;) {
        harness_read_command(&command);
        harness_run_command(&command);
    }
}
