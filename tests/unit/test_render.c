/* The renderers: text with its excerpts, JSON, SARIF and GitHub commands. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "diag/render.h"
#include "tests/unit/unit.h"

static struct arena arena;
static struct diags diags;
static struct source *source;
static struct str out;
static struct render_options options;

static const struct span nowhere = {0};

static void set_up(void)
{
    arena_init(&arena);
    diags_init(&diags, &arena);
    options = (struct render_options){.spec_count = 1, .bad_count = 1};
}

static void tear_down(void)
{
    str_release(&out);
    arena_release(&arena);
}

static struct source *source_with(const char *path, struct slice text)
{
    source = source_new(&arena, path, arena_copy(&arena, text));
    return source;
}

/* The first place of `needle` in the source made last. */
static struct span at(const char *needle)
{
    size_t lo = slice_find_slice(source->text, slice_of(needle));

    ck_assert_msg(lo < source->text.len, "no %s", needle);
    return span_of(source, lo, lo + strlen(needle));
}

static struct diag *found(struct span span, const char *label)
{
    struct diag *diag = diag_add(&diags, SP0304, span, "message");

    return label ? diag_label(&diags, diag, "%s", label) : diag;
}

#define assert_text(want) assert_rendered(__FILE__, __LINE__, render_text, SLICE(want))

static void assert_rendered(const char *file, int line,
                            void (*render)(struct str *, const struct diags *,
                                           const struct render_options *),
                            struct slice want)
{
    str_release(&out);
    render(&out, &diags, &options);
    assert_slices(file, line, str_slice(&out), want);
}

/* ---- The collection ---- */

static void assert_order(const char *want)
{
    struct str order = {0};

    diags_sort(&diags);
    for (size_t i = 0; i < diags.list.count; i++)
        str_add(&order, diags.list.at[i]->message);
    ck_assert_msg(slice_is(str_slice(&order), want), "%.*s", SLICE_ARG(str_slice(&order)));
    str_release(&order);
}

START_TEST(findings_sort_by_place)
{
    struct source *second = source_with("b", SLICE("0123456789"));
    struct source *first = source_with("a", SLICE("0123456789"));

    second->order = 1;
    diag_add(&diags, SP0123, span_of(second, 0, 1), "h");
    diag_add(&diags, SP0123, span_of(first, 2, 5), "f");
    diag_add(&diags, SP0123, span_of(first, 2, 4), "d");
    diag_add(&diags, SP0304, span_of(first, 2, 4), "g");
    diag_add(&diags, SP0123, span_of(first, 2, 4), "e");
    diag_add(&diags, SP0304, span_of(first, 1, 9), "c");
    diag_add(&diags, SP0304, nowhere, "b")->path = SLICE("z");
    diag_add(&diags, SP0304, nowhere, "a");
    assert_order("abcdegfh");
    ck_assert_uint_eq(diags.error_count, 4);
    ck_assert_uint_eq(diags.warning_count, 4);
}
END_TEST

START_TEST(repetitions_are_left_out)
{
    source_with("a", SLICE("0123456789"));
    for (int i = 0; i < 3; i++) {
        diag_add(&diags, SP0304, span_of(source, 1, 2), "a");
        diag_add(&diags, SP0304, span_of(source, 1, 2), "b"); /* comes between */
        diag_add(&diags, SP0123, span_of(source, 1, 2), "a");
        diag_add(&diags, SP0304, span_of(source, 1, 3), "a");
        diag_add(&diags, SP0304, nowhere, "a")->path = SLICE("x");
        diag_add(&diags, SP0304, nowhere, "a")->path = SLICE("y");
    }
    assert_order("aaaaba");
    ck_assert_uint_eq(diags.error_count, 5);
    ck_assert_uint_eq(diags.warning_count, 1);
    diags_sort(&diags);
    ck_assert_uint_eq(diags.list.count, 6);
}
END_TEST

START_TEST(codes_have_names)
{
    ck_assert_int_eq(diag_code_named(SLICE("SP0304")), SP0304);
    ck_assert_int_eq(diag_code_named(SLICE("sp0304")), SP0304);
    ck_assert_int_eq(diag_code_named(SLICE("SP030")), DIAG_CODE_COUNT);
    ck_assert_int_eq(diag_code_named(SLICE("SP0304 ")), DIAG_CODE_COUNT);
    ck_assert_int_eq(diag_code_named(SLICE("")), DIAG_CODE_COUNT);
    for (int code = 0; code < DIAG_CODE_COUNT; code++)
        ck_assert_int_eq(diag_code_named(slice_of(diag_kind((enum diag_code)code)->name)), code);
    ck_assert_str_eq(severity_name(SEVERITY_NOTE), "note");
}
END_TEST

START_TEST(nothing_found_renders_nothing)
{
    assert_text("");
    render_summary(&out, &diags, &options);
    render_github(&out, &diags, &options);
    ck_assert_uint_eq(out.len, 0);
}
END_TEST

/* ---- Text: one line ---- */

START_TEST(text_is_as_designed)
{
    struct diag *diag;

    source_with("specs/raw_events.yaml", SLICE("external_table:\n"
                                               "  schema: spectrum\n"
                                               "  name: raw_events\n"
                                               "  columns: [{name: id, type: int}]\n"
                                               "  partitioned_by:\n"
                                               "    - {name: year, type: int, date: \"%Y\"}\n"
                                               "\n"
                                               "    - {name: mon, type: int, date: \"%m\"}\n"
                                               "    - {name: day, type: int, date: \"%d\"}\n"
                                               "  format: json\n"
                                               "  location: s3://b/raw/\n\n\n\n\n\n\n"
                                               "  path: year={year}/month={month}/day={day}/\n"));
    diag = diag_add(&diags, SP0304, at("{month}"),
                    "the path names `month`, but the partition column is `mon`");
    diag_label(&diags, diag, "no such partition column");
    diag_related(&diags, diag, at("mon"), "the columns are year, mon, day");
    diag_help(&diags, diag, "write `{mon}`");
    assert_text("error[SP0304]: the path names `month`, but the partition column is `mon`\n"
                "  --> specs/raw_events.yaml:18:27\n"
                "   |\n"
                "18 |   path: year={year}/month={month}/day={day}/\n"
                "   |                           ^^^^^^^ no such partition column\n"
                " 8 |     - {name: mon, type: int, date: \"%m\"}\n"
                "   |              --- the columns are year, mon, day\n"
                "   = help: write `{mon}`\n"
                "\n");
}
END_TEST

