/* The serial line: every byte passes here and is summed, so that the host learns whether one was lost or changed. */
#include "harness.h"
#include "port.h"

/* Inverted, as CRC-32 (IEEE 802.3) starts from ones: all zero after reset. */
static uint32_t received;
static uint32_t sent;

static uint32_t summed(uint32_t inverted, uint8_t byte)
{
    uint32_t crc = ~inverted ^ byte;
    for (uint32_t bit = 0; bit < 8; bit++) {
        crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

void harness_send(char c)
{
    sent = summed(sent, (uint8_t)c);
    port_put(c);
}

uint8_t harness_receive(void)
{
    const uint8_t byte = port_take();
    received = summed(received, byte);
    return byte;
}

void harness_put_line_sums(void)
{
    const uint32_t received_until_now = received;
    const uint32_t sent_until_now = sent;
    harness_put("m-rig-line-[");
    harness_put_number(received_until_now);
    harness_put(",");
    harness_put_line("", sent_until_now, "]");
    received = 0;
    sent = 0;
}
