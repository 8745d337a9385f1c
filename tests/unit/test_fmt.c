/*
 * The canonical layout: whatever a spec's text looks like, what is written says the same, holds the
 * same comments, and is canonical.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/vec.h"
#include "read/yaml/canonical.h"
#include "read/yaml/compose.h"
#include "read/yaml/tokens.h"
#include "tests/unit/unit.h"

enum { ROUNDS = 40 };

static struct arena arena;
static struct dice dice;

static void set_up(void)
{
    arena_init(&arena);
}

static void tear_down(void)
{
    arena_release(&arena);
}

/* The canonical text; *is_done tells whether the layout could be changed. */
static struct slice canonical(struct slice text, bool *is_done)
{
    struct diags diags;
    struct str out = {0};
    struct slice result;

    diags_init(&diags, &arena);
    canonical_write(&out, &diags, source_new(&arena, "x.yaml", text));
    *is_done = !diags.list.count;
    result = arena_copy(&arena, str_slice(&out));
    str_release(&out);
    return result;
}

static const struct {
    const char *name, *text, *want;
} cases[] = {
    {"nothing", "", ""},
    {"blank lines alone", "\n \n\n", ""},
    {"comments alone", "\n\n  # a\n\n\n# b  ", "# a\n\n# b\n"},
    {"levels", "a:\n    b:\n        - c\n        -   d:   1\n            e: 2\n",
     "a:\n  b:\n    - c\n    - d: 1\n      e: 2\n"},
    {"a list level with its key", "a:\n- b\n-   - c\n    - d\ne: f\n",
     "a:\n  - b\n  - - c\n    - d\ne: f\n"},
    {"a level list in a list", "- a:\n  - b: 1\n    c:\n    - d\n  e: 2\n- f\n",
     "- a:\n    - b: 1\n      c:\n        - d\n  e: 2\n- f\n"},
    {"flows", "a : [ b,c , {d : e,\"f\":g , } ]\nh: { }\n",
     "a: [b, c, {d: e, \"f\": g,}]\nh: {}\n"},
    {"a flow over lines", "a: [\n b,\n   {c: d,\n e: f}\n]\ng:\n     [h,\n i]\n",
     "a: [\n  b,\n  {c: d,\n    e: f}\n]\ng:\n  [h,\n    i]\n"},
    {"an item that is a flow over lines", "a:\n- {b: 1,\n   c: 2\n  }\n",
     "a:\n  - {b: 1,\n      c: 2\n    }\n"},
    {"line ends, BOM and blanks",
     "\xef\xbb\xbf"
     "a: b  \r\n\r\n\r\n\r\nc:\td\t\re: f",
     "a: b\n\nc: d\ne: f\n"},
    {"comments", "a:   # x\n     # y\n    b: 1 # z\n    # of b\n# of c\nc: 2      # w\n",
     "a:   # x\n  # y\n  b: 1   # z\n  # of b\n# of c\nc: 2      # w\n"},
    {"a comment without a space before it", "a: [b,#c\nd]#e\n", "a: [b,  #c\n  d]  #e\n"},
    {"comments at the end", "a:\n    - b\n    # c\n# d\n", "a:\n  - b\n  # c\n# d\n"},
    {"comments between levels", "a:\n    b:\n    - c\n     # in b\n   # of d\n# of d\nd: 1\n",
     "a:\n  b:\n    - c\n    # in b\n# of d\n# of d\nd: 1\n"},
    {"a block", "a:\n    b: |   # c\n         d\n\n\n           e  \n\n\n\n    f: g\n",
     "a:\n  b: |     # c\n    d\n\n\n      e  \n\n  f: g\n"},
    {"a block that keeps its line ends", "a:\n   - |+\n      b\n\n\n\n   - >+\n      c\n\n\n",
     "a:\n  - |+\n    b\n\n\n\n  - >+\n    c\n\n\n"},
    {"a block with a digit", "a:\n    b: >1-\n       c\n      d\n    e:\n    - |3\n       f\n",
     "a:\n  b: >2-\n      c\n     d\n  e:\n    - |2\n      f\n"},
    {"an empty block", "a: |\n\n\nb: >-\nc: d\n", "a: |\n\nb: >-\nc: d\n"},
    {"scalars over lines", "a:  b\n      c\n\n\n      d\ne: \"f  \n  g \\\n    h\"\n",
     "a: b\n  c\n\n\n  d\ne: \"f\n  g \\\n  h\"\n"},
    {"anchors and the like", "a:   &x\n    b: !!str   1\nc:  [*x,!!str ,&y ]\nd:\n    <<:   *x\n",
     "a: &x\n  b: !!str 1\nc: [*x, !!str , &y ]\nd:\n  <<: *x\n"},
    {"documents", "%YAML 1.1\n---   # a\na: 1\n\n\n---\n\n\nb: 2\n...\n# c\n",
     "%YAML 1.1\n---   # a\na: 1\n\n---\n\nb: 2\n...\n# c\n"},
    {"nothing where a value could be", "a: {b: , c : ,d: }\ne:\nf:   \n  \ng: [ [ ],{ } ]\n",
     "a: {b: , c: , d: }\ne:\nf:\n\ng: [[], {}]\n"},
    {"a key with its mark", "?   a\n:   b\n? c\n", "? a\n: b\n? c\n"},
};

