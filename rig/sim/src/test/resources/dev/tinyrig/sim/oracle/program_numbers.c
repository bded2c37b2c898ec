/* Floating point of both widths, by the unit or by libgcc; 64-bit division; text of numbers. */
#include "program.h"

union word {
    float value;
    uint32_t bits;
};

union pair {
    double value;
    uint64_t bits;
};

static uint32_t bits_of(float value)
{
    const union word both = {.value = value};
    return both.bits;
}

static uint64_t bits_of_double(double value)
{
    const union pair both = {.value = value};
    return both.bits;
}

static float single(uint32_t *seed)
{
    const union word both = {.bits = (next_random(seed) & 0x807fffffu) | ((next_random(seed) >> 20 & 0x3f) + 96) << 23};
    return both.value;
}

static double twice(uint32_t *seed)
{
    const uint64_t high = next_random(seed) & 0x800fffffu;
    const uint64_t exponent = (next_random(seed) >> 20 & 0x7f) + 960;
    const union pair both = {.bits = high << 32 | exponent << 52 | next_random(seed)};
    return both.value;
}

static void singles(void)
{
    uint32_t seed = 7;
    uint32_t hash = 0;
    for (int i = 0; i < 300; i++) {
        const float a = single(&seed);
        const float b = single(&seed);
        const float results[] = {a + b, a - b, a * b, a / b, a * b + a, (float)(int32_t)a, (float)(uint32_t)(b < 0 ? -b : b)};
        for (unsigned j = 0; j < sizeof results / sizeof results[0]; j++) {
            hash = (hash << 5 | hash >> 27) ^ bits_of(results[j]);
        }
        hash += (uint32_t)(a < b) + 2u * (uint32_t)(a >= b) + 4u * (uint32_t)(a == b);
    }
    print("singles %08x\n", hash);
}

static void doubles(void)
{
    uint32_t seed = 11;
    uint64_t hash = 0;
    for (int i = 0; i < 300; i++) {
        const double a = twice(&seed);
        const double b = twice(&seed);
        const double results[] = {a + b, a - b, a * b, a / b, a * b - b, (float)a, (double)(int64_t)(a / 1e6), (int32_t)(b / 1e12)};
        for (unsigned j = 0; j < sizeof results / sizeof results[0]; j++) {
            hash = (hash << 7 | hash >> 57) ^ bits_of_double(results[j]);
        }
        hash += (uint64_t)(a < b) + 2u * (uint64_t)(a >= b);
    }
    print("doubles %016llx\n", hash);
}

static double root(double value)
{
    double guess = value > 1 ? value : 1;
    for (int i = 0; i < 40; i++) {
        guess = 0.5 * (guess + value / guess);
    }
    return guess;
}

static double sine(double x)
{
    double term = x;
    double sum = x;
    for (int i = 1; i < 12; i++) {
        term = -term * x * x / ((2 * i) * (2 * i + 1));
        sum += term;
    }
    return sum;
}

static void series(void)
{
    double pi = 0;
    for (int k = 200; k >= 0; k--) {
        pi += (k % 2 == 0 ? 4.0 : -4.0) / (2 * k + 1);
    }
    print("pi about %f, root of 2 %f, of 1000 %f\n", pi, root(2), root(1000));
    for (int i = 0; i < 5; i++) {
        print("sin %f = %f\n", i * 0.5, sine(i * 0.5));
    }
}

static void divisions(void)
{
    uint32_t seed = 13;
    for (int i = 0; i < 24; i++) {
        const uint64_t a = (uint64_t)next_random(&seed) << 32 | next_random(&seed);
        const uint64_t b = ((uint64_t)next_random(&seed) << 32 | next_random(&seed)) >> (next_random(&seed) >> 26);
        const int64_t c = (int64_t)a;
        const int32_t d = (int32_t)next_random(&seed) | 1;
        print("%llu / %llu = %llu rest %llu; %lld / %d = %lld rest %lld\n", a, b, b ? a / b : 0, b ? a % b : 0, c, d, c / d, c % d);
    }
}

static void formats(void)
{
    print("[%5d] [%05d] [%8x] [%08x] [%c] [%8s] [%lld] [%f] [%f]\n", 42, -42, 0xbeefu, 0xbeefu, 'z', "text",
        (int64_t)-1234567890123456789ll, -0.000001, 123456.789);
    print("[%d] [%u] [%x] [%llu] [%016llx]\n", INT32_MIN, UINT32_MAX, 0u, UINT64_MAX, (uint64_t)0xfeedfacecafebeefull);
}

void numbers_main(void)
{
    singles();
    doubles();
    series();
    divisions();
    formats();
}
