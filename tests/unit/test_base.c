/* The small libraries of base/. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "tests/unit/unit.h"

static const struct slice none = {0};

/* ---- slice ---- */

START_TEST(slice_compares_bytes)
{
    ck_assert(slice_eq(none, SLICE("")));
    ck_assert(slice_eq(SLICE("a\0b"), SLICE("a\0b")));
    ck_assert(!slice_eq(SLICE("a\0b"), SLICE("a\0c")));
    ck_assert(slice_is(SLICE("abc"), "abc"));
    ck_assert(!slice_is(SLICE("abc"), "ab"));
    ck_assert_int_eq(slice_cmp(none, none), 0);
    ck_assert_int_lt(slice_cmp(none, SLICE("a")), 0);
    ck_assert_int_lt(slice_cmp(SLICE("a"), SLICE("aa")), 0);
    ck_assert_int_gt(slice_cmp(SLICE("b"), SLICE("aa")), 0);
    ck_assert_int_gt(slice_cmp(SLICE("\x80"), SLICE("z")), 0);
    ck_assert_int_lt(slice_cmp(SLICE("a\0"), SLICE("a\0a")), 0);
}
END_TEST

START_TEST(slice_folds_ascii_letters_only)
{
    ck_assert(slice_eq_folded(SLICE("aZ_9"), SLICE("Az_9")));
    ck_assert(!slice_eq_folded(SLICE("@"), SLICE("`")));
    ck_assert(!slice_eq_folded(SLICE("["), SLICE("{")));
    ck_assert(!slice_eq_folded(SLICE("\xc4"), SLICE("\xe4")));
    ck_assert(!slice_eq_folded(SLICE("ab"), SLICE("abc")));
    ck_assert(slice_eq_folded(none, SLICE("")));
}
END_TEST

START_TEST(slice_finds)
{
    ck_assert(slice_starts(SLICE("abc"), SLICE("ab")));
    ck_assert(slice_starts(none, none));
    ck_assert(!slice_starts(SLICE("ab"), SLICE("abc")));
    ck_assert(slice_ends(SLICE("abc"), SLICE("bc")));
    ck_assert(!slice_ends(SLICE("bc"), SLICE("abc")));
    ck_assert_uint_eq(slice_find(SLICE("abcb"), 'b'), 1);
    ck_assert_uint_eq(slice_find(SLICE("abc"), 'x'), 3);
    ck_assert_uint_eq(slice_find(SLICE("ab\0"), '\0'), 2);
    ck_assert_uint_eq(slice_find(none, 'x'), 0);
    ck_assert_uint_eq(slice_find_slice(SLICE("aaab"), SLICE("aab")), 1);
    ck_assert_uint_eq(slice_find_slice(SLICE("aaab"), SLICE("aabb")), 4);
    ck_assert_uint_eq(slice_find_slice(SLICE("ab"), SLICE("abc")), 2);
    ck_assert_uint_eq(slice_find_slice(SLICE("ab"), none), 0);
    ck_assert_uint_eq(slice_find_slice(none, none), 0);
}
END_TEST

START_TEST(slice_trims)
{
    assert_slice(slice_trim(SLICE(" \t\r\n a b \n")), "a b");
    assert_slice(slice_trim(SLICE(" \n\t ")), "");
    assert_slice(slice_trim(none), "");
    assert_slice(slice_trim(SLICE("\0 ")), "\0");
    assert_slice(slice_trim(SLICE("\f\v")), "\f\v");
    assert_slice(slice_cut(none, 0, 0), "");
    assert_slice(slice_from(SLICE("abc"), 3), "");
}
END_TEST

static const struct {
    const char *text;
    long long value;
} good_ints[] = {
    {"0", 0},
    {"-0", 0},
    {"+7", 7},
    {"007", 7},
    {"00000000000000000000000000000000000000001", 1},
    {"9223372036854775807", LLONG_MAX},
    {"-9223372036854775808", LLONG_MIN},
    {"-9223372036854775807", -LLONG_MAX},
};