START_TEST(text_of_each_severity)
{
    source_with("a.yaml", SLICE("key: value\n"));
    found(at("key"), NULL);
    found(at("value"), "w")->severity = SEVERITY_WARNING;
    found(at(":"), "")->severity = SEVERITY_NOTE;
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n1 | key: value\n  | ^^^\n\n"
                "warning[SP0304]: message\n --> a.yaml:1:6\n  |\n1 | key: value\n"
                "  |      ^^^^^ w\n\n"
                "note[SP0304]: message\n --> a.yaml:1:4\n  |\n1 | key: value\n  |    ^\n\n");
}
END_TEST

START_TEST(text_without_a_place)
{
    struct diag *diag = found(nowhere, "not shown");

    diag_help(&diags, diag, "do this");
    diag = found(nowhere, NULL);
    diag->path = SLICE("specs/\x1b.yaml");
    diag_related(&diags, diag, nowhere, "elsewhere");
    diag_related(&diags, diag, nowhere, "and there");
    diag_note(&diags, diag, "noted");
    assert_text("error[SP0304]: message\n"
                "  = help: do this\n"
                "\n"
                "error[SP0304]: message\n"
                " --> specs/\\x1b.yaml\n"
                "  = note: elsewhere\n"
                "  = note: and there\n"
                "  = note: noted\n"
                "\n");
}
END_TEST

START_TEST(text_is_one_line)
{
    struct diag *diag = diag_add(&diags, SP0304, nowhere, "one\ntwo\n\nfour\n");

    diag_note(&diags, diag, "a\nb");
    diag_help(&diags, diag, "c\nd");
    assert_text("error[SP0304]: one\\ntwo\\n\\nfour\\n\n"
                "  = note: a\\nb\n"
                "  = help: c\\nd\n"
                "\n");
}
END_TEST

START_TEST(marks_of_one_line_are_together)
{
    struct diag *diag;

    source_with("a.yaml", SLICE("alpha beta gamma delta\n"));
    diag = found(at("beta"), "b");
    diag_related(&diags, diag, at("delta"), "d");
    diag_related(&diags, diag, at("alpha"), "a");
    diag_related(&diags, diag, at("gamma"), "%s", "");
    assert_text("error[SP0304]: message\n"
                " --> a.yaml:1:7\n"
                "  |\n"
                "1 | alpha beta gamma delta\n"
                "  | ----- ^^^^ ----- ----- d\n"
                "  | |     |\n"
                "  | |     b\n"
                "  | a\n"
                "\n");
}
END_TEST

START_TEST(marks_may_overlap)
{
    struct diag *diag;

    source_with("a.yaml", SLICE("alpha beta gamma delta\n"));
    diag = found(at("beta"), "inner");
    diag_related(&diags, diag, at("alpha beta gamma"), "outer");
    diag = found(at("alpha beta gamma"), "outer");
    diag_related(&diags, diag, at("beta"), "inner");
    diag = found(at("beta"), "one");
    diag_related(&diags, diag, at("beta"), "two");
    diag = found(at("beta"), "short");
    diag_related(&diags, diag, at("beta gamma"), "long");
    diag = found(at("beta gamma"), "long");
    diag_related(&diags, diag, at("beta"), "short");
    diag = found(at("alpha beta"), "left");
    diag_related(&diags, diag, at("beta gamma"), "right");
    assert_text("error[SP0304]: message\n --> a.yaml:1:7\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  | ------^^^^------\n"
                "  | |     |\n"
                "  | |     inner\n"
                "  | outer\n\n"
                "error[SP0304]: message\n --> a.yaml:1:1\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  | ^^^^^^----^^^^^^\n"
                "  | |     |\n"
                "  | |     inner\n"
                "  | outer\n\n"
                "error[SP0304]: message\n --> a.yaml:1:7\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  |       ^^^^ two\n"
                "  |       |\n"
                "  |       one\n\n"
                "error[SP0304]: message\n --> a.yaml:1:7\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  |       ^^^^------ long\n"
                "  |       |\n"
                "  |       short\n\n"
                "error[SP0304]: message\n --> a.yaml:1:7\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  |       ----^^^^^^ long\n"
                "  |       |\n"
                "  |       short\n\n"
                "error[SP0304]: message\n --> a.yaml:1:1\n  |\n"
                "1 | alpha beta gamma delta\n"
                "  | ^^^^^^^^^^------ right\n"
                "  | |\n"
                "  | left\n\n");
}
END_TEST

START_TEST(marks_keep_their_order_of_lines)
{
    struct diag *diag;

    source_with("a.yaml", SLICE("one\ntwo\nthree\nfour\n"));
    diag = found(at("two"), "first");
    diag_related(&diags, diag, at("four"), "second");
    diag_related(&diags, diag, at("one"), "third");
    diag_related(&diags, diag, at("wo"), "with the first");
    assert_text("error[SP0304]: message\n"
                " --> a.yaml:2:1\n"
                "  |\n"
                "2 | two\n"
                "  | ^-- with the first\n"
                "  | |\n"
                "  | first\n"
                "4 | four\n"
                "  | ---- second\n"
                "1 | one\n"
                "  | --- third\n"
                "\n");
}
END_TEST

START_TEST(another_file_has_its_own_arrow)
{
    struct source *other = source_with("b.yaml", SLICE("\n\n\n\n\n\n\n\n\n\nother here\n"));
    struct diag *diag;

    source_with("a.yaml", SLICE("one\ntwo\n"));
    diag = found(at("two"), "here");
    diag_related(&diags, diag, span_of(other, 16, 20), "there");
    diag_related(&diags, diag, at("one"), "back");
    diag = found(nowhere, NULL);
    diag->path = SLICE("c.yaml");
    diag_related(&diags, diag, at("one"), "see");
    assert_text("error[SP0304]: message\n"
                "  --> a.yaml:2:1\n"
                "   |\n"
                " 2 | two\n"
                "   | ^^^ here\n"
                "   |\n"
                "  ==> b.yaml:11:7\n"
                "   |\n"
                "11 | other here\n"
                "   |       ---- there\n"
                "   |\n"
                "  ==> a.yaml:1:1\n"
                "   |\n"
                " 1 | one\n"
                "   | --- back\n"
                "\n"
                "error[SP0304]: message\n"
                " --> c.yaml\n"
                " ==> a.yaml:1:1\n"
                "  |\n"
                "1 | one\n"
                "  | --- see\n"
                "\n");
}
END_TEST

/* ---- Text: odd characters, ends of lines ---- */

