#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

struct dice dice_of(const char *test)
{
    const char *given = getenv("TEST_SEED");
    struct dice dice = {given ? strtoull(given, NULL, 10) : 1};

    fprintf(stderr, "%s: TEST_SEED=%llu\n", test, (unsigned long long)dice.state);
    return dice;
}

/* A counter, scrambled: any seed will do. */
uint64_t dice_next(struct dice *dice)
{
    uint64_t x = dice->state += 0x9e3779b97f4a7c15u;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

size_t rounds_of(size_t whole)
{
    const char *percent = getenv("TEST_PERCENT");
    size_t rounds = percent ? (size_t)(whole * strtoull(percent, NULL, 10) / 100) : whole;

    return rounds < 2 ? 2 : rounds;
}

size_t dice_between(struct dice *dice, size_t lo, size_t hi)
{
    return lo + (size_t)(dice_next(dice) % (hi - lo));
}
