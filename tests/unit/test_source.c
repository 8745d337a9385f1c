/* Sources: lines, columns and places. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"
#include "source/source.h"
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

static struct source *source_with(struct slice text)
{
    return source_new(&arena, "x.yaml", text);
}

static void assert_place(struct source *source, uint32_t offset, uint32_t line, uint32_t column)
{
    struct place place = source_place(source, &arena, offset);

    if (place.line != line || place.column != column)
        ck_abort_msg("%u is at %u:%u, not %u:%u", offset, place.line, place.column, line, column);
}

static void assert_line(struct source *source, uint32_t line, uint32_t offset, struct slice text)
{
    uint32_t at;
    struct slice got = source_line(source, &arena, line, &at);

    ck_assert_msg(slice_eq(got, text), "line %u is [%.*s]", line, SLICE_ARG(got));
    ck_assert_uint_eq(at, offset);
}

/* ---- Lines ---- */

START_TEST(an_empty_text_has_one_line)
{
    struct source *source = source_with(SLICE(""));

    ck_assert_uint_eq(source_line_count(source, &arena), 1);
    assert_line(source, 1, 0, SLICE(""));
    assert_place(source, 0, 1, 1);
    source = source_with((struct slice){0});
    assert_line(source, 1, 0, SLICE(""));
    assert_place(source, 0, 1, 1);
}
END_TEST

START_TEST(lines_end_in_three_ways)
{
    struct source *source = source_with(SLICE("a\nbc\r\n\rd\n\r\r\n\ne"));

    ck_assert_uint_eq(source_line_count(source, &arena), 8);
    assert_line(source, 1, 0, SLICE("a"));
    assert_line(source, 2, 2, SLICE("bc"));
    assert_line(source, 3, 6, SLICE(""));
    assert_line(source, 4, 7, SLICE("d"));
    assert_line(source, 5, 9, SLICE(""));
    assert_line(source, 6, 10, SLICE(""));
    assert_line(source, 7, 12, SLICE(""));
    assert_line(source, 8, 13, SLICE("e"));
    assert_place(source, 1, 1, 2);
    assert_place(source, 4, 2, 3);
    assert_place(source, 5, 2, 4);
    assert_place(source, 6, 3, 1);
    assert_place(source, 14, 8, 2);
}
END_TEST

START_TEST(a_last_line_end_begins_a_line)
{
    struct source *source = source_with(SLICE("a\n"));

    ck_assert_uint_eq(source_line_count(source, &arena), 2);
    assert_line(source, 1, 0, SLICE("a"));
    assert_line(source, 2, 2, SLICE(""));
    assert_place(source, 2, 2, 1);
    source = source_with(SLICE("a\r"));
    ck_assert_uint_eq(source_line_count(source, &arena), 2);
    assert_line(source, 1, 0, SLICE("a"));
}
END_TEST

START_TEST(other_separators_end_no_line)
{
    struct source *source = source_with(SLICE("a\v\f\xc2\x85\xe2\x80\xa8\0b"));

    ck_assert_uint_eq(source_line_count(source, &arena), 1);
    assert_place(source, 9, 1, 7);
}
END_TEST

/* ---- Columns ---- */

START_TEST(columns_count_code_points)
{
    struct source *source = source_with(SLICE("\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80"
                                              "e\xcc\x81!\n\tx"));

    assert_place(source, 0, 1, 1);
    assert_place(source, 2, 1, 2);
    assert_place(source, 5, 1, 3);
    assert_place(source, 9, 1, 4);
    assert_place(source, 10, 1, 5);
    assert_place(source, 12, 1, 6);
    assert_place(source, 13, 1, 7);
    assert_place(source, 15, 2, 2);
}
END_TEST

START_TEST(a_byte_order_mark_has_no_column)
{
    struct source *source = source_with(SLICE("\xef\xbb\xbf"
                                              "ab\n\xef\xbb\xbf"
                                              "c"));

    assert_line(source, 1, 3, SLICE("ab"));
    assert_place(source, 0, 1, 1);
    assert_place(source, 3, 1, 1);
    assert_place(source, 4, 1, 2);
    assert_line(source, 2, 6,
                SLICE("\xef\xbb\xbf"
                      "c"));
    assert_place(source, 9, 2, 2);
    source = source_with(SLICE("\xef\xbb\xbf"));
    assert_line(source, 1, 3, SLICE(""));
    assert_place(source, 3, 1, 1);
}
END_TEST