START_TEST(slice_reads_ints)
{
    long long value = 77;

    ck_assert(slice_to_int(slice_of(good_ints[_i].text), &value));
    ck_assert_int_eq(value, good_ints[_i].value);
}
END_TEST

static const char *const bad_ints[] = {
    "",
    "-",
    "+",
    " 1",
    "1 ",
    "--1",
    "+-1",
    "0x1",
    "1.0",
    "1e3",
    "1,0",
    "1_0",
    "\xd9\xa1",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "99999999999999999999999999",
    "/",
    ":",
};

START_TEST(slice_refuses_what_is_no_int)
{
    long long value = 77;

    ck_assert_msg(!slice_to_int(slice_of(bad_ints[_i]), &value), "%s", bad_ints[_i]);
    ck_assert_int_eq(value, 77);
}
END_TEST

/* ---- str ---- */

START_TEST(str_grows)
{
    struct str str = {0};
    size_t len = 0;

    for (size_t step = 0; step < 300; step++) {
        str_fill(&str, (char)('a' + step % 26), step);
        len += step;
        assert_quick(str.len == len);
        assert_quick(str.room >= str.len);
    }
    for (size_t step = 0, at = 0; step < 300; at += step++)
        for (size_t i = 0; i < step; i++)
            assert_quick(str.at[at + i] == (char)('a' + step % 26));
    str_release(&str);
    assert_quick(!str.at);
    assert_quick(str.len + str.room == 0);
}
END_TEST

START_TEST(str_appends)
{
    struct str str = {0};

    str_add(&str, none);
    ck_assert_ptr_null(str.at);
    str_puts(&str, "a");
    str_putc(&str, '\0');
    str_printf(&str, "%d%s", 12, "");
    assert_slice(str_slice(&str), "a\0"
                                  "12");
    for (int width = 100; width < 140; width++) { /* around the first room */
        str_release(&str);
        str_printf(&str, "%*d", width, 7);
        ck_assert_uint_eq(str.len, (size_t)width);
        ck_assert_int_eq(str.at[width - 1], '7');
    }
    str_release(&str);
}
END_TEST

/* ---- arena, vec ---- */

static bool is_filled(const unsigned char *block, size_t size, unsigned char byte)
{
    for (size_t i = 0; i < size; i++)
        if (block[i] != byte)
            return false;
    return true;
}

START_TEST(arena_blocks_are_aligned_and_apart)
{
    static const size_t sizes[] = {0,     1,     15,    16,    17,    100,   4000,
                                   16383, 16384, 16385, 65535, 65536, 65537, 200000};
    enum { ROUNDS = 40, SIZES = sizeof sizes / sizeof *sizes };
    unsigned char *blocks[ROUNDS * SIZES];
    struct arena arena;
    size_t count = 0;

    arena_init(&arena);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < SIZES; i++, count++) {
            blocks[count] = arena_alloc(&arena, sizes[(i * 5 + (size_t)round) % SIZES]);
            assert_quick(blocks[count]);
            assert_quick((uintptr_t)blocks[count] % 16 == 0);
            memset(blocks[count], (int)count & 0xff, sizes[(i * 5 + (size_t)round) % SIZES]);
        }
    count = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < SIZES; i++, count++)
            assert_quick(is_filled(blocks[count], sizes[(i * 5 + (size_t)round) % SIZES],
                                   (unsigned char)count));
    arena_release(&arena);
    assert_quick(!arena.chunks);
}
END_TEST

START_TEST(arena_clears_on_request)
{
    struct arena arena = {0};

    for (size_t count = 0; count < 3000; count += 17) {
        memset(arena_alloc(&arena, count * 8), 0xff, count * 8);
        ck_assert(is_filled(arena_zalloc(&arena, count, 8), count * 8, 0));
    }
    arena_release(&arena);
    arena_release(&arena);
}
END_TEST

