/* The order of partitions: sort keys are ordered like the values they are made from. */
#include "plan/order.h"

#include <stdlib.h>

#include "base/bulk.h"
#include "plan/partitions.h"
#include "tests/unit/unit.h"

enum { ROUNDS = 200000, KEYS = 3, LONGEST = 24 };

static const struct type integer = {.kind = TYPE_BIGINT}, text = {.kind = TYPE_VARCHAR};

static struct table make_table(struct arena *arena)
{
    struct table table = {0};

    for (size_t i = 0; i < KEYS; i++)
        vec_push(&table.keys, arena)->column.type = i == 1 ? &text : &integer;
    return table;
}

/* Few values and alike, so that many pairs share a front. */
static struct slice random_integer(struct dice *dice, char room[LONGEST])
{
    static const long long bounds[] = {0, 1, -1, 9, 255, 256, -256, -257, 65536, INT64_MAX};
    long long number = bounds[dice_between(dice, 0, 10)] - (long long)dice_between(dice, 0, 2);
    int len = snprintf(room, LONGEST, "%0*lld", (int)dice_between(dice, 0, 4), number);

    if (dice_between(dice, 0, 50) == 0)
        len = snprintf(room, LONGEST, "%s", dice_between(dice, 0, 2) ? "-0" : "+1");
    return (struct slice){room, (size_t)len};
}

static struct slice random_text(struct dice *dice, char room[LONGEST])
{
    static const char letters[] = {'a', 'b', 1, (char)0xff, 0};
    size_t len = dice_between(dice, 0, 5) ? dice_between(dice, 0, 4) : LONGEST;

    for (size_t i = 0; i < len; i++)
        room[i] = letters[i + 3 < len                 ? 0
                          : dice_between(dice, 0, 40) ? dice_between(dice, 0, 4)
                                                      : 4];
    return (struct slice){room, len};
}

static void roll_values(struct dice *dice, struct slice *values, char room[KEYS][LONGEST])
{
    for (size_t i = 0; i < KEYS; i++)
        values[i] = i == 1 ? random_text(dice, room[i]) : random_integer(dice, room[i]);
}

START_TEST(order_is_that_of_the_values)
{
    struct dice dice = dice_of("order_is_that_of_the_values");
    struct arena arena = {0};
    struct table table = make_table(&arena);
    size_t told = 0, rounds = rounds_of(ROUNDS);

    for (size_t round = 0; round < rounds; round++) {
        char room[2][KEYS][LONGEST];
        struct slice values[2][KEYS];
        struct order orders[2];
        int got, want;

        for (size_t i = 0; i < 2; i++)
            roll_values(&dice, values[i], room[i]);
        if (!order_of(&table, values[0], &orders[0]) || !order_of(&table, values[1], &orders[1]))
            continue;
        got = order_cmp(&orders[0], &orders[1]);
        want = partition_cmp(&table, &(struct partition){.values = values[0]},
                             &(struct partition){.values = values[1]});
        assert_quick(!got || (got < 0) == (want < 0));
        assert_quick(!got || want);
        told += got != 0;
    }
    ck_assert_uint_gt(told, rounds / 2);
    arena_release(&arena);
}
END_TEST

static void try_words(struct dice *dice, char *a, char *b)
{
    size_t len = dice_between(dice, 0, 70), head = dice_between(dice, 0, 70);
    struct slice whole = {a, len}, front = {b, head};

    memset(a, 'x', len);
    memset(b, 'x', head);
    if (head && dice_between(dice, 0, 2))
        b[dice_between(dice, 0, head)] ^= (char)(1 << dice_between(dice, 0, 8));
    assert_quick(bulk_starts(whole, front) == slice_starts(whole, front));
    assert_quick(bulk_has(front, 'y') == (slice_find(front, 'y') < head));
    assert_quick(len != head || (bulk_hash(whole) == bulk_hash(front)) == slice_eq(whole, front));
}

START_TEST(words_are_as_bytes)
{
    struct dice dice = dice_of("words_are_as_bytes");

    for (size_t round = rounds_of(ROUNDS); round > 0; round--) {
        char a[70], b[70];

        try_words(&dice, a, b);
    }
}
END_TEST

Suite *order_suite(void)
{
    Suite *suite = suite_create("order");
    TCase *tests = tcase_create("order");

    tcase_add_test(tests, order_is_that_of_the_values);
    tcase_add_test(tests, words_are_as_bytes);
    suite_add_tcase(suite, tests);
    return suite;
}
