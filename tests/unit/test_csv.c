/* Lines of comma-separated values: quotes, blanks, line ends, and what is malformed. */
#include "base/csv.h"

#include "tests/unit/unit.h"

static const struct {
    const char *line;
    const char *fields[4]; /* none: the line is malformed */
} lines[] = {
    {"", {""}},
    {"a,b", {"a", "b"}},
    {",", {"", ""}},
    {"a,,", {"a", "", ""}},
    {"\"a\",\"b,c\"", {"a", "b,c"}},
    {"\"\",\"\"\"\"", {"", "\""}},
    {"\"a\"\"b\",\"c\"\"\",d", {"a\"b", "c\"", "d"}},
    {"a,b\r", {"a", "b"}},
    {"\"a\",\"b\"\r", {"a", "b"}},
    {" a , b", {" a ", " b"}},
    {" \"a\" ,\t\"b\"", {"a", "b"}},
    {"a\"b,c", {"a\"b", "c"}},
    {"\"a", {NULL}},
    {"\"a\"\"", {NULL}},
    {"\"a\"b,c", {NULL}},
};

START_TEST(line_is_split)
{
    struct csv_record record = {0};
    bool is_good = csv_split(&record, slice_of(lines[_i].line));
    int count = 0;

    ck_assert_int_eq(is_good, lines[_i].fields[0] != NULL);
    for (; is_good && count < 4 && lines[_i].fields[count]; count++) {
        ck_assert_int_lt(count, record.count);
        ck_assert(slice_is(record.fields[count], lines[_i].fields[count]));
    }
    if (is_good)
        ck_assert_int_eq(record.count, count);
    csv_release(&record);
}
END_TEST

START_TEST(fields_are_bounded)
{
    char line[CSV_FIELDS_MAX + 1];
    struct csv_record record = {0};

    memset(line, ',', sizeof line);
    ck_assert(csv_split(&record, (struct slice){line, CSV_FIELDS_MAX - 1}));
    ck_assert_int_eq(record.count, CSV_FIELDS_MAX);
    ck_assert(!csv_split(&record, (struct slice){line, CSV_FIELDS_MAX}));
    csv_release(&record);
}
END_TEST

/* What is written as CSV is read back, whatever its bytes; fields of one line do not disturb each
   other. */
START_TEST(fields_come_back)
{
    static const char bytes[] = "a\", \tb";
    struct dice dice = dice_of("fields_come_back");
    struct csv_record record = {0};
    struct str line = {0}, fields[CSV_FIELDS_MAX] = {0};

    for (int round = 0; round < 2000; round++) {
        size_t count = dice_between(&dice, 1, CSV_FIELDS_MAX);

        line.len = 0;
        for (size_t i = 0; i < count; i++) {
            str_puts(&line, i ? ",\"" : "\"");
            fields[i].len = 0;
            for (size_t len = dice_between(&dice, 0, 20); len > 0; len--) {
                char byte = bytes[dice_between(&dice, 0, sizeof bytes - 1)];

                str_putc(&fields[i], byte);
                str_fill(&line, byte, byte == '"' ? 2 : 1);
            }
            str_putc(&line, '"');
        }
        assert_quick(csv_split(&record, str_slice(&line)));
        assert_quick((size_t)record.count == count);
        for (size_t i = 0; i < count; i++)
            assert_quick(slice_eq(record.fields[i], str_slice(&fields[i])));
    }
    for (size_t i = 0; i < CSV_FIELDS_MAX; i++)
        str_release(&fields[i]);
    str_release(&line);
    csv_release(&record);
}
END_TEST

Suite *csv_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tcase = tcase_create("lines");

    tcase_add_loop_test(tcase, line_is_split, 0, sizeof lines / sizeof *lines);
    tcase_add_test(tcase, fields_are_bounded);
    tcase_add_test(tcase, fields_come_back);
    suite_add_tcase(suite, tcase);
    return suite;
}