START_TEST(columns_are_those_of_a_terminal)
{
    struct diag *diag;

    source_with("a.yaml",
                SLICE("\tx: \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\xcc\x82 \xf0\x9f\x98\x80 y\n"));
    diag = found(at("\xe6\x9c\xac"), "wide");
    diag_related(&diags, diag, at("e\xcc\x81\xcc\x82"), "combined");
    diag_related(&diags, diag, at("x"), "behind a tab");
    found(at("\t"), "tab");
    found(at("\xcc\x82"), "zero wide");
    found(at("y"), NULL);
    assert_text("error[SP0304]: message\n --> a.yaml:1:6\n  |\n"
                "1 |     x: \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\xcc\x82 \xf0\x9f\x98\x80 y\n"
                "  |     -    ^^ - combined\n"
                "  |     |    |\n"
                "  |     |    wide\n"
                "  |     behind a tab\n\n"
                "error[SP0304]: message\n --> a.yaml:1:1\n  |\n"
                "1 |     x: \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\xcc\x82 \xf0\x9f\x98\x80 y\n"
                "  | ^^^^ tab\n\n"
                "error[SP0304]: message\n --> a.yaml:1:10\n  |\n"
                "1 |     x: \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\xcc\x82 \xf0\x9f\x98\x80 y\n"
                "  |              ^ zero wide\n\n"
                "error[SP0304]: message\n --> a.yaml:1:14\n  |\n"
                "1 |     x: \xe6\x97\xa5\xe6\x9c\xac e\xcc\x81\xcc\x82 \xf0\x9f\x98\x80 y\n"
                "  |                  ^\n\n");
}
END_TEST

START_TEST(nothing_reaches_the_terminal_raw)
{
    struct diag *diag;

    source_with("\x1b[2J.yaml", SLICE("a \x1b[31m\xff\0\x7f\xc2\x9b\xe2\x80\xae\xef\xbb\xbf z\n"));
    diag = diag_add(&diags, SP0304, at("\x1b[31m"), "m \x1b[31m \xc2\x9b \xff \t \r %s",
                    "\xe2\x80\xae");
    diag_label(&diags, diag, "l \x1b[0m\nnext");
    diag_related(&diags, diag, at("z"), "r\x07");
    diag_note(&diags, diag, "n \x1b]0;x\x07");
    diag_help(&diags, diag, "h \xf4\x8f\xbf\xbf \xef\xbf\xbf");
    assert_text("error[SP0304]: m \\x1b[31m \\u009b \\xff \\t \\r \\u202e\n"
                " --> \\x1b[2J.yaml:1:3\n"
                "  |\n"
                "1 | a \\x1b[31m\\xff\\x00\\x7f\\u009b\\u202e\\ufeff z\n"
                "  |   ^^^^^^^^                               - r\\x07\n"
                "  |   |\n"
                "  |   l \\x1b[0m\\nnext\n"
                "  = note: n \\x1b]0;x\\x07\n"
                "  = help: h \\U0010ffff \\uffff\n"
                "\n");
}
END_TEST

START_TEST(empty_spans_have_a_caret)
{
    source_with("a.yaml", SLICE("key:\r\nlast"));
    found(span_of(source, 0, 0), "start");
    found(span_of(source, 4, 4), "end of line");
    found(span_of(source, 5, 5), "within CRLF");
    found(span_of(source, 10, 10), "end of file");
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n1 | key:\n  | ^ start\n\n"
                "error[SP0304]: message\n --> a.yaml:1:5\n  |\n1 | key:\n  |     ^ end of line\n\n"
                "error[SP0304]: message\n --> a.yaml:1:6\n  |\n1 | key:\n  |     ^ within CRLF\n\n"
                "error[SP0304]: message\n --> a.yaml:2:5\n  |\n2 | last\n"
                "  |     ^ end of file\n\n");
}
END_TEST

START_TEST(an_empty_file_has_a_place)
{
    source_with("a.yaml", SLICE(""));
    found(span_of(source, 0, 0), "nothing here");
    source_with("b.yaml", SLICE("\xef\xbb\xbf"));
    found(span_of(source, 0, 3), "only a mark");
    source_with("c.yaml", SLICE("a\n"));
    found(span_of(source, 2, 2), "the line after");
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n1 |\n  | ^ nothing here\n\n"
                "error[SP0304]: message\n --> b.yaml:1:1\n  |\n1 |\n  | ^ only a mark\n\n"
                "error[SP0304]: message\n --> c.yaml:2:1\n  |\n2 |\n  | ^ the line after\n\n");
}
END_TEST

START_TEST(a_byte_order_mark_is_not_shown)
{
    source_with("a.yaml", SLICE("\xef\xbb\xbfkey: value\n"));
    found(at("key"), "k");
    found(at("value"), "v");
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n1 | key: value\n  | ^^^ k\n\n"
                "error[SP0304]: message\n --> a.yaml:1:6\n  |\n1 | key: value\n"
                "  |      ^^^^^ v\n\n");
}
END_TEST

START_TEST(a_span_beyond_the_text_is_cut)
{
    source_with("a.yaml", SLICE("abc"));
    found(span_of(source, 1, 99), "to the end");
    found(span_of(source, 50, 60), "behind it");
    assert_text("error[SP0304]: message\n --> a.yaml:1:2\n  |\n1 | abc\n  |  ^^ to the end\n\n"
                "error[SP0304]: message\n --> a.yaml:1:4\n  |\n1 | abc\n  |    ^ behind it\n\n");
}
END_TEST

/* ---- Text: several lines ---- */

static void source_of_lines(void)
{
    source_with("a.yaml", SLICE("one\n  two: 2\n  three: 3\n\n  five: 5\n  six: 6\n  seven: 7\n"
                                "  eight: 8\n  nine: 9\n  ten: 10\n"));
}

START_TEST(a_mark_over_lines_has_a_bar)
{
    source_of_lines();
    found(span_join(at("two"), at("five: 5")), "from its line's start");
    found(span_join(at(": 2"), at("three")), "from within its line");
    found(span_join(at("two"), at("three: 3\n\n  ")), "trailing white space is left out");
    assert_text("error[SP0304]: message\n --> a.yaml:2:3\n  |\n"
                "2 | /   two: 2\n"
                "3 | |   three: 3\n"
                "4 | |\n"
                "5 | |   five: 5\n"
                "  | |_________^ from its line's start\n\n"
                "error[SP0304]: message\n --> a.yaml:2:6\n  |\n"
                "2 |     two: 2\n"
                "  |  ______^\n"
                "3 | |   three: 3\n"
                "  | |_______^ from within its line\n\n"
                "error[SP0304]: message\n --> a.yaml:2:3\n  |\n"
                "2 | /   two: 2\n"
                "3 | |   three: 3\n"
                "  | |__________^ trailing white space is left out\n\n");
}
END_TEST

