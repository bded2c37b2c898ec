/* The input that the host has sent, kept aside since the network may overwrite the tensor it reads. */
#include "harness.h"
#include "net.h"
#include "port.h"
#include "port_string.h"

static uint32_t expected_bytes;
static uint32_t received_bytes;

static void expect(uint32_t bytes)
{
    expected_bytes = bytes;
    received_bytes = 0;
}

static void store(uint8_t value)
{
    port_staging().start[received_bytes++] = value;
}

uint32_t harness_input_bytes(void)
{
    return received_bytes;
}

void harness_place_input(void)
{
    memcpy(net_input(), port_staging().start, net_info.input_bytes);
}

void harness_take_input(void)
{
    expect(net_info.input_bytes);
    while (received_bytes < expected_bytes) {
        store(harness_receive());
    }
}

static void db_load(const char *word)
{
    const uint32_t room = port_staging().bytes;
    const int32_t bytes = harness_number(word);
    if (*word == '\0') {
        harness_put("e-[Command 'db load' requires the # of bytes]\r\n");
    } else if (bytes <= 0) {
        harness_put("e-[Command 'db load' must be >0 bytes]\r\n");
    } else if ((uint32_t)bytes > room) {
        expect(0);
        harness_put("Supplied buffer size ");
        harness_put_number((uint32_t)bytes);
        harness_put(" exceeds maximum of ");
        harness_put_number(room);
        harness_put("\n"); /* without \r in the reference too */
    } else {
        expect((uint32_t)bytes);
        harness_put_line("m-[Expecting ", (uint32_t)bytes, " bytes]");
    }
}

static void db_print(void)
{
    enum { ROW = 8 };
    for (uint32_t i = 0; i < received_bytes; i++) {
        const bool last = i % ROW == ROW - 1 || i + 1 == received_bytes;
        const uint8_t sent = (uint8_t)(port_staging().start[i] - (uint8_t)net_info.input_bias);
        harness_put(i % ROW == 0 ? "m-buffer-" : "");
        harness_put_hex_byte(sent);
        harness_put(last ? "\r\n" : "-");
    }
}

static void put_invalid_digits(const char *digits)
{
    harness_put("e-[Invalid hex digit '");
    harness_send(digits[0]);
    harness_send(digits[1]);
    harness_put("']\r\n");
}

static bool has_odd_length(const char *digits)
{
    uint32_t length = 0;
    while (digits[length] != '\0') {
        length++;
    }
    return length % 2 != 0;
}

static void db_bytes(const char *digits)
{
    if (has_odd_length(digits)) {
        harness_put("e-[Insufficent number of hex digits]\r\n"); /* sic */
        return;
    }
    for (; *digits != '\0' && received_bytes < expected_bytes; digits += 2) {
        const uint32_t value = harness_hex_byte(digits);
        if (value > 255) {
            put_invalid_digits(digits);
            return;
        }
        store((uint8_t)(value + (uint8_t)net_info.input_bias));
        if (received_bytes == expected_bytes) {
            harness_put("m-load-done\r\n");
        }
    }
}

void harness_db(const struct harness_command *command)
{
    const char *const word = command->words[1];
    if (*word == '\0') {
        harness_put("e-[Command 'db' requires a subcommand]\r\n");
    } else if (harness_equal(word, "load")) {
        db_load(command->words[2]);
    } else if (harness_equal(word, "print")) {
        db_print();
    } else {
        db_bytes(word);
    }
}