static bool is_readable(struct slice text)
{
    struct diags diags;
    struct yaml_stream stream = {0};

    diags_init(&diags, &arena);
    yaml_read(&diags, &arena, source_new(&arena, "x.yaml", text), &stream);
    return !diags.error_count;
}

/* What is canonical already stays; so does what came of a text. */
static void assert_stays(struct slice text)
{
    bool is_done;
    struct slice again = canonical(text, &is_done);

    if (!is_done || !slice_eq(again, text))
        ck_abort_msg("[%.*s]\nbecomes\n[%.*s]", SLICE_ARG(text), SLICE_ARG(again));
}

START_TEST(layouts)
{
    struct slice text = slice_of(cases[_i].text), got;
    bool is_done;

    ck_assert(is_readable(text));
    got = canonical(text, &is_done);
    if (!is_done || !slice_eq(got, slice_of(cases[_i].want)))
        ck_abort_msg("%s: %s\n[%.*s]\nbut want\n[%s]", cases[_i].name, is_done ? "" : "left",
                     SLICE_ARG(got), cases[_i].want);
    assert_stays(got);
}
END_TEST

/* What no layout can say the same for stays. */
START_TEST(left_as_it_is)
{
    static const char *const texts[] = {"a:  |\n   b", "a:  |+\n   b", "a:  \"\xe2\x80\xa8\"\n",
                                        "a:  b # \xc2\x85\n"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bool is_done;
        struct slice got = canonical(slice_of(texts[i]), &is_done);

        ck_assert(!is_done);
        ck_assert(slice_eq(got, slice_of(texts[i])));
    }
}
END_TEST

/* ---- Specs by chance ---- */

static bool chance(size_t one_in)
{
    return dice_between(&dice, 0, one_in) == 0;
}

/* What stands between two tokens, with other blanks and line ends. */
static void respace_gap(struct str *out, struct slice gap, const char *end_of_line)
{
    for (size_t i = 0; i < gap.len; i++) {
        if (gap.at[i] != '\n') {
            str_putc(out, gap.at[i]);
            continue;
        }
        if (chance(8))
            str_puts(out, " \t");
        str_puts(out, end_of_line);
        if (chance(12))
            str_puts(out, end_of_line);
    }
}

/* Other blanks and line ends where they mean nothing. */
static struct slice respace(struct slice text)
{
    struct tokens tokens = {0};
    struct str out = {0};
    size_t at = 0, flow = 0;
    struct slice result;
    const char *end_of_line = chance(3) ? "\r\n" : "\n";

    assert_quick(tokens_scan(&arena, source_new(&arena, "x.yaml", text), &tokens));
    for (size_t i = 0; i < tokens.list.count; i++) {
        const struct token *token = &tokens.list.at[i];

        if (token->hi <= token->lo || token->kind == TOKEN_LIST || token->kind == TOKEN_MAPPING)
            continue;
        respace_gap(&out, slice_cut(text, at, token->lo), end_of_line);
        if (flow && chance(4))
            str_puts(&out, chance(3) ? "\t" : "  ");
        str_add(&out, slice_cut(text, token->lo, token->hi));
        at = token->hi;
        if ((flow || token->kind == TOKEN_VALUE) && chance(4))
            str_fill(&out, ' ', dice_between(&dice, 1, 4));
        flow += token->kind == TOKEN_OPEN;
        flow -= token->kind == TOKEN_CLOSE;
    }
    str_add(&out, slice_from(text, at));
    result = arena_copy(&arena, str_slice(&out));
    str_release(&out);
    return result;
}

