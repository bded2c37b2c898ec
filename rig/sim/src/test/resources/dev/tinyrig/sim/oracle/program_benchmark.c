/* The work of small benchmarks: a linked list that is sorted and searched, integer matrices, a state machine, a CRC. */
#include "program.h"

enum { NODES = 60, SIZE = 12 };

struct node {
    struct node *next;
    int16_t key;
    int16_t value;
};

static struct node nodes[NODES];

static uint16_t crc16(uint16_t crc, uint32_t word)
{
    for (int bit = 0; bit < 32; bit++) {
        const unsigned mix = (crc ^ word) & 1u;
        crc = (uint16_t)(crc >> 1 ^ (mix ? 0xa001u : 0u));
        word >>= 1;
    }
    return crc;
}

static struct node *filled(uint32_t seed)
{
    for (int i = 0; i < NODES; i++) {
        nodes[i].key = (int16_t)(next_random(&seed) >> 16);
        nodes[i].value = (int16_t)i;
        nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : 0;
    }
    return nodes;
}

static struct node *merged(struct node *one, struct node *other, int (*compare)(const struct node *, const struct node *))
{
    struct node head;
    struct node *last = &head;
    while (one != 0 && other != 0) {
        struct node **least = compare(one, other) <= 0 ? &one : &other;
        last->next = *least;
        last = *least;
        *least = (*least)->next;
    }
    last->next = one != 0 ? one : other;
    return head.next;
}

static struct node *sorted(struct node *list, int (*compare)(const struct node *, const struct node *))
{
    if (list == 0 || list->next == 0) {
        return list;
    }
    struct node *slow = list;
    for (struct node *fast = list->next; fast != 0 && fast->next != 0; fast = fast->next->next) {
        slow = slow->next;
    }
    struct node *second = slow->next;
    slow->next = 0;
    return merged(sorted(list, compare), sorted(second, compare), compare);
}

static int by_key(const struct node *one, const struct node *other)
{
    return one->key - other->key;
}

static int by_low_bits(const struct node *one, const struct node *other)
{
    return (one->key & 0x7f) - (other->key & 0x7f);
}

static struct node *reversed(struct node *list)
{
    struct node *done = 0;
    while (list != 0) {
        struct node *next = list->next;
        list->next = done;
        done = list;
        list = next;
    }
    return done;
}

static void list_work(uint32_t seed)
{
    uint16_t crc = 0;
    struct node *list = sorted(filled(seed), by_key);
    for (struct node *at = list; at != 0; at = at->next) {
        crc = crc16(crc, (uint16_t)at->key);
    }
    list = reversed(sorted(list, by_low_bits));
    for (struct node *at = list; at != 0; at = at->next) {
        crc = crc16(crc, (uint16_t)at->value);
    }
    print("list %08x: first %d, crc %04x\n", seed, list->key, crc);
}

static void matrix_work(uint32_t seed)
{
    static int16_t a[SIZE][SIZE];
    static int16_t b[SIZE][SIZE];
    static int32_t c[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            a[i][j] = (int16_t)(next_random(&seed) >> 18);
            b[i][j] = (int16_t)(next_random(&seed) >> 19);
        }
    }
    uint16_t crc = 0xffff;
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) {
            int32_t sum = 0;
            int32_t bits = 0;
            for (int k = 0; k < SIZE; k++) {
                const int32_t product = a[i][k] * b[k][j];
                sum += product;
                bits += (product >> 2 & 0xf) * (product >> 5 & 0x7f);
            }
            c[i][j] = sum + bits;
            crc = crc16(crc, (uint32_t)c[i][j]);
        }
    }
    print("matrix: corner %d, crc %04x\n", c[SIZE - 1][SIZE - 1], crc);
}

enum state { START, INTEGER, FRACTION, EXPONENT, SIGN, BAD, STATES };

static enum state after(enum state state, char one)
{
    const int digit = one >= '0' && one <= '9';
    switch (state) {
    case START:
        return digit ? INTEGER : one == '+' || one == '-' ? SIGN : one == '.' ? FRACTION : BAD;
    case SIGN:
        return digit ? INTEGER : one == '.' ? FRACTION : BAD;
    case INTEGER:
        return digit ? INTEGER : one == '.' ? FRACTION : one == 'e' ? EXPONENT : BAD;
    case FRACTION:
        return digit ? FRACTION : one == 'e' ? EXPONENT : BAD;
    case EXPONENT:
        return digit || one == '-' ? EXPONENT : BAD;
    default:
        return BAD;
    }
}

static void state_work(void)
{
    static const char input[] = "5012,1234,-874,+122,35.54400,.1234500,-110.700,+0.64400,5.500e3,-.123e-2,-87e+832,+0.6e-12,T0.3e-1F,"
                                "-T.T++Tq,1T3.4e4z,34.0e-T^";
    unsigned ends[STATES] = {0};
    unsigned moves = 0;
    enum state state = START;
    for (const char *at = input; *at != '\0'; at++) {
        if (*at == ',') {
            ends[state]++;
            state = START;
        } else {
            const enum state next = after(state, *at);
            moves += next != state;
            state = next;
        }
    }
    ends[state]++;
    print("states: %u moves;", moves);
    for (int i = 0; i < STATES; i++) {
        print(" %u", ends[i]);
    }
    print("\n");
}

static void sort_work(uint32_t seed)
{
    static uint8_t bytes[200];
    for (int i = 0; i < 200; i++) {
        bytes[i] = (uint8_t)(next_random(&seed) >> 24);
    }
    for (int gap = 100; gap > 0; gap /= 2) {
        for (int i = gap; i < 200; i++) {
            const uint8_t one = bytes[i];
            int j = i;
            for (; j >= gap && bytes[j - gap] > one; j -= gap) {
                bytes[j] = bytes[j - gap];
            }
            bytes[j] = one;
        }
    }
    print("sorted: %u %u %u %u\n", bytes[0], bytes[50], bytes[150], bytes[199]);
}

void benchmark_main(void)
{
    for (uint32_t seed = 1; seed < 6; seed++) {
        list_work(seed * 0x9e3779b9u);
        matrix_work(seed);
        sort_work(seed);
    }
    state_work();
}
