/* Path templates: what was rendered is read back. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "path/encode.h"
#include "path/match.h"
#include "path/value.h"
#include "read/spec/spec.h"
#include "rules/rules.h"
#include "tests/unit/unit.h"

struct bench {
    struct arena arena;
    struct diags diags;
    struct model model;
    uint64_t random;
};

static uint64_t roll(struct bench *bench, uint64_t sides)
{
    bench->random ^= bench->random << 13;
    bench->random ^= bench->random >> 7;
    bench->random ^= bench->random << 17;
    return bench->random % sides;
}

/* The table of a spec that is made of columns and a path, or NULL where the rules refuse it. */
static const struct table *read_table(struct bench *bench, const char *keys, const char *path)
{
    struct variables none;
    struct slice text;

    arena_init(&bench->arena);
    diags_init(&bench->diags, &bench->arena);
    variables_init(&none, &bench->arena);
    bench->model = (struct model){0};
    text = arena_printf(&bench->arena,
                        "external_table:\n  schema: s\n  name: t\n"
                        "  columns: [{name: id, type: bigint}]\n"
                        "  partitioned_by:\n%s  format: json\n  location: s3://lake/t/\n%s%s%s",
                        keys, path ? "  path: '" : "", path ? path : "", path ? "'\n" : "");
    spec_read(&bench->diags, source_new(&bench->arena, "t.yaml", text), &none, &bench->model);
    rules_run(&bench->diags, &bench->model);
    return bench->diags.error_count ? NULL : &bench->model.documents.at[0]->table;
}

static void expect(const char *keys, const char *path, const char *folder, enum path_verdict want,
                   const char *values)
{
    struct bench bench = {.random = 1};
    const struct table *table = read_table(&bench, keys, path);
    struct path_matcher *matcher;
    struct path_match match;
    struct str got = {0};

    ck_assert_msg(table != NULL, "the rules refuse %s", path);
    matcher = path_matcher_new(table);
    ck_assert_int_eq(path_match(matcher, slice_of(folder), &match), want);
    for (size_t i = 0; want == PATH_MATCHES && i < table->keys.count; i++)
        str_printf(&got, "%s%.*s", i ? "," : "", SLICE_ARG(match.values[i]));
    if (want == PATH_MATCHES)
        ck_assert_msg(slice_is(str_slice(&got), values), "%s gives %.*s", folder,
                      SLICE_ARG(str_slice(&got)));
    str_release(&got);
    path_matcher_free(matcher);
    arena_release(&bench.arena);
}

#define YMD                                                                                        \
    "    - {name: year, type: int, date: \"%Y\"}\n    - {name: month, type: int, date: \"%m\"}\n"  \
    "    - {name: day, type: int, date: \"%d\"}\n"
#define APP_DAY "    - {name: app, type: varchar(99)}\n    - {name: day, type: date}\n"

START_TEST(matches)
{
    expect(YMD, NULL, "year=2026/month=04/day=30/", PATH_MATCHES, "2026,04,30");
    expect(YMD, NULL, "year=2026/month=02/day=30/", PATH_NO_DATE, "");
    expect(YMD, NULL, "year=2026/month=4/day=30/", PATH_NO_DATE, "");
    expect(YMD, NULL, "year=2026/mon=04/day=30/", PATH_DIFFERS, "");
    expect(YMD, "{year}/{month}/{day}/", "2026/04/30/", PATH_MATCHES, "2026,04,30");
    expect(YMD, "{year}{month}{day}/", "20260430/", PATH_MATCHES, "2026,04,30");
    expect(APP_DAY, "{app}/{day:%Y/%m/%d}/", "a%3Db%20c/2026/04/30/", PATH_MATCHES,
           "a=b c,2026-04-30");
    expect(APP_DAY, "{app}-{day}/", "a-b-2026-04-30/", PATH_MATCHES, "a-b,2026-04-30");
    expect(APP_DAY, "app={app}/day={day}/", "app=" PATH_NULL_PARTITION "/day=2026-04-30/",
           PATH_MATCHES, PATH_NULL_PARTITION ",2026-04-30");
    expect(APP_DAY, "app={app}/day={day}/", "app=/day=2026-04-30/", PATH_DIFFERS, "");
}
END_TEST