START_TEST(a_mark_over_many_lines_is_cut)
{
    struct diag *diag;

    source_of_lines();
    diag = found(span_join(at("one"), at("ten")), "much");
    diag_related(&diags, diag, at("five"), "in the middle of it");
    diag_related(&diags, diag, span_join(at("two"), at("three")), "also long");
    assert_text("error[SP0304]: message\n"
                "  --> a.yaml:1:1\n"
                "   |\n"
                " 1 | / one\n"
                "...  |\n"
                "10 | |   ten: 10\n"
                "   | |_____^ much\n"
                " 5 |   five: 5\n"
                "   |   ---- in the middle of it\n"
                " 2 | /   two: 2\n"
                " 3 | |   three: 3\n"
                "   | |_______- also long\n"
                "\n");
}
END_TEST

START_TEST(long_lines_of_a_long_mark_are_cut)
{
    struct str text = {0};

    for (int line = 0; line < 3; line++) {
        for (int word = 0; word < 30; word++)
            str_printf(&text, "w%d%02d ", line, word);
        str_putc(&text, '\n');
    }
    source_with("a.yaml", str_slice(&text));
    str_release(&text);
    options.width = 44;
    found(span_join(at("w015"), at("w220")), "long");
    assert_text("error[SP0304]: message\n --> a.yaml:1:76\n  |\n"
                "1 |   ...w012 w013 w014 w015 w016 w017 w0...\n"
                "  |  ___________________^\n"
                "2 | | w100 w101 w102 w103 w104 w105 w106 ...\n"
                "3 | | ...218 w219 w220 w221 w222 w223 w22...\n"
                "  | |________________^ long\n\n");
}
END_TEST

START_TEST(a_span_of_line_ends_is_on_one_line)
{
    source_with("a.yaml", SLICE("one  \r\n\r\n \n\ntwo"));
    found(span_of(source, 0, 7), "a line and its end");
    found(span_of(source, 3, 12), "nothing but space");
    found(span_of(source, 9, 15), "from an empty line");
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n1 | one\n"
                "  | ^^^^^ a line and its end\n\n"
                "error[SP0304]: message\n --> a.yaml:1:4\n  |\n1 | one\n"
                "  |    ^ nothing but space\n\n"
                "error[SP0304]: message\n --> a.yaml:3:1\n  |\n"
                "3 | /\n"
                "4 | |\n"
                "5 | | two\n"
                "  | |___^ from an empty line\n\n");
}
END_TEST

/* ---- Text: long lines ---- */

static void source_of_words(int count)
{
    struct str text = {0};

    for (int i = 0; i < count; i++)
        str_printf(&text, "w%03d ", i);
    str_puts(&text, "end\nshort\n");
    source_with("a.yaml", str_slice(&text));
    str_release(&text);
}

START_TEST(long_lines_are_cut_around_the_mark)
{
    source_of_words(200);
    options.width = 60;
    found(at("w000"), "start");
    found(at("w100"), "middle");
    found(at("end"), "end");
    found(at("short"), "short");
    assert_text("error[SP0304]: message\n --> a.yaml:1:1\n  |\n"
                "1 | w000 w001 w002 w003 w004 w005 w006 w007 w008 w009 w01...\n"
                "  | ^^^^ start\n\n"
                "error[SP0304]: message\n --> a.yaml:1:501\n  |\n"
                "1 | ...096 w097 w098 w099 w100 w101 w102 w103 w104 w105 w...\n"
                "  |                       ^^^^ middle\n\n"
                "error[SP0304]: message\n --> a.yaml:1:1001\n  |\n"
                "1 | ... w191 w192 w193 w194 w195 w196 w197 w198 w199 end\n"
                "  |                                                  ^^^ end\n\n"
                "error[SP0304]: message\n --> a.yaml:2:1\n  |\n2 | short\n  | ^^^^^ short\n\n");
}
END_TEST

START_TEST(a_line_as_wide_as_the_page_is_whole)
{
    source_with("a.yaml", SLICE("0123456789012345678901234567890123456789\n"));
    found(at("9"), NULL);
    options.width = 44;
    assert_text("error[SP0304]: message\n --> a.yaml:1:10\n  |\n"
                "1 | 0123456789012345678901234567890123456789\n"
                "  |          ^\n\n");
    options.width = 43;
    assert_text("error[SP0304]: message\n --> a.yaml:1:10\n  |\n"
                "1 | 012345678901234567890123456789012345...\n"
                "  |          ^\n\n");
}
END_TEST

/* Characters without width fill the bytes that are looked at, and the first of them is not cut. */
START_TEST(a_flood_of_combining_characters_is_cut)
{
    struct str text = {0}, want = {0};

    for (int i = 0; i < 1000; i++)
        str_puts(&text, i == 500 ? "xy" : "\xe2\x83\x90");
    source_with("a.yaml", str_slice(&text));
    options.width = 26; /* 22 columns of text, for each of which 4 bytes are looked at */
    found(at("x"), "here");
    render_text(&out, &diags, &options);
    str_puts(&want, "error[SP0304]: message\n --> a.yaml:1:501\n  |\n1 | ...");
    str_puts(&want, "xy");
    for (int i = 0; i < 58; i++)
        str_puts(&want, "\xe2\x83\x90");
    str_puts(&want, "...\n  |    ^ here\n\n");
    assert_slices(__FILE__, __LINE__, str_slice(&out), str_slice(&want));
    str_release(&text);
    str_release(&want);
}
END_TEST

START_TEST(marks_far_apart_are_shown_apart)
{
    struct diag *diag;

    source_of_words(200);
    options.width = 60;
    diag = found(at("w100"), "here");
    diag_related(&diags, diag, at("w102"), "near");
    diag_related(&diags, diag, at("w000"), "far");
    diag_related(&diags, diag, at("w130"), "too far");
    assert_text("error[SP0304]: message\n --> a.yaml:1:501\n  |\n"
                "1 | ...w097 w098 w099 w100 w101 w102 w103 w104 w105 w106 ...\n"
                "  |                   ^^^^      ---- near\n"
                "  |                   |\n"
                "  |                   here\n"
                "1 | w000 w001 w002 w003 w004 w005 w006 w007 w008 w009 w01...\n"
                "  | ---- far\n"
                "1 | ...126 w127 w128 w129 w130 w131 w132 w133 w134 w135 w...\n"
                "  |                       ---- too far\n\n");
}
END_TEST

START_TEST(a_mark_may_be_longer_than_the_page)
{
    source_of_words(200);
    options.width = 50;
    found(span_join(at("w050"), at("w150")), "much");
    assert_text("error[SP0304]: message\n --> a.yaml:1:251\n  |\n"
                "1 | ... w050 w051 w052 w053 w054 w055 w056 w057...\n"
                "  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ much\n\n");
}
END_TEST