START_TEST(malformed_bytes_take_a_column_each)
{
    struct source *source = source_with(SLICE("\xff\xfe\xe6\x97z\x80\x80\x80\x80\x80y"));

    assert_place(source, 1, 1, 2);
    assert_place(source, 2, 1, 3);
    assert_place(source, 4, 1, 5);
    assert_place(source, 5, 1, 6);
    assert_place(source, 10, 1, 11);
}
END_TEST

/* The definition: lines by looking at each byte, columns by reading the line up to the offset. */
static struct place place_by_hand(struct slice text, uint32_t offset)
{
    struct place place = {1, 1};
    size_t start = 0;

    for (size_t i = 0; i < offset; i++) {
        bool is_crlf = text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';

        if (text.at[i] == '\n' || (text.at[i] == '\r' && !is_crlf)) {
            place.line++;
            start = i + 1;
        }
    }
    if (place.line == 1 && slice_starts(text, SLICE("\xef\xbb\xbf")) && offset >= 3)
        start = 3;
    for (const char *at = text.at + start; at < text.at + offset; place.column++)
        utf8_next(&at, text.at + offset);
    return place;
}

/* Texts of a few blocks of the index, with the nasty pieces on and off their edges. */
static struct str roll_text(struct dice *dice)
{
    static const char *const pieces[] = {
        "\n",        "\r\n", "\r",           "\x80",
        "\xe6\x97",  "\xff", "\xe6\x97\xa5", "\xf0\x9f\x98\x80",
        "e\xcc\x81", "word", "\xef\xbb\xbf",
    };
    struct str text = {0};
    size_t plain = dice_between(dice, 0, 2) ? 200 : 1;

    while (text.len < 3000) {
        str_fill(&text, 'a', dice_between(dice, 0, plain));
        str_puts(&text, pieces[dice_between(dice, 0, sizeof pieces / sizeof *pieces)]);
    }
    return text;
}

START_TEST(places_are_as_by_hand)
{
    struct dice dice = dice_of("places_are_as_by_hand");

    for (int round = 0; round < 100; round++) {
        struct str text = roll_text(&dice);
        struct source *source = source_with(str_slice(&text));

        for (int question = 0; question < 30; question++) {
            uint32_t offset = (uint32_t)dice_between(&dice, 0, text.len + 1);
            struct place place = place_by_hand(str_slice(&text), offset);

            assert_place(source, offset, place.line, place.column);
        }
        str_release(&text);
    }
}
END_TEST

/* Each line's text lies where it is said to, and all of them with their ends make up the text. */
START_TEST(lines_make_up_the_text)
{
    struct dice dice = dice_of("lines_make_up_the_text");

    for (int round = 0; round < 100; round++) {
        struct str text = roll_text(&dice);
        struct source *source = source_with(str_slice(&text));
        uint32_t count = source_line_count(source, &arena), offset, next;

        for (uint32_t line = 1; line < count; line++) {
            struct slice got = source_line(source, &arena, line, &offset), end;

            source_line(source, &arena, line + 1, &next);
            end = slice_cut(str_slice(&text), offset + got.len, next);
            assert_quick(got.at == text.at + offset);
            assert_quick(slice_find(got, '\n') == got.len && slice_find(got, '\r') == got.len);
            assert_quick(slice_is(end, "\n") || slice_is(end, "\r\n") || slice_is(end, "\r"));
        }
        assert_quick(source_line(source, &arena, count, &offset).len == text.len - offset);
        str_release(&text);
    }
}
END_TEST

/* ---- Spans ---- */

START_TEST(spans_sort_by_place)
{
    struct source *first = source_with(SLICE("abcdef")), *second = source_with(SLICE("abcdef"));
    struct span sorted[] = {{0},
                            span_of(first, 0, 0),
                            span_of(first, 0, 1),
                            span_of(first, 1, 1),
                            span_of(first, 1, 6),
                            span_of(second, 0, 1)};
    int count = sizeof sorted / sizeof *sorted;

    second->order = 1;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            int order = span_cmp(sorted[i], sorted[j]);

            ck_assert_int_eq((order > 0) - (order < 0), (i > j) - (i < j));
        }
}
END_TEST

START_TEST(spans_join)
{
    struct source *source = source_with(SLICE("abcdef"));
    struct span span = span_join(span_of(source, 1, 2), span_of(source, 4, 6));

    ck_assert_ptr_eq(span.source, source);
    ck_assert_uint_eq(span.lo, 1);
    ck_assert_uint_eq(span.hi, 6);
}
END_TEST

