/* Our own commands: who answers, what an inference costs, what memory it touched. */
#include "harness.h"
#include "net.h"
#include "port.h"

static void put_bracketed(const char *before, const char *text)
{
    harness_put(before);
    harness_put(text);
    harness_put("]\r\n");
}

static void image(const struct harness_command *command)
{
    (void)command;
    harness_put("m-rig-image-[");
    for (uint32_t i = 0; i < PORT_BUILD_ID_BYTES; i++) {
        harness_put_hex_byte(port_build_id()[i]);
    }
    harness_put("]\r\n");
}

static void target(const struct harness_command *command)
{
    (void)command;
    put_bracketed("m-rig-target-[", port_target_name());
}

static void uid(const struct harness_command *command)
{
    (void)command;
    harness_put("m-rig-uid-[");
    for (uint32_t i = 0; i < PORT_UNIQUE_ID_BYTES; i++) {
        harness_put_hex_byte(port_unique_id()[i]);
    }
    harness_put("]\r\n");
}

static void line(const struct harness_command *command)
{
    (void)command;
    harness_put_line_sums();
}

static void clock(const struct harness_command *command)
{
    (void)command;
    harness_put_line("m-rig-clock-[", port_clock_hz(), "]");
}

static void counter(const struct harness_command *command)
{
    (void)command;
    put_bracketed("m-rig-counter-[", port_counter_name());
}

static void load(const struct harness_command *command)
{
    const int32_t bytes = harness_number(command->words[2]);
    if (bytes < 0 || (uint32_t)bytes != net_info.input_bytes) {
        harness_put("e-[Command 'rig load' must be ");
        harness_put_line("", net_info.input_bytes, " bytes]");
        return;
    }
    harness_put_line("m-rig-load-[", net_info.input_bytes, "]");
    harness_take_input();
    harness_put("m-load-done\r\n");
}

/* Unsigned subtraction is right across one wrap of the counter: 19.9 s at 216 MHz. */
static uint32_t timed_run(void)
{
    const uint32_t start = port_count();
    net_run();
    return port_count() - start;
}

/* The least of several, since the first readings may miss the instruction cache. */
static uint32_t empty_measure(void)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < 4; i++) {
        const uint32_t start = port_count();
        const uint32_t cost = port_count() - start;
        least = cost < least ? cost : least;
    }
    return least;
}

static void put_output(void)
{
    harness_put("m-rig-output-[");
    for (uint32_t i = 0; i < net_info.output_bytes; i++) {
        harness_put_hex_byte((uint8_t)net_output()[i]);
    }
    harness_put("]\r\n");
}

static void run(const struct harness_command *command)
{
    uint32_t iterations;
    uint32_t warmups;
    if (!harness_iterations(&command->words[2], &iterations, &warmups)) {
        return;
    }
    if (harness_input_bytes() != net_info.input_bytes) {
        harness_put("e-[Command 'rig run' needs a loaded input]\r\n");
        return;
    }
    for (uint32_t i = 0; i < warmups; i++) {
        harness_place_input();
        net_run();
        port_keep_time();
    }
    const uint32_t empty = empty_measure();
    for (uint32_t i = 0; i < iterations; i++) {
        harness_place_input();
        harness_put_line("m-rig-count-[", timed_run() - empty, "]");
        port_keep_time();
    }
    put_output();
}

static void memory(const struct harness_command *command)
{
    (void)command;
    const struct port_memory_use use = port_memory_use();
    harness_put("m-rig-memory-[");
    harness_put_number(use.static_bytes);
    harness_put(",");
    harness_put_number(use.arena_bytes);
    harness_put(",");
    harness_put_number(use.arena_touched_bytes);
    harness_put(",");
    harness_put_number(use.stack_bytes);
    harness_put(",");
    harness_put_line("", use.stack_touched_bytes, "]");
}

static const struct harness_verb verbs[] = {
    {.name = "image", .run = image},
    {.name = "target", .run = target},
    {.name = "uid", .run = uid},
    {.name = "line", .run = line},
    {.name = "clock", .run = clock},
    {.name = "counter", .run = counter},
    {.name = "load", .run = load},
    {.name = "run", .run = run},
    {.name = "memory", .run = memory},
};

void harness_rig(const struct harness_command *command)
{
    const char *const word = command->words[1];
    if (*word == '\0') {
        harness_put("e-[Command 'rig' requires a subcommand]\r\n");
    } else if (!harness_dispatch(verbs, sizeof verbs / sizeof verbs[0], word, command)) {
        put_bracketed("e-[Unknown command: rig ", word);
    }
}