START_TEST(arena_copies_and_formats)
{
    struct arena arena = {0};
    struct slice copy = arena_copy(&arena, SLICE("a\0b"));
    struct slice empty = arena_copy(&arena, none);
    struct slice text = arena_printf(&arena, "%s-%05d", "x", 42);
    struct slice wide = arena_printf(&arena, "%100000d", 1);

    assert_slice(copy, "a\0b");
    ck_assert_int_eq(copy.at[3], '\0');
    ck_assert_uint_eq(empty.len, 0);
    ck_assert_int_eq(empty.at[0], '\0');
    assert_slice(text, "x-00042");
    ck_assert_uint_eq(wide.len, 100000);
    ck_assert_int_eq(wide.at[99999], '1');
    arena_release(&arena);
}
END_TEST

START_TEST(want_of_memory_ends_the_run)
{
    struct arena arena = {0};

    arena_zalloc(&arena, SIZE_MAX / 4, 5);
}
END_TEST

START_TEST(vec_pushes_zeroed_items)
{
    struct item {
        int number;
        char letter;
    };
    struct arena arena = {0};
    VEC(struct item) items = {0};

    for (int i = 0; i < 5000; i++) {
        struct item *item = vec_push(&items, &arena);

        assert_quick(item->number == 0 && item->letter == 0);
        *item = (struct item){i, 'x'};
    }
    assert_quick(items.count == 5000);
    for (int i = 0; i < 5000; i++)
        assert_quick(items.at[i].number == i && items.at[i].letter == 'x');
    arena_release(&arena);
}
END_TEST

/* ---- map ---- */

START_TEST(map_keeps_what_was_first)
{
    struct arena arena = {0};
    struct map map;
    int one, two;

    map_init(&map, &arena);
    ck_assert_ptr_null(map_get(&map, SLICE("a")));
    ck_assert_ptr_null(map_add(&map, SLICE("a"), &one));
    ck_assert_ptr_eq(map_add(&map, SLICE("a"), &two), &one);
    ck_assert_ptr_eq(map_get(&map, SLICE("a")), &one);
    ck_assert_ptr_null(map_get(&map, SLICE("A")));
    ck_assert_ptr_null(map_get(&map, SLICE("a\0")));
    ck_assert_ptr_null(map_add(&map, SLICE("a\0"), &two));
    ck_assert_ptr_null(map_get(&map, none));
    ck_assert_ptr_null(map_add(&map, none, &two));
    ck_assert_ptr_eq(map_get(&map, SLICE("")), &two);
    ck_assert_ptr_eq(map_get(&map, SLICE("a\0")), &two);
    ck_assert_uint_eq(map.count, 3);
    arena_release(&arena);
}
END_TEST

START_TEST(map_holds_many)
{
    enum { MANY = 20000 };
    struct arena arena = {0};
    struct slice *keys = arena_zalloc(&arena, MANY, sizeof *keys);
    struct map map;

    map_init(&map, &arena);
    for (int i = 0; i < MANY; i++) {
        keys[i] = arena_printf(&arena, "year=2026/n=%d", i);
        assert_quick(!map_add(&map, keys[i], &keys[i]));
    }
    assert_quick(map.count == MANY);
    for (int i = 0; i < MANY; i++)
        assert_quick(map_get(&map, arena_printf(&arena, "year=2026/n=%d", i)) == &keys[i]);
    assert_quick(!map_get(&map, SLICE("year=2026/n=20000")));
    arena_release(&arena);
}
END_TEST

/* ---- utf8 ---- */