/* The columns of the widest row of source text. */
static unsigned widest_row(struct slice text)
{
    unsigned widest = 0;

    while (text.len) {
        size_t end = slice_find(text, '\n');

        if (end > 4 && text.at[0] >= '0' && text.at[0] <= '9' && end - 4 > widest)
            widest = (unsigned)end - 4;
        text = slice_from(text, end + 1);
    }
    return widest;
}

START_TEST(lines_fit_the_page)
{
    source_of_words(400);
    for (int i = 0; i < 400; i += 13)
        found(span_of(source, (size_t)i * 5, (size_t)i * 5 + 4), "a label that takes some room");
    for (unsigned width = 26; width < 250; width += 7) {
        options.width = width;
        str_release(&out);
        render_text(&out, &diags, &options);
        ck_assert_uint_eq(widest_row(str_slice(&out)), width - 4);
    }
    options.width = 1; /* as narrow as is still of use */
    str_release(&out);
    render_text(&out, &diags, &options);
    ck_assert_uint_eq(widest_row(str_slice(&out)), 22);
    options.width = 0;
    str_release(&out);
    render_text(&out, &diags, &options);
    ck_assert_uint_eq(widest_row(str_slice(&out)), 200);
}
END_TEST

START_TEST(wide_characters_are_not_cut_in_half)
{
    struct str text = {0};

    for (int i = 0; i < 300; i++)
        str_puts(&text, i == 150 ? "x" : "\xe6\x97\xa5");
    source_with("a.yaml", str_slice(&text));
    str_release(&text);
    options.width = 24;
    found(at("x"), NULL);
    assert_text("error[SP0304]: message\n --> a.yaml:1:151\n  |\n"
                "1 | ... \xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5x"
                "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5...\n"
                "  |           ^\n\n");
}
END_TEST

/* A line of a megabyte with many findings: each costs no more than what is shown of it. */
START_TEST(huge_lines_cost_little)
{
    static const char *const units[] = {"a", "\xcc\x81", "\xff", "\t", "\xe6\x97\xa5"};

    for (size_t unit = 0; unit < sizeof units / sizeof *units; unit++) {
        struct str text = {0};

        while (text.len < 1000000)
            str_puts(&text, units[unit]);
        source_with("a.yaml", str_slice(&text));
        str_release(&text);
        for (size_t i = 0; i < 50; i++)
            found(span_of(source, i * 19999, i * 19999 + 3), "here");
    }
    render_text(&out, &diags, &options);
    ck_assert_uint_gt(out.len, 0);
    ck_assert_uint_lt(out.len, 1000u * 4000);
}
END_TEST

/* ---- Text: colour ---- */

START_TEST(colours_are_put_on_and_off)
{
    struct diag *diag;

    source_with("a.yaml", SLICE("key: value\n"));
    options.use_color = true;
    diag = found(at("key"), "k");
    diag_related(&diags, diag, at("value"), "%s", "");
    diag_note(&diags, diag, "n");
    diag_help(&diags, diag, "h");
    assert_text("\x1b[1;31merror[SP0304]\x1b[0m\x1b[1m: \x1b[0m\x1b[1mmessage\x1b[0m\n"
                " \x1b[1;34m-->\x1b[0m a.yaml:1:1\n"
                "\x1b[1;34m  |\x1b[0m\n"
                "\x1b[1;34m1 |\x1b[0m key: value\n"
                "\x1b[1;34m  |\x1b[0m \x1b[1;31m^^^\x1b[0m  \x1b[1;34m-----\x1b[0m\n"
                "\x1b[1;34m  |\x1b[0m \x1b[1;31m|\x1b[0m\n"
                "\x1b[1;34m  |\x1b[0m \x1b[1;31mk\x1b[0m\n"
                "  \x1b[1;34m= \x1b[0m\x1b[1mnote\x1b[0m: n\n"
                "  \x1b[1;34m= \x1b[0m\x1b[1;36mhelp\x1b[0m: h\n"
                "\n");
}
END_TEST

/* Without its colours the text is the same as without any. */
START_TEST(colours_change_nothing_else)
{
    struct str plain = {0}, stripped = {0};
    struct diag *diag;

    source_of_lines();
    diag = found(span_join(at("two"), at("nine")), "label\nlabel");
    diag_related(&diags, diag, at("ten"), "related");
    diag_help(&diags, diag, "one\ntwo");
    found(at("six"), "w")->severity = SEVERITY_WARNING;
    found(at("one"), "n")->severity = SEVERITY_NOTE;
    render_text(&plain, &diags, &options);
    options.use_color = true;
    render_text(&out, &diags, &options);
    for (size_t i = 0; i < out.len; i++) {
        if (out.at[i] != '\x1b')
            str_putc(&stripped, out.at[i]);
        else
            i += slice_find(slice_from(str_slice(&out), i), 'm');
    }
    ck_assert(slice_eq(str_slice(&plain), str_slice(&stripped)));
    ck_assert_uint_gt(out.len, plain.len);
    str_release(&plain);
    str_release(&stripped);
}
END_TEST

/* ---- The summary ---- */

static const struct {
    size_t errors, warnings, bad, specs;
    const char *text;
} summaries[] = {
    {0, 0, 0, 14, ""},
    {3, 1, 2, 14, "3 errors, 1 warning in 2 of 14 specs\n"},
    {1, 2, 1, 1, "1 error, 2 warnings in 1 spec\n"},
    {1, 0, 1, 2, "1 error in 1 of 2 specs\n"},
    {0, 1, 1, 3, "1 warning in 1 of 3 specs\n"},
    {0, 2, 2, 2, "2 warnings in 2 of 2 specs\n"},
    {1, 0, 0, 0, "1 error\n"},
    {2, 0, 0, 5, "2 errors\n"},
};

