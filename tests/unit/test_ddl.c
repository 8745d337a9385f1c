/* DDL read back: literals of both dialects, statements of changes, what SHOW prints. */
#include "tests/unit/unit.h"

#include "read/ddl/ddl.h"

static struct arena arena;
static struct diags diags;
static struct model model;

static void set_up(void)
{
    arena_init(&arena);
    diags_init(&diags, &arena);
    model = (struct model){0};
}

static void tear_down(void)
{
    arena_release(&arena);
}

static void read_text(const char *text)
{
    ddl_read(&diags, source_new(&arena, "test.sql", slice_of(text)), SLICE(""), &model);
}

static const struct table *table_of(const char *text)
{
    read_text(text);
    if (diags.error_count)
        ck_abort_msg("%.*s", SLICE_ARG(diags.list.at[0]->message));
    ck_assert_uint_eq(model.documents.count, 1);
    return &model.documents.at[0]->table;
}

#define TABLE(literal) "create external table s.t (a int) location 's3://b/'\n" literal
#define REDSHIFT_LITERAL(literal) TABLE("table properties ('k'=" literal ")")
#define HIVE_LITERAL(literal) TABLE("tblproperties ('k'=" literal ")")

/* The value of a table property that is written as the literal. */
static struct slice value_in(const char *text)
{
    tear_down();
    set_up();
    return table_of(text)->properties.list.at[0].value.value;
}

START_TEST(redshift_reads_backslashes_as_escapes)
{
    assert_slice(value_in(REDSHIFT_LITERAL("'\\\\'")), "\\");
    assert_slice(value_in(REDSHIFT_LITERAL("'a\\'b'")), "a'b");
    assert_slice(value_in(REDSHIFT_LITERAL("'a''b'")), "a'b");
    assert_slice(value_in(REDSHIFT_LITERAL("''''")), "'");
    assert_slice(value_in(REDSHIFT_LITERAL("''")), "");
    assert_slice(value_in(REDSHIFT_LITERAL("'\\d+'")), "d+");
    assert_slice(value_in(REDSHIFT_LITERAL("'\\\\d+'")), "\\d+");
    assert_slice(value_in(REDSHIFT_LITERAL("'\\b\\f\\n\\r\\t'")), "\b\f\n\r\t");
    assert_slice(value_in(REDSHIFT_LITERAL("'\\1\\01\\0011'")), "\x01\x01\x01"
                                                                "1");
    assert_slice(value_in(REDSHIFT_LITERAL("'{\\\"a\\\": 1}'")), "{\"a\": 1}");
    assert_slice(value_in(REDSHIFT_LITERAL("'--no comment /* nor this'")),
                 "--no comment /* nor this");
}
END_TEST

START_TEST(hive_has_escapes_of_its_own)
{
    assert_slice(value_in(HIVE_LITERAL("'\\\\'")), "\\");
    assert_slice(value_in(HIVE_LITERAL("'a\\'b'")), "a'b");
    assert_slice(value_in(HIVE_LITERAL("\"it's\"")), "it's");
    assert_slice(value_in(HIVE_LITERAL("'\\u00e9\\u4e2d'")), "\u00e9\u4e2d");
    assert_slice(value_in(HIVE_LITERAL("'\\001\\Z'")), "\x01\x1a");
    assert_slice(value_in(HIVE_LITERAL("'\\%\\_'")), "\\%\\_");
    assert_slice(value_in(HIVE_LITERAL("'\\401'")), "401");
}
END_TEST

START_TEST(a_delimiter_may_be_named_by_its_letter)
{
    const struct table *table =
        table_of(TABLE("row format delimited fields terminated by '\\A' stored as textfile"));

    assert_slice(table->format.fields_by.value, "\x01");
    ck_assert_int_eq(table->format.id, FORMAT_DELIMITED_TEXT);
}
END_TEST

START_TEST(names_are_bare_or_quoted)
{
    const struct table *table = table_of(
        "CREATE EXTERNAL TABLE db.\"My S\".\"a\"\"b\" (\"it's\" INT, x$1 /* why */ BIGINT) "
        "LOCATION 's3://b/'");

    assert_slice(table->schema.value, "My S");
    assert_slice(table->name.value, "a\"b");
    assert_slice(table->columns.at[0].name.value, "it's");
    assert_slice(table->columns.at[1].name.value, "x$1");
    ck_assert_int_eq(table->columns.at[1].type->kind, TYPE_BIGINT);
}
END_TEST

START_TEST(a_printed_value_is_unwrapped)
{
    const struct table *table = table_of(
        "\"CREATE EXTERNAL TABLE s.t (\n    \"\"timestamp\"\" float8,\n    \"plain\" float4\n)\n"
        "LOCATION 's3://b/a \"\"q\"\"/t'\";\n");

    assert_slice(table->columns.at[0].name.value, "timestamp");
    ck_assert_int_eq(table->columns.at[0].type->kind, TYPE_DOUBLE);
    assert_slice(table->columns.at[1].name.value, "plain");
    ck_assert_int_eq(table->columns.at[1].type->kind, TYPE_REAL);
    assert_slice(table->location.value, "s3://b/a \"q\"/t/");
}
END_TEST

