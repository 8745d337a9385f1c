/* The bytes of files: the same whether they are long, and read ahead, or short. */
#include "read/listing/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

Suite *stream_suite(void)
{
    Suite *suite = suite_create("stream");
    TCase *tcase = tcase_create("files");

    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, file_is_read_whole, 0, 5);
    tcase_add_test(tcase, reading_may_stop_anywhere);
    tcase_add_test(tcase, file_may_shrink);
    suite_add_tcase(suite, tcase);
    return suite;
}