START_TEST(folders)
{
    struct bench bench = {.random = 1};
    struct path_matcher *matcher = path_matcher_new(read_table(&bench, YMD, NULL));
    struct slice folder;

    ck_assert_uint_eq(path_matcher_depth(matcher), 3);
    ck_assert(path_folder(matcher, SLICE("a/b/c/d/e"), &folder));
    ck_assert(slice_is(folder, "a/b/c/"));
    ck_assert(!path_folder(matcher, SLICE("a/b/c"), &folder));
    path_matcher_free(matcher);
    arena_release(&bench.arena);
}
END_TEST

/* Columns of every type and domain that partitions have, with a random text of their values. */
enum { KINDS = 12 };

static const char *const kind_specs[KINDS] = {
    "type: varchar(200)",
    "type: char(60)",
    "type: bigint",
    "type: smallint",
    "type: decimal(12,3)",
    "type: double precision",
    "type: boolean",
    "type: timestamp",
    "type: varchar(9), values: [dev, prod, 'a/b']",
    "type: int, range: {from: 0, to: 99, width: 2}",
    "type: int, range: {from: -5, to: 120}",
    "type: real",
};

static struct slice random_text(struct bench *bench)
{
    static const char odd[] = " =%/:'\"#{}[]?*\\^~.-_aZ09\x7f\x01\xc3\xa9+,&;\n";
    struct str text = {0};
    struct slice copy;
    size_t len = roll(bench, 20) + 1;

