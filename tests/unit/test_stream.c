/* The bytes of files: the same whether they are long, and read ahead, or short. */
#include "base/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "tests/unit/unit.h"

enum { LONG_FILE = 40 * STREAM_BLOCK, LONGEST_LINE = 3000 };

static const char folder_name[] = "/tmp/spectrumc-XXXXXX";

struct file {
    char path[sizeof folder_name];
    struct str text;
};

/* Lines of any length, up to about `size` bytes, in a new file. */
static struct file make_file(struct dice *dice, size_t size)
{
    struct file file = {{0}, {0}};
    ssize_t written = 0;
    int to;

    memcpy(file.path, folder_name, sizeof folder_name);
    to = mkstemp(file.path);
    while (file.text.len < size) {
        for (size_t len = dice_between(dice, 0, LONGEST_LINE); len > 0; len--)
            str_putc(&file.text, (char)('a' + len % 26));
        str_putc(&file.text, '\n');
    }
    for (size_t at = 0; at < file.text.len; at += (size_t)written) {
        written = write(to, file.text.at + at, file.text.len - at);
        ck_assert_int_gt(written, 0);
    }
    ck_assert_int_eq(close(to), 0);
    return file;
}

static void remove_file(struct file *file)
{
    ck_assert_int_eq(unlink(file->path), 0);
    str_release(&file->text);
}

/* Takes all lines of the stream and compares them with the text. */
static void compare(struct stream *stream, struct slice text)
{
    enum stream_line result;
    struct slice line;

    while ((result = stream_line(stream, &line)) == LINE_READ) {
        assert_quick(text.len > line.len && text.at[line.len] == '\n');
        assert_quick(slice_eq(line, slice_cut(text, 0, line.len)));
        text = slice_from(text, line.len + 1);
    }
    ck_assert_int_eq(result, LINE_NONE);
    ck_assert_uint_eq(text.len, 0);
    ck_assert(!stream->why);
    ck_assert(!stream_fill(stream));
}

START_TEST(file_is_read_whole)
{
    static const size_t sizes[] = {0, 1, STREAM_BLOCK, LONG_FILE / 8, LONG_FILE};
    struct dice dice = dice_of("file_is_read_whole");
    struct file file = make_file(&dice, sizes[_i]);
    struct stream stream = {0};

    ck_assert(stream_open(&stream, file.path));
    compare(&stream, str_slice(&file.text));
    ck_assert_uint_eq(stream.bytes, file.text.len);
    stream_close(&stream);
    remove_file(&file);
}
END_TEST

START_TEST(reading_may_stop_anywhere)
{
    struct dice dice = dice_of("reading_may_stop_anywhere");
    struct file file = make_file(&dice, LONG_FILE);

    for (size_t round = rounds_of(200); round > 0; round--) {
        size_t lines = dice_between(&dice, 0, LONG_FILE / LONGEST_LINE / 4);
        struct stream stream = {0};
        struct slice line;

        ck_assert(stream_open(&stream, file.path));
        for (size_t i = 0; i < lines; i++)
            assert_quick(stream_line(&stream, &line) == LINE_READ);
        stream_close(&stream);
    }
    remove_file(&file);
}
END_TEST

/* What is cut off while it is read ends early, and is not made up. */
START_TEST(file_may_shrink)
{
    struct dice dice = dice_of("file_may_shrink");
    struct file file = make_file(&dice, LONG_FILE);
    struct stream stream = {0};
    struct slice line;
    size_t len = 0;

    ck_assert(stream_open(&stream, file.path));
    ck_assert_int_eq(truncate(file.path, LONG_FILE / 2), 0);
    while (stream_line(&stream, &line) != LINE_NONE) {
        assert_quick(slice_eq(line, (struct slice){file.text.at + len, line.len}));
        len += line.len + 1;
    }
    ck_assert_uint_le(len, LONG_FILE / 2 + 1);
    stream_close(&stream);
    remove_file(&file);
}
END_TEST

/* Appends a code point in UTF-16. */
static void put_wide(struct str *out, uint32_t code, bool is_big)
{
    uint32_t units[2] = {code, 0};
    int count = 1;

    if (code > 0xffff) {
        units[0] = 0xd800 + ((code - 0x10000) >> 10);
        units[1] = 0xdc00 + (code & 0x3ff);
        count = 2;
    }
    for (int i = 0; i < count; i++) {
        str_putc(out, (char)(is_big ? units[i] >> 8 : units[i]));
        str_putc(out, (char)(is_big ? units[i] : units[i] >> 8));
    }
}

/* Pairs and all, whatever falls on the end of a block. */
START_TEST(utf16_becomes_utf8)
{
    static const uint32_t codes[] = {'a', '\n', 0xe9, 0x65e5, 0x1f600, 0x10ffff};
    struct dice dice = dice_of("utf16_becomes_utf8");
    struct str wide = {0}, text = {0};
    struct stream stream = {0};

    put_wide(&wide, 0xfeff, _i);
    while (wide.len < 3 * STREAM_BLOCK) {
        uint32_t code = wide.len % 1000 < 4
                            ? '\n'
                            : codes[dice_between(&dice, 0, sizeof codes / sizeof *codes)];
        char bytes[UTF8_MAX];

        put_wide(&wide, code, _i);
        str_add(&text, (struct slice){bytes, utf8_put(bytes, code)});
    }
    put_wide(&wide, '\n', _i);
    str_putc(&text, '\n');
    stream_open_bytes(&stream, str_slice(&wide));
    compare(&stream, str_slice(&text));
    stream_close(&stream);
    str_release(&wide);
    str_release(&text);
}
END_TEST

START_TEST(half_of_a_unit_is_a_failure)
{
    struct stream stream = {0};

    stream_open_bytes(&stream, SLICE("\xff\xfe"
                                     "a"));
    stream_fill(&stream);
    ck_assert(stream.why != NULL);
    stream_close(&stream);
}
END_TEST

Suite *stream_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *tcase = tcase_create("files");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, file_is_read_whole, 0, 5);
    tcase_add_test(tcase, reading_may_stop_anywhere);
    tcase_add_test(tcase, file_may_shrink);
    tcase_add_loop_test(tcase, utf16_becomes_utf8, 0, 2);
    tcase_add_test(tcase, half_of_a_unit_is_a_failure);
    suite_add_tcase(suite, tcase);
    return suite;
}
