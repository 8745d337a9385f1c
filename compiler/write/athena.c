/* The target athena. Its queries and its review also serve the target parquet, whose engine it can
   be. */
#include "write/athena.h"

#include "write/review.h"
#include "write/sql/hive.h"
#include "write/sql/projection.h"
#include "write/target.h"

enum { CHAR_MAX_LENGTH = 255 };

static void ddl_table_name(struct str *out, const struct statement *statement);
static void query_table_name(struct str *out, const struct statement *statement);

static void query_identifier(struct str *out, struct slice name)
{
    if (sql_is_bare(name, ~0u) && name.at[0] != '_')
        str_add(out, name);
    else
        text_into_sql_name(out, '"', name);
}

/* Table properties that Athena adds to the spec's: the classification for Glue jobs, and
   projection. */
static bool property(const struct statement *statement, size_t index, struct str *key,
                     struct str *value)
{
    const struct table *table = &statement->document->table;
    const char *classification = hive_classification(&table->format);

    if (index)
        return statement_projection(statement) &&
               projection_property(statement, index - 1, key, value);
    if (classification && !property_of(&table->properties, SLICE("classification"))) {
        str_puts(key, "classification");
        str_puts(value, classification);
    }
    return true;
}

const struct dialect athena_ddl = {
    .sql =
        {
            .identifier = hive_write_identifier,
            .literals = LITERALS_HIVE,
            .table_name = ddl_table_name,
            .types = {WORDS_HIVE, ",", hive_write_identifier, NULL},
        },
    .if_not_exists = "IF NOT EXISTS ",
    .properties = "TBLPROPERTIES",
    .comment = hive_write_description,
    .by_classes = 1u << FORMAT_GROK, /* Athena's Grok reader needs the classes */
    .property = property,
};

/* Athena's queries follow Trino, not Hive. */
const struct sql athena_query = {
    .identifier = query_identifier,
    .literals = LITERALS_TRINO,
    .table_name = query_table_name,
    .says_dates = true,
    .says_numbers = true,
};

static void ddl_table_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &athena_ddl.sql, statement->deployment->database, statement);
}

static void query_table_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &athena_query, statement->deployment->database, statement);
}

static bool vet_type(struct diags *diags, const struct column *column, const struct type *type)
{
    struct diag *diag;

    if (type->kind != TYPE_CHAR || type->length <= CHAR_MAX_LENGTH)
        return true;
    diag = diag_add(diags, SP1002, column->type_text.span,
                    "char(%lld) is longer than the %d characters that Athena allows", type->length,
                    CHAR_MAX_LENGTH);
    diag_help(diags, diag, "write `varchar(%lld)`", type->length);
    return false;
}

static void review_lines(struct diags *diags, const struct format *format)
{
    struct diag *diag;

    if (!text_is_given(format->lines_by) || slice_is(format->lines_by.value, "\n"))
        return;
    diag = diag_add(diags, SP1005, format->lines_by.span, "Athena ends a row only with a newline");
    diag_help(diags, diag,
              "leave this spec out for `athena`, or end rows with newlines in the files");
}

static void review_repair(struct diags *diags, const struct table *table)
{
    struct span span = text_is_given(table->path.text) ? table->path.text.span : table->keys_span;
    struct diag *diag;

    if (path_is_hive(table))
        return;
    diag = diag_add(diags, SP1008, span, "MSCK REPAIR TABLE finds only folders named name=value/");
    diag_help(diags, diag, "remove `repair` from --emit: `partitions` registers any layout");
}

void athena_review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    review_catalog(diags, "athena", statement);
    if (statement->kind == STATEMENT_REPAIR)
        review_repair(diags, table);
    if (statement->kind != STATEMENT_CREATE_TABLE)
        return;
    review_types(diags, table, vet_type);
    review_descriptions(diags, table);
    review_lines(diags, &table->format);
    if (statement_projection(statement))
        projection_review(diags, statement);
}

static void write_create_database(struct str *out, const struct statement *statement)
{
    const struct external_schema *schema = &statement->document->schema;
    struct str comment = {0};

    if (!schema->creates_database)
        return;
    str_puts(out, "CREATE DATABASE IF NOT EXISTS ");
    hive_write_identifier(out, schema->database.value);
    if (text_is_given(schema->description)) {
        hive_write_description(&comment, schema->description.value, false);
        str_puts(out, "\nCOMMENT ");
        sql_literal(out, &athena_ddl.sql, str_slice(&comment));
        str_release(&comment);
    }
    str_puts(out, ";\n");
}

static void write_create_table(struct str *out, const struct statement *statement)
{
    external_write_table(out, &athena_ddl, statement);
}

static void write_add_partitions(struct str *out, const struct statement *statement)
{
    external_write_partitions(out, &athena_ddl, statement);
}

static void write_repair(struct str *out, const struct statement *statement)
{
    str_puts(out, "MSCK REPAIR TABLE ");
    ddl_table_name(out, statement);
    str_puts(out, ";\n");
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    sql_count_rows(out, &athena_query, statement);
}

static void review_all(struct diags *diags, const struct statement_list *statements,
                       const struct write_options *options)
{
    (void)options;
    review_namesakes(diags, "athena", statements, false);
}

const struct target target_athena = {
    .name = "athena",
    .title = "Amazon Athena: the same tables of the Glue catalog as Hive DDL",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS | PART_REPAIR | PART_SANITY,
    .default_parts = PART_SCHEMA | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_DATABASE | OPTION_PROJECTION,
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS |
                1u << FEATURE_NESTED | 1u << FEATURE_DESCRIPTIONS | 1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT,
    .review = athena_review,
    .review_all = review_all,
    .write =
        {
            [STATEMENT_CREATE_SCHEMA] = write_create_database,
            [STATEMENT_CREATE_TABLE] = write_create_table,
            [STATEMENT_ADD_PARTITIONS] = write_add_partitions,
            [STATEMENT_REPAIR] = write_repair,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
};
