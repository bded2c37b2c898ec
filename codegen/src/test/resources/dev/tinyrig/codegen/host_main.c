/*
 * Runs a generated network once on the host: input from stdin, the whole arena to stdout. The arguments are pairs of
 * offset and length in the arena that no kernel may touch.
 */
#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>

#include "net.h"

int main(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        ASAN_POISON_MEMORY_REGION(net_arena + atoi(argv[i]), (size_t)atoi(argv[i + 1]));
    }
    if (fread(net_input(), 1, net_info.input_bytes, stdin) != net_info.input_bytes) {
        return 2;
    }
    net_run();
    ASAN_UNPOISON_MEMORY_REGION(net_arena, net_info.arena_bytes);
    return fwrite(net_arena, 1, net_info.arena_bytes, stdout) == net_info.arena_bytes ? 0 : 3;
}
