/* The echo network, but the first input byte may ask for a fault. */
#define net_run echo_run
#include "test/net_echo.c"
#undef net_run

void net_run(void);

enum { CRASH = 127, HANG = 126, LOCK_UP = 125, BABBLE = 124, FLOOD = 123, RESET = 122 };

static void crash(void)
{
    *(volatile uint32_t *)0xF0000000u = 1;
}

static void hang(void)
{
    for (;;) {
    }
}

/* With FAULTMASK set a fault cannot be handled, and the core locks up. */
static void lock_up(void)
{
    __asm volatile("cpsid f\n\tudf #0");
}

/* USART1 of the STM32F405: status register at 0, data register at 4. */
static void babble(char c)
{
    volatile uint32_t *const usart1 = (volatile uint32_t *)0x40011000u;
    while ((usart1[0] & (1u << 7)) == 0) {
    }
    usart1[1] = (uint8_t)c;
}

static void flood(void)
{
    for (;;) {
        babble('m');
        babble('\n');
    }
}

static void babble_noise(void)
{
    for (const char *c = "free text\n\xff\x01 and more\r\n"; *c != '\0'; c++) {
        babble(*c);
    }
}

/* SYSRESETREQ: the board starts again, and prints its banner in the middle of a run. */
static void reset(void)
{
    *(volatile uint32_t *)0xE000ED0Cu = 0x05FA0004u;
    hang();
}

void net_run(void)
{
    switch (net_arena[0]) {
    case CRASH: crash(); break;
    case HANG: hang(); break;
    case LOCK_UP: lock_up(); break;
    case BABBLE: babble_noise(); break;
    case FLOOD: flood(); break;
    case RESET: reset(); break;
    default: break;
    }
    echo_run();
}