START_TEST(summary_counts)
{
    diags.error_count = summaries[_i].errors;
    diags.warning_count = summaries[_i].warnings;
    options.bad_count = summaries[_i].bad;
    options.spec_count = summaries[_i].specs;
    render_summary(&out, &diags, &options);
    ck_assert_msg(slice_is(str_slice(&out), summaries[_i].text), "%.*s",
                  SLICE_ARG(str_slice(&out)));
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_is_as_documented)
{
    struct diag *diag;

    source_with("a.yaml", SLICE("caf\xc3\xa9: v\nnext: x\n"));
    diag = found(at("v\nn"), "la\"bel");
    diag_related(&diags, diag, at("x"), "rel");
    diag_note(&diags, diag, "note \xff");
    diag_help(&diags, diag, "help");
    diag_fix(&diags, diag, at("v"), SLICE("w"), true);
    diag_fix(&diags, diag, span_of(source, 0, 0), SLICE("a: b\n"), false);
    assert_rendered(__FILE__, __LINE__, render_json,
                    SLICE("{\n"
                          "  \"version\": 1,\n"
                          "  \"diagnostics\": [\n"
                          "    {\n"
                          "      \"code\": \"SP0304\",\n"
                          "      \"severity\": \"error\",\n"
                          "      \"message\": \"message\",\n"
                          "      \"path\": \"a.yaml\",\n"
                          "      \"span\": {\n"
                          "        \"line\": 1,\n"
                          "        \"column\": 7,\n"
                          "        \"end_line\": 2,\n"
                          "        \"end_column\": 2,\n"
                          "        \"start\": 7,\n"
                          "        \"end\": 10\n"
                          "      },\n"
                          "      \"label\": \"la\\\"bel\",\n"
                          "      \"related\": [\n"
                          "        {\n"
                          "          \"path\": \"a.yaml\",\n"
                          "          \"span\": {\n"
                          "            \"line\": 2,\n"
                          "            \"column\": 3,\n"
                          "            \"end_line\": 2,\n"
                          "            \"end_column\": 4,\n"
                          "            \"start\": 11,\n"
                          "            \"end\": 12\n"
                          "          },\n"
                          "          \"label\": \"rel\"\n"
                          "        }\n"
                          "      ],\n"
                          "      \"notes\": [\n"
                          "        \"note \xef\xbf\xbd\"\n"
                          "      ],\n"
                          "      \"help\": [\n"
                          "        \"help\"\n"
                          "      ],\n"
                          "      \"fix\": {\n"
                          "        \"safe\": false,\n"
                          "        \"edits\": [\n"
                          "          {\n"
                          "            \"path\": \"a.yaml\",\n"
                          "            \"span\": {\n"
                          "              \"line\": 1,\n"
                          "              \"column\": 7,\n"
                          "              \"end_line\": 1,\n"
                          "              \"end_column\": 8,\n"
                          "              \"start\": 7,\n"
                          "              \"end\": 8\n"
                          "            },\n"
                          "            \"text\": \"w\"\n"
                          "          },\n"
                          "          {\n"
                          "            \"path\": \"a.yaml\",\n"
                          "            \"span\": {\n"
                          "              \"line\": 1,\n"
                          "              \"column\": 1,\n"
                          "              \"end_line\": 1,\n"
                          "              \"end_column\": 1,\n"
                          "              \"start\": 0,\n"
                          "              \"end\": 0\n"
                          "            },\n"
                          "            \"text\": \"a: b\\n\"\n"
                          "          }\n"
                          "        ]\n"
                          "      }\n"
                          "    }\n"
                          "  ],\n"
                          "  \"summary\": {\n"
                          "    \"errors\": 1,\n"
                          "    \"warnings\": 0,\n"
                          "    \"specs\": 1\n"
                          "  }\n"
                          "}\n"));
}
END_TEST

START_TEST(json_of_nothing)
{
    options.spec_count = 14;
    assert_rendered(__FILE__, __LINE__, render_json,
                    SLICE("{\n"
                          "  \"version\": 1,\n"
                          "  \"diagnostics\": [],\n"
                          "  \"summary\": {\n"
                          "    \"errors\": 0,\n"
                          "    \"warnings\": 0,\n"
                          "    \"specs\": 14\n"
                          "  }\n"
                          "}\n"));
}
END_TEST

/* What stands at a path such as "runs/0/results" of the JSON in `out`. */
static const json_t *look_up(const json_t *json, const char *path)
{
    char part[64];
    int used;

    while (json && sscanf(path, "%63[^/]%n", part, &used) == 1) {
        json = json_is_array(json) ? json_array_get(json, (size_t)atoi(part))
                                   : json_object_get(json, part);
        path += used;
        path += *path == '/';
    }
    return json;
}

static json_t *parsed(void)
{
    json_error_t error;
    json_t *json = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);

    ck_assert_msg(json != NULL, "%s", error.text);
    return json;
}

