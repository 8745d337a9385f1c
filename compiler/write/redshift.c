/* The target redshift: external schemas, tables, partitions and grants. */
#include "write/redshift.h"

#include "text/comment.h"
#include "write/sql/psql.h"
#include "write/sql/redshift.h"

/* One line: the words of a clause, then a literal; nothing if the value is not given. */
static void write_clause(struct str *out, const char *words, struct text value)
{
    if (!text_is_given(value))
        return;
    str_puts(out, words);
    redshift_write_literal(out, value.value);
    str_putc(out, '\n');
}

static void write_create_schema(struct str *out, const struct statement *statement)
{
    const struct external_schema *schema = &statement->document->schema;

    if (text_is_given(schema->description))
        text_into_comment_lines(out, "-- ", schema->description.value);
    str_puts(out, "CREATE EXTERNAL SCHEMA IF NOT EXISTS ");
    redshift_write_identifier(out, statement->deployment->schema);
    str_puts(out,
             schema->catalog == CATALOG_HIVE ? "\nFROM HIVE METASTORE\n" : "\nFROM DATA CATALOG\n");
    write_clause(out, "DATABASE ", schema->database);
    write_clause(out, "REGION ", schema->region);
    if (text_is_given(schema->uri)) {
        str_puts(out, "URI ");
        redshift_write_literal(out, schema->uri.value);
        if (text_is_given(schema->port))
            str_printf(out, " PORT %.*s", SLICE_ARG(schema->port.value));
        str_putc(out, '\n');
    }
    redshift_write_roles(out, "IAM_ROLE ", &schema->iam_role);
    redshift_write_roles(out, "CATALOG_ROLE ", &schema->catalog_role);
    if (schema->creates_database)
        str_puts(out, "CREATE EXTERNAL DATABASE IF NOT EXISTS\n");
    write_clause(out, "CATALOG_ID ", schema->catalog_id);
    sql_end(out);
}

static void write_grant_usage(struct str *out, const struct statement *statement)
{
    sql_grant_usage(out, &redshift_dialect.sql, statement);
}

static void write_revoke_usage(struct str *out, const struct statement *statement)
{
    sql_revoke_usage(out, &redshift_dialect.sql, statement);
}

static void write_create_table(struct str *out, const struct statement *statement)
{
    external_write_table(out, &redshift_dialect, statement);
}

static void write_add_partitions(struct str *out, const struct statement *statement)
{
    external_write_partitions(out, &redshift_dialect, statement);
}

/* ALTER TABLE schema.table PARTITION (year='2026', month='04') */
static void write_partition_head(struct str *out, const struct statement *statement,
                                 const char *words)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "ALTER TABLE ");
    redshift_dialect.sql.table_name(out, statement);
    for (size_t key = 0; key < table->keys.count; key++) {
        str_puts(out, key ? ", " : words);
        redshift_write_identifier(out, table->keys.at[key].column.name.value);
        str_putc(out, '=');
        redshift_write_literal(out, statement->batch.partitions.at[0].values[key]);
    }
    str_putc(out, ')');
}

static void write_set_location(struct str *out, const struct statement *statement)
{
    write_partition_head(out, statement, " PARTITION (");
    str_puts(out, " SET LOCATION ");
    redshift_write_literal(out, statement->batch.partitions.at[0].location->value);
    str_puts(out, ";\n");
}

static void write_drop_partition(struct str *out, const struct statement *statement)
{
    write_partition_head(out, statement, " DROP PARTITION (");
    str_puts(out, ";\n");
}

static void write_drop_schema(struct str *out, const struct statement *statement)
{
    str_puts(out, "DROP SCHEMA ");
    redshift_write_identifier(out, statement->deployment->schema);
    str_puts(out, ";\n");
}

static void write_drop_table(struct str *out, const struct statement *statement)
{
    str_puts(out, "DROP TABLE ");
    redshift_dialect.sql.table_name(out, statement);
    str_puts(out, ";\n");
}

/* "ALTER TABLE schema.table WORDS" */
static void write_alter(struct str *out, const struct statement *statement, const char *words)
{
    str_puts(out, "ALTER TABLE ");
    redshift_dialect.sql.table_name(out, statement);
    str_printf(out, " %s", words);
}

static void write_move_table(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "SET LOCATION ");
    redshift_write_literal(out, statement->document->table.location.value);
    str_puts(out, ";\n");
}

static void write_set_format(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "SET FILE FORMAT ");
    str_printf(out, "%s;\n", formats[statement->document->table.format.stored_as].stored_as);
}

static void write_set_properties(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "SET ");
    external_write_properties(out, &redshift_dialect, redshift_dialect.properties,
                              &statement->properties);
    sql_end(out);
}

static void write_add_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "ADD COLUMN ");
    redshift_write_identifier(out, statement->change.column->name.value);
    str_putc(out, ' ');
    type_print(out, statement->change.column->type, &redshift_dialect.sql.types);
    str_puts(out, ";\n");
}

static void write_drop_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "DROP COLUMN ");
    redshift_write_identifier(out, statement->change.column->name.value);
    str_puts(out, ";\n");
}

static void write_rename_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "RENAME COLUMN ");
    redshift_write_identifier(out, statement->change.old_name);
    str_puts(out, " TO ");
    redshift_write_identifier(out, statement->change.column->name.value);
    str_puts(out, ";\n");
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    sql_count_rows(out, &redshift_dialect.sql, statement);
}

const struct target target_redshift = {
    .name = "redshift",
    .title = "Amazon Redshift Spectrum: external schemas, tables and partitions as SQL",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS | PART_SANITY,
    .default_parts = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_PSQL,
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_GRANTS | 1u << FEATURE_TABLES |
                1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED | 1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT,
    .psql_head = psql_write_head,
    .psql_write = psql_write_statement,
    .write =
        {
            [STATEMENT_CREATE_SCHEMA] = write_create_schema,
            [STATEMENT_GRANT_USAGE] = write_grant_usage,
            [STATEMENT_CREATE_TABLE] = write_create_table,
            [STATEMENT_ADD_PARTITIONS] = write_add_partitions,
            [STATEMENT_SET_LOCATION] = write_set_location,
            [STATEMENT_DROP_PARTITION] = write_drop_partition,
            [STATEMENT_DROP_SCHEMA] = write_drop_schema,
            [STATEMENT_REVOKE_USAGE] = write_revoke_usage,
            [STATEMENT_DROP_TABLE] = write_drop_table,
            [STATEMENT_MOVE_TABLE] = write_move_table,
            [STATEMENT_SET_FORMAT] = write_set_format,
            [STATEMENT_SET_PROPERTIES] = write_set_properties,
            [STATEMENT_ADD_COLUMN] = write_add_column,
            [STATEMENT_DROP_COLUMN] = write_drop_column,
            [STATEMENT_RENAME_COLUMN] = write_rename_column,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
};
