/* Names and literals of the targets: what no golden file shows, byte by byte. */
#include "tests/unit/unit.h"
#include "write/spec/yaml.h"
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

START_TEST(hive_literals)
{
    assert_writes(hive_write_escaped, "", "");
    assert_writes(hive_write_escaped, "it's", "it\\'s");
    assert_writes(hive_write_escaped, "a\\b", "a\\\\b");
    assert_writes(hive_write_escaped, "\\'", "\\\\\\'");
    assert_writes(hive_write_escaped, "\n\r\t", "\\n\\r\\t");
    assert_writes(hive_write_escaped,
                  "\x01"
                  "7\x1f\x7f",
                  "\\0017\\037\\177");
    assert_writes(hive_write_escaped, "\\u0041 \\% \\_", "\\\\u0041 \\\\% \\\\_");
    assert_writes(hive_write_escaped, "\xc3\xa9 \"`$", "\xc3\xa9 \"`$");
}
END_TEST

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
    assert_writes(write_column_description, " a\nb\tc\x01 \n", "a b\tc ");
    assert_writes(write_table_description, " a\r\nb\tc\x7f. \n", "a\r\nb\tc .");
}
END_TEST

START_TEST(standard_literals)
{
    assert_writes(sql_standard_literal, "it's", "'it''s'");
    assert_writes(sql_standard_literal, "a\\b", "'a\\b'");
    assert_writes(sql_standard_literal, "a\\\n'", "E'a\\\\\\n'''");
    assert_writes(sql_standard_literal,
                  "\x01"
                  "7\x7f",
                  "E'\\0017\\177'");
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

static void write_yaml_text(struct str *out, struct slice text)
{
    yaml_write_text(out, text, 2);
}

START_TEST(yaml_texts)
{
    assert_writes(write_yaml_text, "plain words", "plain words");
    assert_writes(write_yaml_text, "_id", "_id");
    assert_writes(write_yaml_text, "", "\"\"");
    assert_writes(write_yaml_text, "Off", "\"Off\"");
    assert_writes(write_yaml_text, "null", "\"null\"");
    assert_writes(write_yaml_text, "04", "\"04\"");
    assert_writes(write_yaml_text, "+1e3", "\"+1e3\"");
    assert_writes(write_yaml_text, "2026-04-30", "\"2026-04-30\"");
    assert_writes(write_yaml_text, "a: b", "\"a: b\"");
    assert_writes(write_yaml_text, "${a}", "\"${a}\"");
    assert_writes(write_yaml_text, "say \"\\\" # it's", "'say \"\\\" # it''s'");
    assert_writes(write_yaml_text, "a\n\n  b", "|-\n  a\n\n    b");
    assert_writes(write_yaml_text, "a\n", "\"a\\n\"");
    assert_writes(write_yaml_text, "\xe2\x80\xa8", "\"\\u2028\"");
}
END_TEST

Suite *targets_suite(void)
{
    Suite *suite = suite_create("targets");
    TCase *test = tcase_create("targets");

    tcase_add_test(test, hive_literals);
    tcase_add_test(test, hive_names);
    tcase_add_test(test, hive_descriptions);
    tcase_add_test(test, standard_literals);
    tcase_add_test(test, standard_names);
    tcase_add_test(test, yaml_texts);
    suite_add_tcase(suite, test);
    return suite;
}
