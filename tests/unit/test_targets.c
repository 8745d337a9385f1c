/* Names and descriptions of the targets: what no golden file shows, byte by byte. */
#include "tests/unit/unit.h"
#include "write/sql/hive.h"

/* What `write` appends for `text`. */
static void assert_written(int line, void (*write)(struct str *out, struct slice text),
                           struct slice text, struct slice want)
{
    struct str out = {0};

    write(&out, text);
    assert_slices(__FILE__, line, str_slice(&out), want);
    str_release(&out);
}

#define assert_writes(write, text, want) assert_written(__LINE__, write, SLICE(text), SLICE(want))

START_TEST(hive_names)
{
    assert_writes(hive_write_identifier, "user_id", "user_id");
    assert_writes(hive_write_identifier, "_id", "`_id`");
    assert_writes(hive_write_identifier, "2nd", "`2nd`");
    assert_writes(hive_write_identifier, "Id", "`Id`");
    assert_writes(hive_write_identifier, "timestamp", "`timestamp`");
    assert_writes(hive_write_identifier, "a`b\\", "`a``b\\`");
}
END_TEST

static void write_column_description(struct str *out, struct slice text)
{
    hive_write_description(out, text, true);
}

static void write_table_description(struct str *out, struct slice text)
{
    hive_write_description(out, text, false);
}

START_TEST(hive_descriptions)
{
    assert_writes(write_column_description, " a\nb\tc\x01 \n", "a b\tc");
    assert_writes(write_table_description, " a\r\nb\tc\x7f. \n", "a\r\nb\tc .");
}
END_TEST

START_TEST(standard_names)
{
    assert_writes(sql_standard_identifier, "UserId", "userid");
    assert_writes(sql_standard_identifier, "Order", "\"order\"");
    assert_writes(sql_standard_identifier, "a\"B", "\"a\"\"b\"");
    assert_writes(sql_standard_identifier, "\xc3\x89", "\"\xc3\x89\"");
}
END_TEST

Suite *targets_suite(void)
{
    Suite *suite = suite_create("targets");
    TCase *test = tcase_create("targets");

    tcase_add_test(test, hive_names);
    tcase_add_test(test, hive_descriptions);
    tcase_add_test(test, standard_names);
    suite_add_tcase(suite, test);
    return suite;
}