static void assert_json(const json_t *json, const char *path, const char *want)
{
    const json_t *got = look_up(json, path);
    char *text = got ? json_dumps(got, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

    ck_assert_msg(text != NULL, "there is no %s", path);
    ck_assert_str_eq(text, want);
    free(text);
}

START_TEST(json_without_a_place)
{
    json_t *json;

    found(nowhere, NULL);
    found(nowhere, NULL)->path = SLICE("specs/\xff.yaml");
    diag_related(&diags, found(nowhere, NULL), nowhere, "elsewhere");
    diag_related(&diags, diags.list.at[2], nowhere, "and there");
    diag_note(&diags, diags.list.at[2], "one");
    diag_note(&diags, diags.list.at[2], "two");
    diag_note(&diags, diags.list.at[2], "three");
    render_json(&out, &diags, &options);
    json = parsed();
    assert_json(json, "diagnostics/0/path", "null");
    assert_json(json, "diagnostics/0/span", "null");
    assert_json(json, "diagnostics/0/label", "\"\"");
    assert_json(json, "diagnostics/0/related", "[]");
    assert_json(json, "diagnostics/0/fix", "null");
    assert_json(json, "diagnostics/1/path", "\"specs/\xef\xbf\xbd.yaml\"");
    assert_json(json, "diagnostics/2/notes", "[\"one\",\"two\",\"three\"]");
    assert_json(json, "diagnostics/2/related",
                "[{\"path\":null,\"span\":null,\"label\":\"elsewhere\"},"
                "{\"path\":null,\"span\":null,\"label\":\"and there\"}]");
    json_decref(json);
}
END_TEST

/* ---- SARIF ---- */

START_TEST(sarif_names_each_rule_once)
{
    json_t *json;

    source_with("a.yaml", SLICE("key: value\n"));
    diag_add(&diags, SP0304, at("key"), "one");
    diag_add(&diags, SP0123, at("key"), "two");
    diag_add(&diags, SP0304, at("value"), "three");
    render_sarif(&out, &diags, &options);
    json = parsed();
    assert_json(json, "version", "\"2.1.0\"");
    assert_json(json, "runs/0/tool/driver/name", "\"spectrumc\"");
    assert_json(json, "runs/0/columnKind", "\"unicodeCodePoints\"");
    ck_assert_uint_eq(json_array_size(look_up(json, "runs/0/tool/driver/rules")), 2);
    assert_json(json, "runs/0/tool/driver/rules/0/id", "\"SP0123\"");
    assert_json(json, "runs/0/tool/driver/rules/1/id", "\"SP0304\"");
    assert_json(json, "runs/0/tool/driver/rules/0/defaultConfiguration/level", "\"warning\"");
    ck_assert_str_eq(
        json_string_value(look_up(json, "runs/0/tool/driver/rules/1/shortDescription/text")),
        diag_kind(SP0304)->title);
    ck_assert_str_eq(
        json_string_value(look_up(json, "runs/0/tool/driver/rules/1/fullDescription/text")),
        diag_kind(SP0304)->explanation);
    assert_json(json, "runs/0/results/0/ruleIndex", "1");
    assert_json(json, "runs/0/results/1/ruleIndex", "0");
    assert_json(json, "runs/0/results/1/level", "\"warning\"");
    assert_json(json, "runs/0/results/2/ruleId", "\"SP0304\"");
    json_decref(json);
}
END_TEST

START_TEST(sarif_names_the_first_rule)
{
    json_t *json;

    diag_add(&diags, (enum diag_code)0, nowhere, "once");
    diag_add(&diags, SP0304, nowhere, "also once");
    render_sarif(&out, &diags, &options);
    json = parsed();
    ck_assert_uint_eq(json_array_size(look_up(json, "runs/0/tool/driver/rules")), 2);
    ck_assert_str_eq(json_string_value(look_up(json, "runs/0/tool/driver/rules/0/id")),
                     diag_kind((enum diag_code)0)->name);
    assert_json(json, "runs/0/results/0/ruleIndex", "0");
    assert_json(json, "runs/0/results/1/ruleIndex", "1");
    json_decref(json);
}
END_TEST

START_TEST(sarif_places_findings)
{
    json_t *json;
    struct diag *diag;

    source_with("sp ecs/%25\xc3\xa9:x#?.yaml", SLICE("\xef\xbb\xbf\xc3\xa9: value\n"));
    diag = found(at("value"), "lab");
    diag_related(&diags, diag, nowhere, "aside");
    diag_related(&diags, diag, at("\xc3\xa9"), "rel");
    diag_related(&diags, diag, at("value"), "again");
    diag_note(&diags, diag, "noted");
    diag_help(&diags, diag, "mend");
    diag_fix(&diags, diag, at("value"), SLICE("v"), true);
    render_sarif(&out, &diags, &options);
    json = parsed();
    assert_json(json, "runs/0/results/0/message/text",
                "\"message\\nnote: aside\\nnote: noted\\nhelp: mend\"");
    assert_json(json, "runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
                "\"sp%20ecs/%2525%C3%A9%3Ax%23%3F.yaml\"");
    assert_json(json, "runs/0/results/0/locations/0/physicalLocation/region",
                "{\"startLine\":1,\"startColumn\":4,\"endLine\":1,\"endColumn\":9,"
                "\"byteOffset\":7,\"byteLength\":5}");
    assert_json(json, "runs/0/results/0/locations/0/message/text", "\"lab\"");
    ck_assert_uint_eq(json_array_size(look_up(json, "runs/0/results/0/relatedLocations")), 2);
    assert_json(json, "runs/0/results/0/relatedLocations/0/message/text", "\"rel\"");
    assert_json(json, "runs/0/results/0/relatedLocations/1/message/text", "\"again\"");
    assert_json(json, "runs/0/results/0/fixes/0/description/text", "\"mend\"");
    assert_json(json, "runs/0/results/0/fixes/0/artifactChanges/0/replacements",
                "[{\"deletedRegion\":{\"startLine\":1,\"startColumn\":4,\"endLine\":1,"
                "\"endColumn\":9,\"byteOffset\":7,\"byteLength\":5},"
                "\"insertedContent\":{\"text\":\"v\"}}]");
    json_decref(json);
}
END_TEST

START_TEST(sarif_groups_fixes_by_file)
{
    struct source *other = source_with("/tmp/b.yaml", SLICE("other\n"));
    json_t *json;
    struct diag *diag;

    source_with("a.yaml", SLICE("key: value\n"));
    diag = found(at("key"), NULL);
    diag_fix(&diags, diag, at("key"), SLICE("k"), true);
    diag_fix(&diags, diag, span_of(other, 0, 1), SLICE("o"), true);
    diag_fix(&diags, diag, span_of(other, 2, 3), SLICE("h"), true);
    diag_fix(&diags, diag, at("value"), SLICE("v"), true);
    render_sarif(&out, &diags, &options);
    json = parsed();
    ck_assert_uint_eq(json_array_size(look_up(json, "runs/0/results/0/fixes")), 1);
    ck_assert_uint_eq(json_array_size(look_up(json, "runs/0/results/0/fixes/0/artifactChanges")),
                      2);
    ck_assert_uint_eq(
        json_array_size(look_up(json, "runs/0/results/0/fixes/0/artifactChanges/0/replacements")),
        2);
    assert_json(json, "runs/0/results/0/fixes/0/artifactChanges/1/artifactLocation/uri",
                "\"file:///tmp/b.yaml\"");
    json_decref(json);
}
END_TEST

START_TEST(sarif_without_a_place)
{
    json_t *json;

    found(nowhere, NULL);
    found(nowhere, NULL)->path = SLICE("a.yaml");
    render_sarif(&out, &diags, &options);
    json = parsed();
    assert_json(json, "runs/0/results/0/locations", "[]");
    assert_json(json, "runs/0/results/1/locations",
                "[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a.yaml\"}}}]");
    ck_assert_ptr_null(look_up(json, "runs/0/results/0/fixes"));
    ck_assert_ptr_null(look_up(json, "runs/0/results/0/relatedLocations"));
    json_decref(json);
}
END_TEST

/* ---- GitHub ---- */

START_TEST(github_escapes)
{
    struct diag *diag;

    source_with("a,b:c%.yaml", SLICE("key: value\nnext\n"));
    diag = diag_add(&diags, SP0304, at("value"), "100%%\nsure, no: x\r \x1b[0m");
    diag_label(&diags, diag, "here");
    diag_related(&diags, diag, at("next"), "there");
    diag_related(&diags, diag, nowhere, "aside");
    diag_note(&diags, diag, "n");
    diag_help(&diags, diag, "h");
    assert_rendered(__FILE__, __LINE__, render_github,
                    SLICE("::error file=a%2Cb%3Ac%25.yaml,line=1,col=6,endLine=1,endColumn=11,"
                          "title=SP0304::100%25\\nsure, no: x\\r \\x1b[0m%0Ahere"
                          "%0Aa,b:c%25.yaml:2:1: there%0Anote: aside%0Anote: n%0Ahelp: h\n"));
}
END_TEST

START_TEST(github_has_its_own_words)
{
    source_with("a.yaml", SLICE("key: value\nnext\n"));
    found(at("key: value\nnext"), NULL)->severity = SEVERITY_WARNING;
    found(nowhere, NULL)->severity = SEVERITY_NOTE;
    found(nowhere, NULL)->path = SLICE("b.yaml");
    assert_rendered(__FILE__, __LINE__, render_github,
                    SLICE("::warning file=a.yaml,line=1,endLine=2,title=SP0304::message\n"
                          "::notice title=SP0304::message\n"
                          "::error file=b.yaml,title=SP0304::message\n"));
}
END_TEST

/* ---- All renderers ---- */

/* Whether nothing but printable characters and the ends of lines is in `text`. */
static bool is_printable(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (((unsigned char)text.at[i] < 0x20 && text.at[i] != '\n') || text.at[i] == 0x7f)
            return false;
    return true;
}

/* Random spans over random bytes: what comes out is one JSON text, lines without control
   characters, and as many commands as findings. */
START_TEST(any_span_of_any_bytes_renders)
{
    static const char *const pieces[] = {
        "a",     "word ",    "\n",           "\r\n",     "\r", "\t",           "\xff",
        "\x1b[", "\xcc\x81", "\xe6\x97\xa5", "\xe6\x97", "%",  "\xe2\x80\xae", "    ",
    };
    struct dice dice = dice_of("any_span_of_any_bytes_renders");

    for (size_t round = rounds_of(100); round > 0; round--) {
        struct str text = {0};
        size_t commands = 0;

        tear_down();
        set_up();
        for (size_t left = dice_between(&dice, 0, 300); left; left--)
            str_puts(&text, pieces[dice_between(&dice, 0, sizeof pieces / sizeof *pieces)]);
        source_with("a.yaml", str_slice(&text));
        for (int i = 0; i < 10; i++) {
            struct diag *diag = NULL;

            for (int part = 0; part < 4; part++) {
                size_t lo = dice_between(&dice, 0, text.len + 1);
                size_t hi = dice_between(&dice, lo, text.len + 1);
                struct span span = span_of(source, lo, dice_between(&dice, 0, 2) ? lo : hi);

                if (!diag)
                    diag = found(span, "label");
                else
                    diag_related(&diags, diag, span, "%.*s", (int)(hi - lo), source->text.at + lo);
            }
        }
        str_release(&text);
        diags_sort(&diags);
        options.width = (unsigned)dice_between(&dice, 0, 120);
        render_text(&out, &diags, &options);
        assert_quick(is_printable(str_slice(&out)));
        str_release(&out);
        render_github(&out, &diags, &options);
        assert_quick(is_printable(str_slice(&out)));
        for (size_t i = 0; i < out.len; i++)
            commands += out.at[i] == '\n';
        assert_quick(commands == diags.list.count);
        str_release(&out);
        render_json(&out, &diags, &options);
        json_decref(parsed());
        str_release(&out);
        render_sarif(&out, &diags, &options);
        json_decref(parsed());
    }
}
END_TEST

static TCase *text_tests(void)
{
    TCase *tests = tcase_create("text");

    tcase_add_test(tests, text_is_as_designed);
    tcase_add_test(tests, text_of_each_severity);
    tcase_add_test(tests, text_without_a_place);
    tcase_add_test(tests, text_is_one_line);
    tcase_add_test(tests, marks_of_one_line_are_together);
    tcase_add_test(tests, marks_may_overlap);
    tcase_add_test(tests, marks_keep_their_order_of_lines);
    tcase_add_test(tests, another_file_has_its_own_arrow);
    tcase_add_test(tests, columns_are_those_of_a_terminal);
    tcase_add_test(tests, nothing_reaches_the_terminal_raw);
    tcase_add_test(tests, empty_spans_have_a_caret);
    tcase_add_test(tests, an_empty_file_has_a_place);
    tcase_add_test(tests, a_byte_order_mark_is_not_shown);
    tcase_add_test(tests, a_span_beyond_the_text_is_cut);
    tcase_add_test(tests, a_mark_over_lines_has_a_bar);
    tcase_add_test(tests, a_mark_over_many_lines_is_cut);
    tcase_add_test(tests, long_lines_of_a_long_mark_are_cut);
    tcase_add_test(tests, a_span_of_line_ends_is_on_one_line);
    tcase_add_test(tests, long_lines_are_cut_around_the_mark);
    tcase_add_test(tests, a_line_as_wide_as_the_page_is_whole);
    tcase_add_test(tests, a_flood_of_combining_characters_is_cut);
    tcase_add_test(tests, marks_far_apart_are_shown_apart);
    tcase_add_test(tests, a_mark_may_be_longer_than_the_page);
    tcase_add_test(tests, lines_fit_the_page);
    tcase_add_test(tests, wide_characters_are_not_cut_in_half);
    tcase_add_test(tests, huge_lines_cost_little);
    tcase_add_test(tests, colours_are_put_on_and_off);
    tcase_add_test(tests, colours_change_nothing_else);
    tcase_add_loop_test(tests, summary_counts, 0, sizeof summaries / sizeof *summaries);
    return tests;
}

static TCase *format_tests(void)
{
    TCase *tests = tcase_create("formats");

    tcase_add_test(tests, json_is_as_documented);
    tcase_add_test(tests, json_of_nothing);
    tcase_add_test(tests, json_without_a_place);
    tcase_add_test(tests, sarif_names_each_rule_once);
    tcase_add_test(tests, sarif_names_the_first_rule);
    tcase_add_test(tests, sarif_places_findings);
    tcase_add_test(tests, sarif_groups_fixes_by_file);
    tcase_add_test(tests, sarif_without_a_place);
    tcase_add_test(tests, github_escapes);
    tcase_add_test(tests, github_has_its_own_words);
    tcase_add_test(tests, any_span_of_any_bytes_renders);
    return tests;
}

static TCase *collection_tests(void)
{
    TCase *tests = tcase_create("collection");

    tcase_add_test(tests, findings_sort_by_place);
    tcase_add_test(tests, repetitions_are_left_out);
    tcase_add_test(tests, codes_have_names);
    tcase_add_test(tests, nothing_found_renders_nothing);
    return tests;
}

Suite *render_suite(void)
{
    Suite *suite = suite_create("render");
    TCase *cases[] = {collection_tests(), text_tests(), format_tests()};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tcase_add_checked_fixture(cases[i], set_up, tear_down);
        tcase_set_timeout(cases[i], 30);
        suite_add_tcase(suite, cases[i]);
    }
    return suite;
}
