/* Reads quadruples of int32 (value, multiplier, left shift, right shift) and writes what kernel_scale makes of each. */
#include <stdio.h>

#include "kernel_requantize.h"

int main(void)
{
    int32_t row[4];
    while (fread(row, sizeof row, 1, stdin) == 1) {
        const int32_t scaled = kernel_scale(row[0], row[1], (uint32_t)row[2], (uint32_t)row[3]);
        if (fwrite(&scaled, sizeof scaled, 1, stdout) != 1) {
            return 1;
        }
    }
    return 0;
}
