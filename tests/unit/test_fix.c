/* Edits of texts: whatever the quoting, the fixed source must have the intended value, or stay the
   same. */
#include "diag/fix.h"
#include "model/text.h"
#include "read/yaml/compose.h"
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

/* The value of the key `a` in a document, as a text; not given where it cannot be read. */
static struct text read_value(struct slice document)
{
    struct source *source = source_new(&arena, "x.yaml", document);
    struct yaml_stream stream = {0};
    struct diags diags;

    diags_init(&diags, &arena);
    yaml_read(&diags, &arena, source, &stream);
    if (diags.error_count || stream.documents.count != 1 ||
        stream.documents.at[0].root->kind != NODE_MAPPING)
        return (struct text){.value = {0}};
    return node_text(stream.documents.at[0].root->pairs.at[0].value);
}

/* The document with `with` for the bytes [lo, hi) of the text; false where no fix is offered. */
static bool mend(struct text text, size_t lo, size_t hi, struct slice with, struct slice *mended)
{
    struct diags diags;
    struct diag *diag;
    struct str out = {0};
    bool is_offered;

    diags_init(&diags, &arena);
    diag = diag_add(&diags, SP0401, text.span, "wrong");
    is_offered = text_fix(&diags, diag, text, lo, hi, with, true);
    assert_quick(is_offered == (diag->fixes.count == 1));
    assert_quick(fix_apply(&out, &diags, text.span.source) == is_offered);
    *mended = arena_copy(&arena, str_slice(&out));
    str_release(&out);
    return is_offered;
}

static const struct slice inserts[] = {
    SLICE(""),  SLICE("/"), SLICE("s3://"), SLICE("{x}"), SLICE("a b"), SLICE(": "), SLICE(" #"),
    SLICE(":"), SLICE("#"), SLICE("'"),     SLICE("\""),  SLICE("\\"),  SLICE("~"),  SLICE("null"),
    SLICE("-"), SLICE(","), SLICE("]"),     SLICE("}"),   SLICE("&a"),  SLICE("*"),  SLICE("!"),
    SLICE("%"), SLICE("@"), SLICE("\t"),    SLICE("\n"),  SLICE("é"),   SLICE(" "),  SLICE("?"),
    SLICE("|"), SLICE(">"), SLICE("`"),     SLICE("<<"),  SLICE("---"), SLICE("- "), SLICE("? "),
};

/* What means nothing without quotes. */
static bool is_nothing(struct slice value)
{
    return !value.len || slice_is(value, "null") || slice_is(value, "~");
}

/* Bytes of the code point at `at`. */
static size_t step(struct slice value, size_t at)
{
    size_t end = at + 1;

    while (end < value.len && ((unsigned char)value.at[end] & 0xc0) == 0x80)
        end++;
    return end - at;
}

/* Tries every edit of every place of one document's text, and counts those that are offered. */
static size_t try_all(struct slice document)
{
    struct text text = read_value(document);
    size_t count = 0;

    assert_quick(text_is_given(text));
    for (size_t lo = 0; lo <= text.value.len; lo += step(text.value, lo)) {
        for (size_t hi = lo; hi <= text.value.len; hi += step(text.value, hi)) {
            for (size_t i = 0; i < sizeof inserts / sizeof *inserts; i++) {
                struct slice want =
                    arena_printf(&arena, "%.*s%.*s%.*s", SLICE_ARG(slice_cut(text.value, 0, lo)),
                                 SLICE_ARG(inserts[i]), SLICE_ARG(slice_from(text.value, hi)));
                struct slice mended;
                struct text got;

                if (!mend(text, lo, hi, inserts[i], &mended))
                    continue;
                got = read_value(mended);
                if (!text_is_given(got) || !slice_eq(got.value, want) ||
                    (is_nothing(want) && got.style == TEXT_PLAIN && !is_nothing(text.value)))
                    ck_abort_msg("in [%.*s] the fix [%zu, %zu) to [%.*s] makes [%.*s]",
                                 SLICE_ARG(document), lo, hi, SLICE_ARG(inserts[i]),
                                 SLICE_ARG(mended));
                count++;
            }
        }
    }
    return count;
}

START_TEST(every_edit_says_what_was_meant)
{
    static const char *const texts[] = {
        "s3a://b//x", "year={y}/m", "{a}/b", "it''s/a", "a b: c", "x#y", "-a",  "a:b",
        "a\\b",       "/x/",        "null",  "~",       "a, b",   "12",  "é/ü", "",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bool is_plain = !strstr(texts[i], ": ") && !strchr("{~", texts[i][0]) && *texts[i];

        if (is_plain)
            try_all(arena_printf(&arena, "a: %s\nb: c\n", texts[i]));
        if (is_plain && !strpbrk(texts[i], "{,"))
            try_all(arena_printf(&arena, "{a: %s, b: c}\n", texts[i]));
        try_all(arena_printf(&arena, "a: '%s' # c\n", texts[i]));
        ck_assert_uint_gt(try_all(arena_printf(&arena, "{a: '%s', b: c}\n", texts[i])), 0);
        if (!strchr(texts[i], '\\'))
            try_all(arena_printf(&arena, "a: \"%s\"\n", texts[i]));
    }
}
END_TEST