/* Deeper levels: every line's spaces times `factor`. */
static struct slice deepen(struct slice text, size_t factor)
{
    struct str out = {0};
    struct slice result;

    for (size_t at = 0; at < text.len; at = line_next(text, at)) {
        size_t spaces = 0;

        while (at + spaces < text.len && text.at[at + spaces] == ' ')
            spaces++;
        str_fill(&out, ' ', spaces * factor / 2);
        str_add(&out, slice_cut(text, at + spaces, line_next(text, at)));
    }
    result = arena_copy(&arena, str_slice(&out));
    str_release(&out);
    return result;
}

/* A text with bytes put in, taken out and doubled: it may not be YAML any more. */
static struct slice mangle(struct slice text)
{
    static const char *const bits[] = {
        " ",   "  ",   "\n",   "\n\n", "\r\n", "\t",     " # c\n", "#",         ": ",
        "- ",  "[",    "]",    "{",    "}",    ", ",     "? ",     "\"",        "'",
        "|\n", ">-\n", "&a ",  "*a",   "\r",   "~",      "!!str ", "---\n",     "...\n",
        "\\",  "|+\n", "|2\n", "é",    "...",  "a: b\n", "# x\n",  "\n  # y\n", "<<: *a",
    };
    struct str out = {0};

    for (size_t count = dice_between(&dice, 1, 6); count--;) {
        size_t lo = dice_between(&dice, 0, text.len + 1);
        size_t hi = chance(2) ? lo : lo + dice_between(&dice, 0, 6);

        hi = hi < text.len ? hi : text.len;
        out.len = 0;
        str_add(&out, slice_cut(text, 0, lo));
        str_puts(&out, bits[dice_between(&dice, 0, sizeof bits / sizeof *bits)]);
        str_add(&out, slice_from(text, hi));
        text = arena_copy(&arena, str_slice(&out));
    }
    str_release(&out);
    return text;
}

/* canonical_write compares the meaning and the comments itself; what it gives up on is an error
   here, but for a block that the text's end cuts. */
static void try_text(struct slice text, size_t *count)
{
    bool is_done;
    struct slice got;

    if (!is_readable(text))
        return;
    got = canonical(text, &is_done);
    if (!is_done && slice_ends(text, SLICE("\n")))
        ck_abort_msg("left as it is: [%.*s]", SLICE_ARG(text));
    if (is_done)
        assert_stays(got);
    ++*count;
}

static struct slice read_spec(const char *folder, const char *name)
{
    const char *why;
    struct slice path = arena_printf(&arena, "%s/%s", folder, name);
    struct source *source = source_read(&arena, path.at, &why);

    if (!source)
        ck_abort_msg("%s: %s", path.at, why);
    return source->text;
}

static void try_spec(struct slice text, size_t rounds, size_t *count)
{
    assert_stays(text);
    for (size_t i = 0; i < rounds; i++) {
        struct slice spaced = respace(text);

        assert_quick(is_readable(spaced));
        try_text(spaced, count);
        try_text(deepen(text, dice_between(&dice, 2, 9)), count);
        try_text(mangle(i % 2 ? text : spaced), count);
    }
}

static size_t try_folder(const char *folder, size_t rounds)
{
    DIR *stream = opendir(folder);
    const struct dirent *entry;
    size_t count = 0;

    ck_assert_msg(stream != NULL, "%s cannot be read", folder);
    while ((entry = readdir(stream))) {
        if (!slice_ends(slice_of(entry->d_name), SLICE(".yaml")))
            continue;
        try_spec(read_spec(folder, entry->d_name), rounds, &count);
        arena_clear(&arena);
    }
    closedir(stream);
    return count;
}

START_TEST(specs_in_other_layouts)
{
    size_t rounds = rounds_of(ROUNDS);
    size_t count;

    dice = dice_of("fmt");
    count = try_folder("specs", rounds) + try_folder("tests/awsdocs", rounds);
    ck_assert(count > 55 * rounds);
}
END_TEST

Suite *fmt_suite(void)
{
    Suite *suite = suite_create("fmt");
    TCase *tcase = tcase_create("fmt");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, layouts, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tcase, left_as_it_is);
    tcase_add_test(tcase, specs_in_other_layouts);
    suite_add_tcase(suite, tcase);
    return suite;
}
