/* port_string.c under other names, against the host's own functions. */
#define memcpy port_memcpy
#define memset port_memset
#define memmove port_memmove
#define memcmp port_memcmp
#include "../port_string.c"
#undef memcpy
#undef memset
#undef memmove
#undef memcmp

#include <stdio.h>
#include <string.h>

enum { BYTES = 96, MOST = 40 };

static void fill(unsigned char *memory)
{
    for (int i = 0; i < BYTES; i++) {
        memory[i] = (unsigned char)(i * 37 + 11);
    }
}

static int differs(const char *function, const unsigned char *ours, const unsigned char *theirs, size_t bytes)
{
    if (memcmp(ours, theirs, BYTES) == 0) {
        return 0;
    }
    fprintf(stderr, "%s of %zu bytes differs from the host's\n", function, bytes);
    return 1;
}

static int one_case(size_t to, size_t from, size_t bytes)
{
    _Alignas(16) unsigned char ours[BYTES];
    _Alignas(16) unsigned char theirs[BYTES];
    int failures = 0;
    fill(ours);
    fill(theirs);
    port_memmove(ours + to, ours + from, bytes);
    memmove(theirs + to, theirs + from, bytes);
    failures += differs("memmove", ours, theirs, bytes);
    port_memset(ours + from, (int)bytes - 20, bytes);
    memset(theirs + from, (int)bytes - 20, bytes);
    failures += differs("memset", ours, theirs, bytes);
    fill(theirs);
    port_memcpy(ours + to, theirs + from, bytes);
    if (bytes > 0) {
        failures += memcmp(ours + to, theirs + from, bytes) != 0;
        theirs[from + bytes - 1] ^= 0x80;
        failures += (port_memcmp(ours + to, theirs + from, bytes) > 0) != (memcmp(ours + to, theirs + from, bytes) > 0);
    }
    failures += port_memcmp(ours, ours, bytes) != 0;
    return failures;
}

int main(void)
{
    int failures = 0;
    for (size_t to = 0; to < 9; to++) {
        for (size_t from = 0; from < 9; from++) {
            for (size_t bytes = 0; bytes < MOST; bytes++) {
                failures += one_case(to, from, bytes);
            }
        }
    }
    return failures == 0 ? 0 : 1;
}
