/* Unit tests of what no transcript reaches; prints each check that failed and exits with 1. */
#include "harness.h"
#include "net.h"
#include "port.h"
#include "port_fake.h"
#include "port_marks.h"

#include <stdio.h>
#include <string.h>

static int failures;

static void check(bool holds, const char *fact, int line)
{
    if (!holds) {
        fprintf(stderr, "unit_tests.c:%d: %s; the device sent \"%s\"\n", line, fact, port_fake.output);
        failures++;
    }
}

#define CHECK(condition) check(condition, #condition, __LINE__)
#define CHECK_SENT(text) check(strcmp(port_fake.output, text) == 0, "device did not send \"" text "\"", __LINE__)

static void run(const char *input)
{
    struct harness_command command;
    port_fake_reset(input);
    while (*port_fake.input != '\0') {
        harness_read_command(&command);
        harness_run_command(&command);
    }
}

static void numbers_are_read_as_atoi_reads_them(void)
{
    CHECK(harness_number("0") == 0);
    CHECK(harness_number("490") == 490);
    CHECK(harness_number("-7") == -7);
    CHECK(harness_number("12ab") == 12);
    CHECK(harness_number("") == 0);
    CHECK(harness_number("x") == 0);
    CHECK(harness_number("99999999999999999999999999") == INT32_MAX);
    CHECK(harness_number("-99999999999999999999999999") == -INT32_MAX);
}

static void hex_bytes_are_read_in_either_case(void)
{
    for (uint32_t value = 0; value < 256; value++) {
        char lower[3];
        char upper[3];
        snprintf(lower, sizeof lower, "%02x", (unsigned)value);
        snprintf(upper, sizeof upper, "%02X", (unsigned)value);
        CHECK(harness_hex_byte(lower) == value);
        CHECK(harness_hex_byte(upper) == value);
    }
    CHECK(harness_hex_byte("0g") > 255);
    CHECK(harness_hex_byte("G0") > 255);
    CHECK(harness_hex_byte("@0") > 255);
    CHECK(harness_hex_byte("`0") > 255);
    CHECK(harness_hex_byte("\x10") > 255);
}

static void commands_split_at_any_number_of_spaces(void)
{
    struct harness_command command;
    port_fake_reset("  infer   70 10  x y %");
    harness_read_command(&command);
    CHECK(strcmp(command.words[0], "infer") == 0);
    CHECK(strcmp(command.words[1], "70") == 0);
    CHECK(strcmp(command.words[2], "10") == 0);
    CHECK(strcmp(command.words[3], "x") == 0);

    port_fake_reset("%");
    harness_read_command(&command);
    for (int i = 0; i < HARNESS_WORDS; i++) {
        CHECK(strcmp(command.words[i], "") == 0);
    }
}

static void commands_that_are_too_long_keep_their_first_80_characters(void)
{
    struct harness_command command;
    char sent[201];
    for (int i = 0; i < 199; i++) {
        sent[i] = (char)('a' + i % 26);
    }
    strcpy(sent + 199, "%");
    port_fake_reset(sent);
    harness_read_command(&command);
    CHECK(strlen(command.words[0]) == 80);
    CHECK(memcmp(command.words[0], sent, 80) == 0);
}

