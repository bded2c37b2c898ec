/* Bit tricks, saturation, packed lanes, unaligned accesses, atomics, recursion, switches and function pointers. */
#include "program.h"

#include <arm_acle.h>

static uint32_t population(uint32_t x)
{
    x -= x >> 1 & 0x55555555u;
    x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
    return ((x + (x >> 4)) & 0x0f0f0f0fu) * 0x01010101u >> 24;
}

static uint32_t reversed(uint32_t x)
{
    uint32_t result;
    __asm__("rbit %0, %1" : "=r"(result) : "r"(x));
    return result;
}

static void tricks(void)
{
    uint32_t seed = 17;
    uint32_t hash = 0;
    for (int i = 0; i < 200; i++) {
        const uint32_t a = next_random(&seed);
        const uint32_t b = next_random(&seed);
        const unsigned shift = b & 31u;
        hash ^= population(a) + (uint32_t)__builtin_clz(a | 1u) * 3u + (uint32_t)__builtin_ctz(b | 0x80000000u) * 5u;
        hash = (hash << 3 | hash >> 29) + __builtin_bswap32(a) + __builtin_bswap16((uint16_t)b) + reversed(a);
        hash ^= (a << shift | a >> ((32u - shift) & 31u)) + (uint32_t)((int32_t)a >> shift);
        hash += (uint32_t)((uint64_t)a * b >> 32) ^ (uint32_t)((int64_t)(int32_t)a * (int32_t)b >> 17);
        hash ^= (uint32_t)(int8_t)a + (uint32_t)(int16_t)b + (uint8_t)(a >> 8) + (uint16_t)(b >> 4) + (a >> 5 & 0x1ffu);
    }
    print("tricks %08x\n", hash);
}

static void lanes(void)
{
    uint32_t seed = 19;
    int32_t sum = 0;
    uint32_t hash = 0;
    for (int i = 0; i < 200; i++) {
        const int16x2_t a = (int16x2_t)next_random(&seed);
        const int16x2_t b = (int16x2_t)next_random(&seed);
        sum = __smlad(a, b, sum);
        sum = __smlsdx(a, b, sum);
        sum = __qadd(sum, __smlabb((int32_t)a, (int32_t)b, 1)) ^ __smlatt((int32_t)a, (int32_t)b, 2);
        hash ^= (uint32_t)__ssat(sum, 12) + (uint32_t)__usat(sum, 9) + (uint32_t)__sxtb16((int8x4_t)a);
        hash += (uint32_t)__sadd16(a, b) ^ (uint32_t)__shsub8((int8x4_t)a, (int8x4_t)b) ^ (uint32_t)__uqadd8((uint8x4_t)a, (uint8x4_t)b);
        hash ^= (uint32_t)__usad8((uint8x4_t)a, (uint8x4_t)b);
    }
    print("lanes %d %08x\n", sum, hash);
}

struct __attribute__((packed)) loose {
    uint8_t one;
    uint32_t word;
    uint16_t half;
    uint64_t wide;
};

static void unaligned(void)
{
    static struct loose all[5];
    uint64_t sum = 0;
    for (unsigned i = 0; i < 5; i++) {
        all[i].one = (uint8_t)i;
        all[i].word = 0x01020304u * i;
        all[i].half = (uint16_t)(0x1111u * i);
        all[i].wide = 0x0102030405060708ull * i;
    }
    for (unsigned i = 0; i < 5; i++) {
        sum += all[i].one + all[i].word + all[i].half + all[i].wide;
    }
    print("unaligned %016llx\n", sum);
}

static void atomics(void)
{
    static uint32_t word;
    static uint8_t byte;
    word = 5;
    byte = 7;
    const uint32_t old = __atomic_fetch_add(&word, 10, __ATOMIC_SEQ_CST);
    const uint8_t older = __atomic_exchange_n(&byte, 9, __ATOMIC_SEQ_CST);
    uint32_t expected = 15;
    const int swapped = __atomic_compare_exchange_n(&word, &expected, 99, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    print("atomics %u %u %d %u %u\n", old, older, swapped, word, byte);
}

static uint32_t ackermann(uint32_t m, uint32_t n)
{
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

static int plus(int a, int b)
{
    return a + b;
}

static int minus(int a, int b)
{
    return a - b;
}

static int times(int a, int b)
{
    return a * b;
}

static int calculated(const char *program)
{
    static int (*const operations[])(int, int) = {plus, minus, times};
    int stack[8];
    int top = 0;
    for (; *program != '\0'; program++) {
        switch (*program) {
        case '+':
        case '-':
        case '*': {
            const int operation = *program == '+' ? 0 : *program == '-' ? 1 : 2;
            top--;
            stack[top - 1] = operations[operation](stack[top - 1], stack[top]);
            break;
        }
        case 'd':
            stack[top] = stack[top - 1];
            top++;
            break;
        case 'n':
            stack[top - 1] = -stack[top - 1];
            break;
        default:
            stack[top++] = *program - '0';
            break;
        }
    }
    return stack[0];
}

void bits_main(void)
{
    tricks();
    lanes();
    unaligned();
    atomics();
    print("ackermann %u\n", ackermann(2, 9));
    print("calculated %d %d\n", calculated("34+d*7-"), calculated("9d*n2*5+"));
}