static size_t encode(char *buf, uint32_t c)
{
    if (c < 0x80) {
        buf[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        buf[0] = (char)(0xc0 | c >> 6);
        buf[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        buf[0] = (char)(0xe0 | c >> 12);
        buf[1] = (char)(0x80 | (c >> 6 & 0x3f));
        buf[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    buf[0] = (char)(0xf0 | c >> 18);
    buf[1] = (char)(0x80 | (c >> 12 & 0x3f));
    buf[2] = (char)(0x80 | (c >> 6 & 0x3f));
    buf[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

START_TEST(utf8_reads_every_code_point)
{
    for (uint32_t c = 0; c < 0x110000; c++) {
        char buf[5] = {0};
        const char *at = buf;
        size_t len = encode(buf, c);
        bool is_surrogate = c >= 0xd800 && c < 0xe000;

        assert_quick(utf8_valid_len((struct slice){buf, len}) == (is_surrogate ? 0 : len));
        assert_quick(utf8_next(&at, buf + len) == (is_surrogate ? 0xfffd : c));
        assert_quick(at == (buf + (is_surrogate ? 1 : len)));
    }
}
END_TEST

static const char *const malformed[] = {
    "\x80",
    "\xbf",
    "\xc0\x80",
    "\xc1\xbf",
    "\xc2",
    "\xc2\x41",
    "\xe0\x80\x80",
    "\xe0\x9f\xbf",
    "\xe1\x80",
    "\xe1\x80\x41",
    "\xed\xa0\x80",
    "\xed\xbf\xbf",
    "\xf0\x80\x80\x80",
    "\xf0\x8f\xbf\xbf",
    "\xf1\x80\x80",
    "\xf1\x80\x80\x41",
    "\xf4\x90\x80\x80",
    "\xf5\x80\x80\x80",
    "\xf8\x88\x80\x80\x80",
    "\xfe",
    "\xff",
};

/* Whatever comes before it, which the fast path over ASCII must not skip. */
START_TEST(utf8_refuses_malformed_bytes)
{
    struct slice bad = slice_of(malformed[_i]);

    for (size_t before = 0; before < 20; before++) {
        char text[64];
        const char *at = text + before;
        size_t len = before;

        memset(text, 'a', before);
        memcpy(text + len, bad.at, bad.len);
        len += bad.len;
        memset(text + len, 'z', 10);
        len += 10;
        assert_quick(utf8_valid_len((struct slice){text, len}) == before);
        assert_quick(utf8_valid_len((struct slice){text, before + bad.len}) == before);
        assert_quick(utf8_next(&at, text + len) == 0xfffd);
        assert_quick(at == text + before + 1);
    }
}
END_TEST

START_TEST(utf8_counts_as_it_reads)
{
    static const char *const pieces[] = {"a",    "aaaaaaaa", "é",    "日", "😀",
                                         "\xff", "\xe6\x97", "\x80", "\n", "\xf0\x9f"};
    struct dice dice = dice_of("utf8_counts_as_it_reads");

    assert_quick(utf8_count(none) == 0);
    for (int round = 0; round < 2000; round++) {
        struct str text = {0};
        size_t count = 0;

        for (size_t left = dice_between(&dice, 1, 20); left; left--)
            str_puts(&text, pieces[dice_between(&dice, 0, sizeof pieces / sizeof *pieces)]);
        for (const char *at = text.at; at < text.at + text.len; count++)
            utf8_next(&at, text.at + text.len);
        assert_quick(utf8_count(str_slice(&text)) == count);
        str_release(&text);
    }
}
END_TEST

START_TEST(utf8_knows_widths)
{
    ck_assert_int_eq(utf8_width('a'), 1);
    ck_assert_int_eq(utf8_width('~'), 1);
    ck_assert_int_eq(utf8_width(0xe9), 1);
    ck_assert_int_eq(utf8_width(0x301), 0);
    ck_assert_int_eq(utf8_width(0x200b), 0);
    ck_assert_int_eq(utf8_width(0x65e5), 2);
    ck_assert_int_eq(utf8_width(0xff21), 2);
    ck_assert_int_eq(utf8_width(0x1f600), 2);
    ck_assert_int_eq(utf8_width(0xfffd), 1);
}
END_TEST

START_TEST(utf8_knows_what_prints)
{
    static const uint32_t printable[] = {' ', '~', 0xa0, 0xe9, 0x301, 0x65e5, 0x1f600, 0xfffd};
    static const uint32_t hidden[] = {0,      0x1f,   0x7f,   0x80,    0x9f,    0xad,
                                      0x200b, 0x200e, 0x2028, 0x2029,  0x202e,  0x2066,
                                      0xd800, 0xfeff, 0xffff, 0xe0001, 0x10ffff};

    for (size_t i = 0; i < sizeof printable / sizeof *printable; i++)
        ck_assert_msg(utf8_is_printable(printable[i]), "U+%04X", printable[i]);
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        ck_assert_msg(!utf8_is_printable(hidden[i]), "U+%04X", hidden[i]);
}
END_TEST

/* ---- nearest ---- */

static struct nearest nearest_among(const char *word, const char *const *candidates)
{
    struct nearest nearest = nearest_to(slice_of(word));

    for (; *candidates; candidates++)
        nearest_offer(&nearest, slice_of(*candidates));
    return nearest;
}

static const struct {
    const char *word;
    const char *best; /* NULL: nothing near enough */
} nearest_cases[] = {
    {"colums", "columns"},
    {"COLUMNS", "columns"},
    {"foramt", "format"},
    {"formt", "format"},
    {"fromat", "format"},
    {"locaton", "location"},
    {"locattion", "location"},
    {"partitoined_by", "partitioned_by"},
    {"nmae", "name"},
    {"nme", "name"},
    {"xyz", NULL},
    {"zzzzzzzz", NULL},
    {"", NULL},
    {"columnsandmore", NULL},
    {"n", NULL},
    {"na", NULL},
    {"xame", "name"},
    {"xaxe", "name"},
    {"xaxx", NULL},
};

START_TEST(nearest_suggests)
{
    static const char *const words[] = {"columns",        "format", "location",
                                        "partitioned_by", "name",   NULL};
    struct nearest nearest = nearest_among(nearest_cases[_i].word, words);
    const char *best = nearest_cases[_i].best;

    ck_assert_msg(nearest_found(&nearest) == (best != NULL), "%s", nearest_cases[_i].word);
    if (best)
        ck_assert_msg(slice_is(nearest.best, best), "%s: %.*s", nearest_cases[_i].word,
                      SLICE_ARG(nearest.best));
}
END_TEST

START_TEST(nearest_keeps_the_first_of_equals)
{
    static const char *const words[] = {"cart", "card", "care", NULL};
    struct nearest nearest = nearest_among("carx", words);

    assert_slice(nearest.best, "cart");
    ck_assert_uint_eq(nearest.distance, 1);
}
END_TEST

START_TEST(nearest_passes_over_long_words)
{
    char word[65];
    struct nearest nearest;

    memset(word, 'a', sizeof word);
    nearest = nearest_to((struct slice){word, 63});
    nearest_offer(&nearest, (struct slice){word, 64});
    ck_assert(!nearest_found(&nearest));
    nearest_offer(&nearest, none);
    ck_assert(!nearest_found(&nearest));
    nearest_offer(&nearest, (struct slice){word, 63});
    ck_assert(nearest_found(&nearest));
    nearest = nearest_to((struct slice){word, 64});
    nearest_offer(&nearest, (struct slice){word, 63});
    ck_assert(!nearest_found(&nearest));
}
END_TEST

/* Optimal string alignment by its definition, without a table. */
static size_t distance_by_hand(struct slice a, struct slice b)
{
    size_t best, other;

    if (!a.len || !b.len)
        return a.len + b.len;
    best = distance_by_hand(slice_from(a, 1), slice_from(b, 1)) + (a.at[0] != b.at[0]);
    other = distance_by_hand(slice_from(a, 1), b) + 1;
    best = other < best ? other : best;
    other = distance_by_hand(a, slice_from(b, 1)) + 1;
    best = other < best ? other : best;
    if (a.len > 1 && b.len > 1 && a.at[0] == b.at[1] && a.at[1] == b.at[0]) {
        other = distance_by_hand(slice_from(a, 2), slice_from(b, 2)) + 1;
        best = other < best ? other : best;
    }
    return best;
}

START_TEST(nearest_counts_edits)
{
    struct dice dice = dice_of("nearest_counts_edits");

    for (int round = 0; round < 500; round++) {
        char a[5], b[5];
        struct slice word = {a, dice_between(&dice, 1, 6)}, other = {b, dice_between(&dice, 0, 6)};
        struct nearest nearest = nearest_to(word);

        for (size_t i = 0; i < sizeof a; i++) {
            a[i] = (char)dice_between(&dice, 'a', 'd');
            b[i] = (char)dice_between(&dice, 'a', 'd');
        }
        nearest_offer(&nearest, other);
        assert_quick(nearest.distance == distance_by_hand(word, other));
    }
}
END_TEST

/* ---- date ---- */

/* Walks every day of the years 1 to 9999 beside a calendar kept by hand. */
START_TEST(date_round_trips_every_day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct civil day = {1, 1, 1, 0, 0};
    int64_t minutes = date_minutes(day);

    assert_quick(minutes == -719162LL * 24 * 60);
    for (int year = 1; year <= 9999; year++) {
        bool is_leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        int day_of_year = 1;

        assert_quick(date_is_leap(year) == is_leap);
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (is_leap && month == 2);

            assert_quick(date_month_days(year, month) == length);
            for (int d = 1; d <= length; d++, day_of_year++, minutes += 24 * 60) {
                struct civil back = date_civil(minutes + 1439);

                if (day.year != year || day.month != month || day.day != d ||
                    date_minutes(day) != minutes || date_day_of_year(day) != day_of_year ||
                    back.year != year || back.month != month || back.day != d || back.hour != 23 ||
                    back.minute != 59)
                    ck_abort_msg("%d-%d-%d", year, month, d);
                day = date_next(day, UNIT_DAY);
            }
        }
    }
    assert_quick(day.year == 10000);
}
END_TEST

START_TEST(date_counts_from_the_epoch)
{
    ck_assert_int_eq(date_minutes((struct civil){1970, 1, 1, 0, 0}), 0);
    ck_assert_int_eq(date_minutes((struct civil){1969, 12, 31, 23, 59}), -1);
    ck_assert_int_eq(date_minutes((struct civil){2026, 4, 30, 13, 45}), 29625945);
    ck_assert_int_eq(date_civil(-1).year, 1969);
    ck_assert_int_eq(date_civil(-1).minute, 59);
}
END_TEST

static const struct {
    const char *from;
    enum date_unit unit;
    const char *next;
    const char *last; /* of the unit that `from` is in */
} date_steps[] = {
    {"2026-04-30T13:45", UNIT_YEAR, "2027-01-01T00:00", "2026-12-31T23:59"},
    {"2026-04-30T13:45", UNIT_MONTH, "2026-05-01T00:00", "2026-04-30T23:59"},
    {"2026-04-30T13:45", UNIT_DAY, "2026-05-01T00:00", "2026-04-30T23:59"},
    {"2026-04-30T13:45", UNIT_HOUR, "2026-04-30T14:00", "2026-04-30T13:59"},
    {"2026-04-30T13:45", UNIT_MINUTE, "2026-04-30T13:46", "2026-04-30T13:45"},
    {"2026-12-31T23:59", UNIT_MONTH, "2027-01-01T00:00", "2026-12-31T23:59"},
    {"2026-12-31T23:59", UNIT_DAY, "2027-01-01T00:00", "2026-12-31T23:59"},
    {"2026-12-31T23:59", UNIT_HOUR, "2027-01-01T00:00", "2026-12-31T23:59"},
    {"2026-12-31T23:59", UNIT_MINUTE, "2027-01-01T00:00", "2026-12-31T23:59"},
    {"2024-02-28T00:00", UNIT_DAY, "2024-02-29T00:00", "2024-02-28T23:59"},
    {"2024-02-29T12:00", UNIT_YEAR, "2025-01-01T00:00", "2024-12-31T23:59"},
    {"2024-02-01T12:00", UNIT_MONTH, "2024-03-01T00:00", "2024-02-29T23:59"},
    {"1900-02-28T23:00", UNIT_HOUR, "1900-03-01T00:00", "1900-02-28T23:59"},
    {"2000-02-28T23:59", UNIT_MINUTE, "2000-02-29T00:00", "2000-02-28T23:59"},
};

static struct civil civil_of(const char *text)
{
    struct civil when = {0};
    enum date_unit unit;

    ck_assert_msg(date_parse(slice_of(text), &when, &unit), "%s", text);
    return when;
}

START_TEST(date_steps_to_the_next)
{
    struct civil from = civil_of(date_steps[_i].from);
    struct civil next = date_next(from, date_steps[_i].unit);
    char buf[17];

    ck_assert(slice_is(date_format(buf, next, UNIT_MINUTE), date_steps[_i].next));
    ck_assert_int_eq(date_cmp(from, next), -1);
    ck_assert_int_eq(date_cmp(next, from), 1);
    ck_assert_int_eq(date_cmp(next, next), 0);
    next = date_last(from, date_steps[_i].unit);
    ck_assert(slice_is(date_format(buf, next, UNIT_MINUTE), date_steps[_i].last));
}
END_TEST

static const struct {
    const char *text;
    enum date_unit unit;
    const char *means;
} good_dates[] = {
    {"2026", UNIT_YEAR, "2026-01-01T00:00"},
    {"0001", UNIT_YEAR, "0001-01-01T00:00"},
    {"9999-12", UNIT_MONTH, "9999-12-01T00:00"},
    {"2024-02-29", UNIT_DAY, "2024-02-29T00:00"},
    {"2000-02-29", UNIT_DAY, "2000-02-29T00:00"},
    {"2026-04-30T00", UNIT_HOUR, "2026-04-30T00:00"},
    {"2026-04-30 23", UNIT_HOUR, "2026-04-30T23:00"},
    {"2026-04-30T23:59", UNIT_MINUTE, "2026-04-30T23:59"},
    {"2026-04-30 13:45", UNIT_MINUTE, "2026-04-30T13:45"},
};

START_TEST(date_parses)
{
    struct civil when;
    enum date_unit unit;
    char buf[17];

    ck_assert(date_parse(slice_of(good_dates[_i].text), &when, &unit));
    ck_assert_int_eq(unit, good_dates[_i].unit);
    ck_assert(slice_is(date_format(buf, when, UNIT_MINUTE), good_dates[_i].means));
    ck_assert_uint_eq(date_format(buf, when, unit).len, strlen(good_dates[_i].text));
}
END_TEST

static const struct slice bad_dates[] = {
    {0},
    {"0000", 4},
    {"999", 3},
    {"12026", 5},
    {"2026-", 5},
    {"2026-4", 6},
    {"2026-00", 7},
    {"2026-13", 7},
    {"2026-04-00", 10},
    {"2026-04-31", 10},
    {"2026-02-29", 10},
    {"1900-02-29", 10},
    {"2026/04/30", 10},
    {"20260430", 8},
    {"2026-04-30t12", 13},
    {"2026-04-30T", 11},
    {"2026-04-30\0"
     "12",
     13},
    {"2026-04-30T24", 13},
    {"2026-04-30T12:60", 16},
    {"2026-04-30T12:30:00", 19},
    {"2026-04-30T12:30Z", 17},
    {" 2026", 5},
    {"2026 ", 5},
    {"-2026", 5},
    {"+026", 4},
    {"2026-+4", 7},
    {"2026-04-3\xd9\xa1", 11},
};

START_TEST(date_refuses)
{
    struct civil when = {7, 7, 7, 7, 7};
    enum date_unit unit = UNIT_HOUR;

    ck_assert_msg(!date_parse(bad_dates[_i], &when, &unit), "%.*s", SLICE_ARG(bad_dates[_i]));
    ck_assert_int_eq(when.year, 7);
    ck_assert_int_eq(unit, UNIT_HOUR);
}
END_TEST

START_TEST(date_names_units)
{
    ck_assert_str_eq(date_unit_name(UNIT_YEAR), "year");
    ck_assert_str_eq(date_unit_name(UNIT_MONTH), "month");
    ck_assert_str_eq(date_unit_name(UNIT_DAY), "day");
    ck_assert_str_eq(date_unit_name(UNIT_HOUR), "hour");
    ck_assert_str_eq(date_unit_name(UNIT_MINUTE), "minute");
}
END_TEST

#define ADD_TABLE(tests, test, table)                                                              \
    tcase_add_loop_test(tests, test, 0, sizeof(table) / sizeof *(table))

static void add_text_tests(TCase *tests)
{
    tcase_add_test(tests, slice_compares_bytes);
    tcase_add_test(tests, slice_folds_ascii_letters_only);
    tcase_add_test(tests, slice_finds);
    tcase_add_test(tests, slice_trims);
    ADD_TABLE(tests, slice_reads_ints, good_ints);
    ADD_TABLE(tests, slice_refuses_what_is_no_int, bad_ints);
    tcase_add_test(tests, str_grows);
    tcase_add_test(tests, str_appends);
    tcase_add_test(tests, utf8_reads_every_code_point);
    ADD_TABLE(tests, utf8_refuses_malformed_bytes, malformed);
    tcase_add_test(tests, utf8_counts_as_it_reads);
    tcase_add_test(tests, utf8_knows_widths);
    tcase_add_test(tests, utf8_knows_what_prints);
    ADD_TABLE(tests, nearest_suggests, nearest_cases);
    tcase_add_test(tests, nearest_keeps_the_first_of_equals);
    tcase_add_test(tests, nearest_passes_over_long_words);
    tcase_add_test(tests, nearest_counts_edits);
}

static void add_memory_tests(TCase *tests)
{
    const char *fork = getenv("CK_FORK");

    tcase_add_test(tests, arena_blocks_are_aligned_and_apart);
    tcase_add_test(tests, arena_clears_on_request);
    tcase_add_test(tests, arena_copies_and_formats);
    if (!fork || strcmp(fork, "no") != 0)
        tcase_add_exit_test(tests, want_of_memory_ends_the_run, 2);
    tcase_add_test(tests, vec_pushes_zeroed_items);
    tcase_add_test(tests, map_keeps_what_was_first);
    tcase_add_test(tests, map_holds_many);
}

static void add_date_tests(TCase *tests)
{
    tcase_add_test(tests, date_round_trips_every_day);
    tcase_add_test(tests, date_counts_from_the_epoch);
    ADD_TABLE(tests, date_steps_to_the_next, date_steps);
    ADD_TABLE(tests, date_parses, good_dates);
    ADD_TABLE(tests, date_refuses, bad_dates);
    tcase_add_test(tests, date_names_units);
}

Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *text = tcase_create("text"), *memory = tcase_create("memory"),
          *date = tcase_create("date");

    add_text_tests(text);
    add_memory_tests(memory);
    add_date_tests(date);
    tcase_set_timeout(date, 30);
    suite_add_tcase(suite, text);
    suite_add_tcase(suite, memory);
    suite_add_tcase(suite, date);
    return suite;
}
