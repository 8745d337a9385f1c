/* Regular expressions: matches, groups, and what is said of malformed patterns. */
#include "base/pattern.h"
#include "rules/format/regex.h"
#include "tests/unit/unit.h"

static struct arena arena;

static void set_up(void)
{
    arena_init(&arena);
}

static void tear_down(void)
{
    arena_release(&arena);
}

static bool matches(const char *regex, const char *text, struct slice *groups, size_t count)
{
    struct pattern_problem problem;
    struct pattern *pattern = pattern_compile(&arena, slice_of(regex), &problem);
    bool does;

    ck_assert_msg(pattern, "%s does not compile", regex);
    does = pattern_match(pattern, slice_of(text), groups, count);
    pattern_free(pattern);
    return does;
}

START_TEST(match_all_of_a_text)
{
    struct slice groups[3];

    ck_assert(matches("(\\d+)-(x)?", "12-", groups, 3));
    assert_slice(groups[0], "12");
    ck_assert_ptr_null(groups[1].at);
    ck_assert_ptr_null(groups[2].at);
    ck_assert(!matches("\\d+", "12-", groups, 0));
    ck_assert(!matches("\\d+", " 12", groups, 0));
    ck_assert(matches("", "", groups, 0));
    ck_assert(matches(".", "\xc3\xa9", groups, 0)); /* a character, not a byte */
    ck_assert(matches("\\u00e9", "\xc3\xa9", groups, 0));
}
END_TEST

START_TEST(matching_ends)
{
    struct slice groups[1];

    ck_assert(
        !matches("((?:a+)+)b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", groups, 1));
}
END_TEST

static const struct {
    const char *regex;
    size_t offset;
    bool is_dialect;
} problems[] = {
    {"(a", 2, false},  {"a)", 1, false},    {"[a", 2, false},     {"*a", 0, false},
    {"a\\", 2, false}, {"[z-a]", 3, false}, {"a{3,2}", 5, false}, {"\\p{javaDigit}", 0, true},
    {"\\y", 0, true},
};

START_TEST(tell_what_does_not_compile)
{
    struct pattern_problem problem;

    ck_assert_ptr_null(pattern_compile(&arena, slice_of(problems[_i].regex), &problem));
    ck_assert(problem.what.len > 0);
    ck_assert_int_eq(problem.is_dialect, problems[_i].is_dialect);
    if (!problem.is_dialect)
        ck_assert_uint_eq(problem.offset, problems[_i].offset);
}
END_TEST

static const struct {
    const char *regex;
    const char *nested; /* NULL: none */
} shapes[] = {
    {"(a+)+", "(a+)+"},
    {"(?:\\w+)*", "(?:\\w+)*"},
    {"^((x*)*)$", "(x*)*"},
    {"(\\s*\\S+\\s*)*", "(\\s*\\S+\\s*)*"},
    {"(a|b+)*", "(a|b+)*"},
    {"((a+))+", "((a+))+"},
    {"(a?b*){2,}", "(a?b*){2,}"},
    {"([^,]+)+?", "([^,]+)+?"},
    {"(a+$)*", "(a+$)*"},
    {"(a+){3}", NULL},
    {"(a+)?", NULL},
    {"(?:[^,]+,)*", NULL},
    {"(a|b)*", NULL},
    {"(a+b)*", NULL},
    {"(?>a+)*", NULL},
    {"(?:a++)*", NULL},
    {"\\(a+\\)+", NULL},
    {"[(a+]+(b)", NULL},
    {"(?=a+)*", NULL},
    {"(a+)\\+", NULL},
    {"\\Q(a+)+\\E", NULL},
    {"(a+){b", NULL},
    {"", NULL},
};

START_TEST(see_nested_repetitions)
{
    struct slice text = slice_of(shapes[_i].regex);
    struct regex_shape shape = regex_shape(&arena, text);

    ck_assert_msg(shape.has_nested == (shapes[_i].nested != NULL), "%s", shapes[_i].regex);
    if (shape.has_nested)
        ck_assert(slice_is(slice_cut(text, shape.nested.lo, shape.nested.hi), shapes[_i].nested));
}
END_TEST

START_TEST(see_groups)
{
    struct slice text = SLICE("(a)(?:b(?<name>c))[(](?=d)(?#(e)\\)(?i:f)(?P<g>h)");
    struct regex_shape shape = regex_shape(&arena, text);

    ck_assert_uint_eq(shape.groups.count, 3);
    assert_slice(slice_cut(text, shape.groups.at[0].lo, shape.groups.at[0].hi), "(a)");
    assert_slice(slice_cut(text, shape.groups.at[1].lo, shape.groups.at[1].hi), "(?<name>c)");
    assert_slice(slice_cut(text, shape.groups.at[2].lo, shape.groups.at[2].hi), "(?P<g>h)");
}
END_TEST

/* Any text can be asked for its shape; of a pattern, it has the groups that PCRE2 counts. */
START_TEST(any_text)
{
    static const char *const pieces[] = {"(",   ")",   "(?:",       "(?<n>",   "(?=", "(?>", "[",
                                         "]",   "[^]", "\\",        "\\Q",     "\\E", "a",   "|",
                                         "*",   "+",   "?",         "{2,}",    "{3}", "^",   "$",
                                         "\\d", "\\(", "[:digit:]", "\xc3\xa9"};
    struct dice dice = dice_of("pattern");

    for (int round = 0; round < 20000; round++) {
        struct pattern_problem problem;
        struct pattern *pattern;
        struct regex_shape shape;
        struct str text = {0};

        for (size_t left = dice_between(&dice, 0, 12); left; left--)
            str_puts(&text, pieces[dice_between(&dice, 0, sizeof pieces / sizeof *pieces)]);
        shape = regex_shape(&arena, str_slice(&text));
        pattern = pattern_compile(&arena, str_slice(&text), &problem);
        if (pattern && shape.groups.count != pattern_group_count(pattern))
            ck_abort_msg("%.*s: %zu groups, PCRE2 says %zu", (int)text.len, text.at,
                         shape.groups.count, pattern_group_count(pattern));
        pattern_free(pattern);
        str_release(&text);
    }
}
END_TEST

Suite *pattern_suite(void)
{
    Suite *suite = suite_create("pattern");
    TCase *tests = tcase_create("pattern");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, match_all_of_a_text);
    tcase_add_test(tests, matching_ends);
    tcase_add_loop_test(tests, tell_what_does_not_compile, 0, sizeof problems / sizeof *problems);
    tcase_add_loop_test(tests, see_nested_repetitions, 0, sizeof shapes / sizeof *shapes);
    tcase_add_test(tests, see_groups);
    tcase_add_test(tests, any_text);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}