/* ---- Reading ---- */

static char folder[] = "/tmp/spectrumc-unit-XXXXXX";
static char path[sizeof folder + 16];

static void make_folder(void)
{
    set_up();
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/x.yaml", folder);
}

static void remove_folder(void)
{
    unlink(path);
    rmdir(folder);
    tear_down();
}

static void write_file(struct slice text)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text.at, 1, text.len, file), text.len);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(reads_a_file)
{
    static const size_t sizes[] = {0, 1, 4096, 16384, 16385, 100000};
    const char *why = NULL;

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct str text = {0};
        struct source *source;

        str_fill(&text, (char)('a' + i), sizes[i]);
        if (sizes[i])
            text.at[sizes[i] / 2] = '\0';
        write_file(sizes[i] ? str_slice(&text) : SLICE(""));
        source = source_read(&arena, path, &why);
        ck_assert_ptr_nonnull(source);
        ck_assert(slice_eq(source->text, str_slice(&text)));
        ck_assert_str_eq(source->path, path);
        ck_assert_str_eq(source->name, path);
        str_release(&text);
    }
    ck_assert_ptr_null(why);
}
END_TEST

static void assert_unreadable(const char *where, const char *expected)
{
    const char *why = NULL;

    ck_assert_ptr_null(source_read(&arena, where, &why));
    ck_assert_ptr_nonnull(why);
    ck_assert_str_eq(why, expected);
}

START_TEST(says_why_it_cannot_read)
{
    assert_unreadable(path, "No such file or directory");
    assert_unreadable(folder, "Is a directory");
    assert_unreadable("", "No such file or directory");
    write_file(SLICE("x"));
    strcat(path, "/y");
    assert_unreadable(path, "Not a directory");
    path[strlen(path) - 2] = '\0';
}
END_TEST

START_TEST(refuses_a_file_over_its_limit)
{
    write_file(SLICE("x"));
    ck_assert_int_eq(truncate(path, (off_t)SOURCE_MAX + 1), 0);
    assert_unreadable(path, "the file is larger than 256 MiB");
}
END_TEST

/* A pipe tells no size and hands out its bytes in pieces. */
START_TEST(reads_standard_input)
{
    enum { PIECES = 50, PIECE = 1000 };
    int ends[2], saved = dup(STDIN_FILENO), status;
    const char *why = NULL;
    struct source *source;
    pid_t writer;

    ck_assert_int_eq(pipe(ends), 0);
    writer = fork();
    if (writer == 0) {
        char piece[PIECE];

        memset(piece, 'x', sizeof piece);
        for (int i = 0; i < PIECES; i++)
            if (write(ends[1], piece, sizeof piece) != PIECE)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    source = source_read(&arena, "-", &why);
    dup2(saved, STDIN_FILENO);
    close(saved);
    waitpid(writer, &status, 0);
    ck_assert_ptr_nonnull(source);
    ck_assert_uint_eq(source->text.len, PIECES * PIECE);
    ck_assert_uint_eq(slice_find(source->text, 'y'), PIECES * PIECE);
    ck_assert_str_eq(source->path, "<stdin>");
}
END_TEST

Suite *source_suite(void)
{
    Suite *suite = suite_create("source");
    TCase *places = tcase_create("places"), *reading = tcase_create("reading");

    tcase_add_checked_fixture(places, set_up, tear_down);
    tcase_add_test(places, an_empty_text_has_one_line);
    tcase_add_test(places, lines_end_in_three_ways);
    tcase_add_test(places, a_last_line_end_begins_a_line);
    tcase_add_test(places, other_separators_end_no_line);
    tcase_add_test(places, columns_count_code_points);
    tcase_add_test(places, a_byte_order_mark_has_no_column);
    tcase_add_test(places, malformed_bytes_take_a_column_each);
    tcase_add_test(places, places_are_as_by_hand);
    tcase_add_test(places, lines_make_up_the_text);
    tcase_add_test(places, spans_sort_by_place);
    tcase_add_test(places, spans_join);
    tcase_set_timeout(places, 30);
    tcase_add_checked_fixture(reading, make_folder, remove_folder);
    tcase_add_test(reading, reads_a_file);
    tcase_add_test(reading, says_why_it_cannot_read);
    tcase_add_test(reading, refuses_a_file_over_its_limit);
    tcase_add_test(reading, reads_standard_input);
    suite_add_tcase(suite, places);
    suite_add_tcase(suite, reading);
    return suite;
}