START_TEST(escapes_are_left_alone)
{
    struct text text = read_value(SLICE("a: \"s3a:\\/\\/b\\u00e9x\"\n"));
    struct slice mended;

    ck_assert(!mend(text, 0, 6, SLICE("s3://"), &mended));
    ck_assert(mend(text, text.value.len, text.value.len, SLICE("/"), &mended));
    assert_slice(mended, "a: \"s3a:\\/\\/b\\u00e9x/\"\n");
    try_all(SLICE("a: \"s3a:\\/\\/b\\u00e9x\\n\\x41\"\n"));
    try_all(SLICE("a: 'it''s'\n"));
}
END_TEST

START_TEST(what_is_not_as_written_is_left_alone)
{
    ck_assert_uint_eq(try_all(SLICE("a: >-\n  s3a://b\n  x\nb: c\n")), 0);
    ck_assert_uint_eq(try_all(SLICE("a: |\n  s3a://b\n")), 0);
    ck_assert_uint_eq(try_all(SLICE("a: s3a://b\n  x\nb: c\n")), 0);
    ck_assert_uint_eq(try_all(SLICE("a: \"s3a://b\n  x\"\nb: c\n")), 0);
    ck_assert_uint_gt(try_all(SLICE("a: &x s3a://b\nb: *x\n")), 0);
}
END_TEST

/* A finding with fixes of `text` at each of `count` places; safe ones. */
static void add_fixes(struct diags *diags, struct source *source, size_t count, const size_t *los,
                      const size_t *his, const char *text)
{
    struct diag *diag = diag_add(diags, SP0401, span_of(source, los[0], his[0]), "wrong");

    for (size_t i = 0; i < count; i++)
        diag_fix(diags, diag, span_of(source, los[i], his[i]), slice_of(text), true);
}

START_TEST(the_first_of_two_that_touch_is_made)
{
    struct source *source = source_new(&arena, "x.yaml", SLICE("0123456789"));
    struct diags diags;
    struct str out = {0};

    diags_init(&diags, &arena);
    add_fixes(&diags, source, 1, (size_t[]){8}, (size_t[]){9}, "X");
    add_fixes(&diags, source, 2, (size_t[]){1, 5}, (size_t[]){2, 6}, "Y");
    add_fixes(&diags, source, 1, (size_t[]){2}, (size_t[]){3}, "touches");
    add_fixes(&diags, source, 2, (size_t[]){3, 8}, (size_t[]){4, 8}, "all or none");
    add_fixes(&diags, source, 1, (size_t[]){10}, (size_t[]){10}, "Z");
    ck_assert_uint_eq(fix_apply(&out, &diags, source), 3);
    assert_slice(str_slice(&out), "0Y234Y67X9Z");
    str_release(&out);
}
END_TEST

START_TEST(unsafe_and_foreign_fixes_are_not_made)
{
    struct source *source = source_new(&arena, "x.yaml", SLICE("0123"));
    struct source *other = source_new(&arena, "y.yaml", SLICE("0123"));
    struct diags diags;
    struct diag *diag;
    struct str out = {0};

    diags_init(&diags, &arena);
    diag = diag_add(&diags, SP0401, span_of(source, 0, 1), "wrong");
    diag_fix(&diags, diag, span_of(source, 0, 1), SLICE("X"), true);
    diag_fix(&diags, diag, span_of(source, 2, 3), SLICE("X"), false);
    diag = diag_add(&diags, SP0401, span_of(source, 0, 1), "wrong");
    diag_fix(&diags, diag, span_of(other, 0, 1), SLICE("X"), true);
    diag_add(&diags, SP0401, span_of(source, 0, 1), "wrong");
    ck_assert_uint_eq(fix_apply(&out, &diags, source), 0);
    ck_assert_uint_eq(out.len, 0);
    ck_assert_uint_eq(fix_apply(&out, &diags, other), 1);
    assert_slice(str_slice(&out), "X123");
    str_release(&out);
}
END_TEST

Suite *fix_suite(void)
{
    Suite *suite = suite_create("fix");
    TCase *tcase = tcase_create("fix");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, every_edit_says_what_was_meant);
    tcase_add_test(tcase, escapes_are_left_alone);
    tcase_add_test(tcase, what_is_not_as_written_is_left_alone);
    tcase_add_test(tcase, the_first_of_two_that_touch_is_made);
    tcase_add_test(tcase, unsafe_and_foreign_fixes_are_not_made);
    suite_add_tcase(suite, tcase);
    return suite;
}