START_TEST(a_bare_float_has_the_width_of_its_engine)
{
    ck_assert_int_eq(table_of("create external table s.t (a float) location 's3://b/'")
                         ->columns.at[0]
                         .type->kind,
                     TYPE_DOUBLE);
    tear_down();
    set_up();
    ck_assert_int_eq(table_of("create external table `s.t` (`a` float) location 's3://b/'")
                         ->columns.at[0]
                         .type->kind,
                     TYPE_REAL);
}
END_TEST

START_TEST(changes_are_carried_out)
{
    const struct table *table = table_of(
        "CREATE EXTERNAL TABLE s.t (a int, b int, c int) PARTITIONED BY (d date) STORED AS PARQUET "
        "LOCATION 's3://b/t/';\n"
        "ALTER TABLE s.t ADD COLUMN e varchar(5);\n"
        "ALTER TABLE s.t DROP COLUMN b;\n"
        "alter table S.T rename column C to cc;\n"
        "ALTER TABLE s.t SET LOCATION 's3://b/u';\n"
        "ALTER TABLE s.t SET FILE FORMAT AVRO;\n"
        "ALTER TABLE s.t SET TABLE PROPERTIES ('numRows'='5');\n"
        "ALTER TABLE s.t SET TABLE PROPERTIES ('numRows'='6');\n"
        "ALTER TABLE s.t ADD IF NOT EXISTS PARTITION (d='2026-01-01') LOCATION 's3://b/1/'\n"
        "  PARTITION (d='2026-01-02') LOCATION 's3://b/2/', PARTITION (d='2026-01-03') LOCATION "
        "'s3://b/3';\n"
        "ALTER TABLE s.t ADD IF NOT EXISTS PARTITION (d='2026-01-01') LOCATION 's3://b/other/';\n"
        "ALTER TABLE s.t DROP PARTITION (d='2026-01-02');\n"
        "ALTER TABLE s.t PARTITION (d='2026-01-03') SET LOCATION 's3://b/33/';\n");

    ck_assert_uint_eq(table->columns.count, 3);
    assert_slice(table->columns.at[1].name.value, "cc");
    assert_slice(table->columns.at[2].name.value, "e");
    assert_slice(table->location.value, "s3://b/u/");
    ck_assert_int_eq(table->format.id, FORMAT_AVRO);
    ck_assert_uint_eq(table->properties.list.count, 1);
    assert_slice(table->properties.list.at[0].value.value, "6");
    ck_assert_uint_eq(table->entries.count, 2);
    assert_slice(table->entries.at[0].location.value, "s3://b/1/");
    assert_slice(table->entries.at[1].location.value, "s3://b/33/");
}
END_TEST

START_TEST(the_comment_above_describes)
{
    const struct table *table = table_of("-- Not this.\n\n-- First,\n--   second.\n"
                                         "CREATE EXTERNAL TABLE s.t (a int) LOCATION 's3://b/';");

    assert_slice(table->description.value, "First,\n  second.");
}
END_TEST

START_TEST(anything_ends_in_findings)
{
    static const char *const texts[] = {
        "",
        ";",
        "\"",
        "'",
        "create",
        "create external",
        "create external table",
        "alter table a",
        "create external table s.t (",
        "create external table s.t (a",
        "create external table s.t (a int",
        "create external table s.t (a int) row format",
        "grant usage on schema x to",
        "/*",
        "--",
        "create external schema s from",
        "\\",
        "\xff",
        "create external table s.t (a struct<) location 'x'",
        "create external schema s from data catalog database 'd' iam_role ''"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        read_text(texts[i]);
    ck_assert_uint_gt(diags.error_count, 10);
}
END_TEST

Suite *ddl_suite(void)
{
    Suite *suite = suite_create("ddl");
    TCase *reading = tcase_create("reading");

    tcase_add_checked_fixture(reading, set_up, tear_down);
    tcase_add_test(reading, redshift_reads_backslashes_as_escapes);
    tcase_add_test(reading, hive_has_escapes_of_its_own);
    tcase_add_test(reading, a_delimiter_may_be_named_by_its_letter);
    tcase_add_test(reading, names_are_bare_or_quoted);
    tcase_add_test(reading, a_printed_value_is_unwrapped);
    tcase_add_test(reading, a_bare_float_has_the_width_of_its_engine);
    tcase_add_test(reading, changes_are_carried_out);
    tcase_add_test(reading, the_comment_above_describes);
    tcase_add_test(reading, anything_ends_in_findings);
    suite_add_tcase(suite, reading);
    return suite;
}