static void fractions_have_six_rounded_decimals(void)
{
    static const struct {
        float value;
        const char *text;
    } cases[] = {
        {.value = 0.0f, .text = "0.000000"},
        {.value = 1.0f / 256.0f, .text = "0.003906"},
        {.value = 255.0f / 256.0f, .text = "0.996094"},
        {.value = -0.5f, .text = "-0.500000"},
        {.value = -0.0f, .text = "0.000000"},
        {.value = -1e-9f, .text = "0.000000"},
        {.value = 0.99999997f, .text = "1.000000"},
        {.value = 12345.5f, .text = "12345.500000"},
        {.value = 1e20f, .text = "2147483520.000000"},
        {.value = -1e20f, .text = "-2147483520.000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        port_fake_reset("");
        harness_put_fraction(cases[i].value);
        check(strcmp(port_fake.output, cases[i].text) == 0, cases[i].text, __LINE__);
    }
}

static void largest_numbers_are_printed(void)
{
    port_fake_reset("");
    harness_put_number(UINT32_MAX);
    CHECK_SENT("4294967295");
    run("rig clock%rig memory%");
    CHECK_SENT("m-rig-clock-[4294967295]\r\nm-ready\r\nm-rig-memory-[1,2,0,4294967295,0]\r\nm-ready\r\n");
}

static void counts_survive_a_wrap_of_the_counter(void)
{
    port_fake.count = UINT32_MAX - 40;
    port_fake.counts_per_reading = 3;
    port_fake.counts_per_inference = 1000;
    run("rig load 16%0123456789abcdefrig run 2 0%");
    CHECK_SENT("m-rig-load-[16]\r\nm-load-done\r\nm-ready\r\n"
               "m-rig-count-[1000]\r\nm-rig-count-[1000]\r\nm-rig-output-[7f7f7f7f]\r\nm-ready\r\n");
}

static void raw_input_may_hold_any_byte(void)
{
    static const char sent[] = "rig load 16%" "%%%\r\n  m-ready\x80\xff" "rig run 1 0%";
    run(sent);
    CHECK(strstr(port_fake.output, "m-load-done\r\nm-ready\r\nm-rig-count-[1000]\r\n") != NULL);
}

static void input_that_the_network_overwrote_is_placed_again(void)
{
    run("rig load 16%\1\1\1\1\2\2\2\2\3\3\3\3\4\4\4\4rig run 1 3%rig run 2 0%");
    const char *const first = strstr(port_fake.output, "m-rig-output-[04080c10]");
    CHECK(first != NULL);
    CHECK(first != NULL && strstr(first + 1, "m-rig-output-[04080c10]") != NULL);
}

static void a_fault_is_one_line(void)
{
    const struct port_fault fault = {
        .name = "BusFault", .pc = 0x08000123u, .lr = 0xfffffff9u, .cfsr = 0x8200u, .bfar = 0x1ffffff8u};
    port_fake_reset("");
    if (setjmp(port_fake.halted) == 0) {
        harness_fault(&fault);
    }
    CHECK_SENT("e-[fault BusFault pc=0x08000123 lr=0xfffffff9 cfsr=0x00008200 bfar=0x1ffffff8]\r\n");
}

static void marks_show_how_far_paint_is_gone(void)
{
    enum { PATTERN = 0x5EED };
    uint32_t memory[8];
    port_paint(memory, memory + 8, PATTERN);
    CHECK(port_touched_upward(memory, memory + 8, PATTERN) == 0);
    CHECK(port_touched_downward(memory, memory + 8, PATTERN) == 0);

    memory[2] = 0;
    memory[5] = 0;
    CHECK(port_touched_upward(memory, memory + 8, PATTERN) == 24);
    CHECK(port_touched_downward(memory, memory + 8, PATTERN) == 24);

    memory[0] = 1;
    memory[7] = 1;
    CHECK(port_touched_upward(memory, memory + 8, PATTERN) == 32);
    CHECK(port_touched_downward(memory, memory + 8, PATTERN) == 32);
    CHECK(port_touched_upward(memory, memory, PATTERN) == 0);
}

int main(void)
{
    numbers_are_read_as_atoi_reads_them();
    hex_bytes_are_read_in_either_case();
    commands_split_at_any_number_of_spaces();
    commands_that_are_too_long_keep_their_first_80_characters();
    fractions_have_six_rounded_decimals();
    largest_numbers_are_printed();
    counts_survive_a_wrap_of_the_counter();
    raw_input_may_hold_any_byte();
    input_that_the_network_overwrote_is_placed_again();
    a_fault_is_one_line();
    marks_show_how_far_paint_is_gone();
    return failures == 0 ? 0 : 1;
}