    if (roll(bench, 30) == 0)
        return SLICE(PATH_NULL_PARTITION);
    for (size_t i = 0; i < len; i++)
        str_putc(&text, odd[roll(bench, sizeof odd - 1)]);
    copy = arena_copy(&bench->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

static struct slice random_value(struct bench *bench, size_t kind)
{
    static const char *const environments[] = {"dev", "prod", "a/b"};
    struct arena *arena = &bench->arena;
    long long number = (long long)roll(bench, 1000000) - 500000;

    switch (kind) {
    case 0: return random_text(bench);
    case 1: return arena_printf(arena, "c%llx=%%", (unsigned long long)roll(bench, 1u << 30));
    case 2: return arena_printf(arena, "%lld", number * 1000003);
    case 3: return arena_printf(arena, "%lld", number % 32768);
    case 4:
    case 5:
        return arena_printf(arena, "%lld.%03llu", number, (unsigned long long)roll(bench, 1000));
    case 6: return roll(bench, 2) ? SLICE("true") : SLICE("false");
    case 7:
        return arena_printf(arena, "2026-04-%02u 13:%02u:00", (unsigned)roll(bench, 28) + 1,
                            (unsigned)roll(bench, 60));
    case 8: return slice_of(environments[roll(bench, 3)]);
    case 9: return arena_printf(arena, "%02u", (unsigned)roll(bench, 100));
    case 10: return arena_printf(arena, "%d", (int)roll(bench, 126) - 5);
    default: return arena_printf(arena, "%lld", number);
    }
}

static const char *const date_paths[] = {
    "{d:%Y/%m/%d}", "d={d}", "{d:%Y%j}", "{d:%d.%m.%Y}", "y%%=%{d:%-d %-m %Y}", "{d:%Y-%m-%d}"};

/* A template of two or three columns, one of them perhaps a date; NULL: none that the rules take. */
static const struct table *random_table(struct bench *bench, size_t kinds[2], bool *has_date)
{
    static const char *const gaps[] = {"/", "-", "/x/", "", "/b="};
    char keys[400], path[200];
    const char *date = date_paths[roll(bench, 6)];

    kinds[0] = roll(bench, KINDS);
    kinds[1] = roll(bench, KINDS);
    *has_date = roll(bench, 2);
    snprintf(keys, sizeof keys, "    - {name: a, %s}\n    - {name: b, %s}\n%s",
             kind_specs[kinds[0]], kind_specs[kinds[1]],
             *has_date ? "    - {name: d, type: date}\n" : "");
    snprintf(path, sizeof path, "%s{a}%s{b}%s%s/", roll(bench, 2) ? "a=" : "", gaps[roll(bench, 5)],
             *has_date ? gaps[roll(bench, 5)] : "", *has_date ? date : "");
    return read_table(bench, keys, path);
}

static void try_round(struct bench *bench, const struct table *table, const size_t kinds[2],
                      bool has_date)
{
    struct path_renderer renderer = path_renderer_new(&bench->arena, table);
    struct path_matcher *matcher = path_matcher_new(table);
    struct civil when = date_civil((int64_t)roll(bench, 60000) * 24 * 60);
    struct slice values[3] = {random_value(bench, kinds[0]), random_value(bench, kinds[1])};
    struct path_match match;
    struct str folder = {0};
    char day[17];

    values[2] = date_format(day, when, UNIT_DAY);
    path_render(&folder, &renderer, values, when);
    if (path_match(matcher, str_slice(&folder), &match) != PATH_MATCHES)
        ck_abort_msg("%.*s does not match %.*s", SLICE_ARG(str_slice(&folder)),
                     SLICE_ARG(table->path.text.value));
    for (size_t i = 0; i < table->keys.count; i++)
        if (!slice_eq(match.values[i], values[i]))
            ck_abort_msg("%.*s is read from %.*s, not %.*s", SLICE_ARG(match.values[i]),
                         SLICE_ARG(str_slice(&folder)), SLICE_ARG(values[i]));
    if (has_date && date_cmp(match.when, when) != 0)
        ck_abort_msg("another date is read from %.*s", SLICE_ARG(str_slice(&folder)));
    str_release(&folder);
    path_matcher_free(matcher);
}

START_TEST(round_trip)
{
    const char *seed = getenv("TEST_SEED");
    struct bench bench = {.random = seed ? strtoull(seed, NULL, 10) | 1 : 88172645463325252u};
    size_t tried = 0, tables = rounds_of(4000);

    for (size_t i = 0; i < tables; i++) {
        size_t kinds[2];
        bool has_date;
        const struct table *table = random_table(&bench, kinds, &has_date);

        for (int j = 0; table && j < 4; j++, tried++)
            try_round(&bench, table, kinds, has_date);
        arena_release(&bench.arena);
    }
    ck_assert_uint_gt(tried, tables);
}
END_TEST

START_TEST(fits)
{
    struct bench bench = {.random = 1};
    const struct table *table =
        read_table(&bench,
                   "    - {name: a, type: int, range: {from: 1, to: 12, width: 2}}\n"
                   "    - {name: b, type: varchar(4), values: [dev, prod]}\n"
                   "    - {name: c, type: smallint}\n    - {name: d, type: date}\n",
                   NULL);
    const struct key_column *keys = table->keys.at;
    const char *why;

    ck_assert_int_eq(value_fits(&keys[0], SLICE("04"), &why), VALUE_FITS);
    ck_assert_int_eq(value_fits(&keys[0], SLICE("4"), &why), VALUE_PADDING);
    ck_assert_int_eq(value_fits(&keys[0], SLICE("13"), &why), VALUE_RANGE);
    ck_assert_int_eq(value_fits(&keys[1], SLICE("prod"), &why), VALUE_FITS);
    ck_assert_int_eq(value_fits(&keys[1], SLICE("test"), &why), VALUE_UNKNOWN);
    ck_assert_int_eq(value_fits(&keys[2], SLICE("40000"), &why), VALUE_TYPE);
    ck_assert_int_eq(value_fits(&keys[2], SLICE(PATH_NULL_PARTITION), &why), VALUE_NULL);
    ck_assert_int_eq(value_fits(&keys[3], SLICE("2026-4-1"), &why), VALUE_DATE);
    arena_release(&bench.arena);
}
END_TEST

Suite *path_suite(void)
{
    Suite *suite = suite_create("path");
    TCase *all = tcase_create("match");

    tcase_add_test(all, matches);
    tcase_add_test(all, folders);
    tcase_add_test(all, fits);
    tcase_add_test(all, round_trip);
    tcase_set_timeout(all, 60);
    suite_add_tcase(suite, all);
    return suite;
}
