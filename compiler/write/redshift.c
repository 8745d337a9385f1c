#include "write/redshift.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "model/words.h"
#include "write/target.h"

static bool is_bare(struct slice name)
{
    if (!name.len || ascii_is_digit(name.at[0]))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_lower(name.at[i]) && !ascii_is_digit(name.at[i]) && name.at[i] != '_')
            return false;
    return !word_lists(name);
}

void redshift_write_identifier(struct str *out, struct slice name)
{
    if (is_bare(name)) {
        str_add(out, name);
        return;
    }
    str_putc(out, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '"')
            str_putc(out, '"');
        str_putc(out, name.at[i]);
    }
    str_putc(out, '"');
}

/* Bytes from the front of `value` that stand in a literal as they are. */
static size_t plain_len(struct slice value)
{
    static const bool is_escaped[256] = {
        [0 ... 0x1f] = true, ['\''] = true, ['\\'] = true, [0x7f] = true};
    size_t len = 0;

    while (len < value.len && !is_escaped[(unsigned char)value.at[len]])
        len++;
    return len;
}

/* The inside of a literal. */
static void write_escaped(struct str *out, struct slice value)
{
    while (value.len) {
        size_t len = plain_len(value);

        str_add(out, slice_cut(value, 0, len));
        if (len == value.len)
            return;
        if (ascii_is_control(value.at[len]))
            str_printf(out, "\\%03o", (unsigned)value.at[len]);
        else
            str_add(out, (struct slice){(const char[]){value.at[len], value.at[len]}, 2});
        value = slice_from(value, len + 1);
    }
}

void redshift_write_literal(struct str *out, struct slice value)
{
    str_putc(out, '\'');
    write_escaped(out, value);
    str_putc(out, '\'');
}

static void write_table_name(struct str *out, const struct statement *statement)
{
    redshift_write_identifier(out, statement->schema);
    str_putc(out, '.');
    redshift_write_identifier(out, statement->document->table.name.value);
}

/* A line of a clause that takes a literal, where there is one. */
static void write_clause(struct str *out, const char *words, struct text value)
{
    if (!text_is_given(value))
        return;
    str_puts(out, words);
    redshift_write_literal(out, value.value);
    str_putc(out, '\n');
}

static void write_roles(struct str *out, const char *words, const struct roles *roles)
{
    struct str chain = {0};

    if (!roles->list.count)
        return;
    str_puts(out, words);
    for (size_t i = 0; i < roles->list.count; i++) {
        if (i)
            str_putc(&chain, ',');
        str_add(&chain, roles->list.at[i].value);
    }
    if (slice_is(str_slice(&chain), "default"))
        str_add(out, str_slice(&chain));
    else
        redshift_write_literal(out, str_slice(&chain));
    str_putc(out, '\n');
    str_release(&chain);
}

/* Ends a statement whose last line has its line end already. */
static void end_statement(struct str *out)
{
    out->len--;
    str_puts(out, ";\n");
}

static void write_create_schema(struct str *out, const struct statement *statement)
{
    const struct external_schema *schema = &statement->document->schema;

    if (text_is_given(schema->description))
        write_comment(out, schema->description.value);
    str_puts(out, "CREATE EXTERNAL SCHEMA IF NOT EXISTS ");
    redshift_write_identifier(out, statement->schema);
    str_puts(out, schema->catalog == CATALOG_HIVE ? "\nFROM HIVE METASTORE\n"
                                                  : "\nFROM DATA CATALOG\n");
    write_clause(out, "DATABASE ", schema->database);
    write_clause(out, "REGION ", schema->region);
    if (text_is_given(schema->uri)) {
        str_puts(out, "URI ");
        redshift_write_literal(out, schema->uri.value);
        if (text_is_given(schema->port))
            str_printf(out, " PORT %.*s", SLICE_ARG(schema->port.value));
        str_putc(out, '\n');
    }
    write_roles(out, "IAM_ROLE ", &schema->iam_role);
    write_roles(out, "CATALOG_ROLE ", &schema->catalog_role);
    if (schema->creates_database)
        str_puts(out, "CREATE EXTERNAL DATABASE IF NOT EXISTS\n");
    write_clause(out, "CATALOG_ID ", schema->catalog_id);
    end_statement(out);
}

/* GRANT USAGE ON SCHEMA s TO ..., or REVOKE ... FROM ... */
static void write_usage(struct str *out, const struct statement *statement, const char *verb,
                        const char *preposition)
{
    static const char *const kinds[] = {
        [GRANTEE_GROUP] = "GROUP ", [GRANTEE_USER] = "", [GRANTEE_ROLE] = "ROLE "};
    const struct grant *grant = statement->grant;

    str_printf(out, "%s USAGE ON SCHEMA ", verb);
    redshift_write_identifier(out, statement->schema);
    str_printf(out, " %s ", preposition);
    if (grant->kind == GRANTEE_PUBLIC) {
        str_puts(out, "PUBLIC");
    } else {
        str_puts(out, kinds[grant->kind]);
        redshift_write_identifier(out, grant->name.value);
    }
    str_puts(out, ";\n");
}

static void write_grant_usage(struct str *out, const struct statement *statement)
{
    write_usage(out, statement, "GRANT", "TO");
}

static void write_revoke_usage(struct str *out, const struct statement *statement)
{
    write_usage(out, statement, "REVOKE", "FROM");
}

static void write_column(struct str *out, const struct column *column, bool is_last)
{
    str_puts(out, "    ");
    redshift_write_identifier(out, column->name.value);
    str_putc(out, ' ');
    type_print(out, column->type, redshift_write_identifier);
    str_puts(out, is_last ? "\n" : ",\n");
}

static void write_property(struct str *out, struct slice key, struct slice value, bool is_last)
{
    str_puts(out, "    ");
    redshift_write_literal(out, key);
    str_putc(out, '=');
    redshift_write_literal(out, value);
    str_puts(out, is_last ? "\n" : ",\n");
}

static void write_properties(struct str *out, const struct property_list *list, bool more)
{
    for (size_t i = 0; i < list->list.count; i++)
        write_property(out, list->list.at[i].key.value, list->list.at[i].value.value,
                       !more && i + 1 == list->list.count);
}

/* The SerDe property that maps a column to its key in the file: the column in lower case. */
static void write_mapping(struct str *out, const struct column *column, bool is_last)
{
    struct str key = {0};

    str_puts(&key, "mapping.");
    for (size_t i = 0; i < column->name.value.len; i++)
        str_putc(&key, ascii_lower(column->name.value.at[i]));
    write_property(out, str_slice(&key), column->source.value, is_last);
    str_release(&key);
}

static size_t mapping_count(const struct table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->columns.count; i++)
        count += text_is_given(table->columns.at[i].source);
    return count;
}

static void write_serde(struct str *out, const struct table *table)
{
    const struct property_list *properties = &table->format.serde_properties;
    size_t mapped = mapping_count(table);

    str_puts(out, "ROW FORMAT SERDE ");
    redshift_write_literal(out, table->format.serde.value);
    str_putc(out, '\n');
    if (!properties->list.count && !mapped)
        return;
    str_puts(out, "WITH SERDEPROPERTIES (\n");
    write_properties(out, properties, mapped > 0);
    for (size_t i = 0; i < table->columns.count; i++)
        if (text_is_given(table->columns.at[i].source))
            write_mapping(out, &table->columns.at[i], --mapped == 0);
    str_puts(out, ")\n");
}

/* ROW FORMAT DELIMITED, where the format says more than its defaults. */
static void write_delimited(struct str *out, const struct format *format)
{
    struct text fields = format->fields_by;

    if (!text_is_given(fields) && formats[format->id].traits & TAB_FIELDS)
        fields.value = SLICE("\t");
    if (!text_is_given(fields) && !text_is_given(format->lines_by))
        return;
    str_puts(out, "ROW FORMAT DELIMITED\n");
    write_clause(out, "    FIELDS TERMINATED BY ", fields);
    write_clause(out, "    LINES TERMINATED BY ", format->lines_by);
}

static void write_row_format(struct str *out, const struct table *table)
{
    const struct format *format = &table->format;
    bool has_properties = format->serde_properties.list.count || mapping_count(table);

    if (format->id == FORMAT_CUSTOM) {
        if (text_is_given(format->serde))
            write_serde(out, table);
    } else if (has_properties || formats[format->id].traits & SERDE_SHOWN) {
        write_serde(out, table);
    } else if (formats[format->id].traits & DELIMITED) {
        write_delimited(out, format);
    }
}

static void write_stored_as(struct str *out, const struct format *format)
{
    struct slice input = format->input.value, output = format->output.value;

    if (format->stored_as != FORMAT_CUSTOM) {
        const struct format_row *row = &formats[format->stored_as];

        if (row->stored_as) {
            str_printf(out, "STORED AS %s\n", row->stored_as);
            return;
        }
        input = class_name(row->input);
        output = class_name(row->output);
    }
    str_puts(out, "STORED AS\n    INPUTFORMAT ");
    redshift_write_literal(out, input);
    str_puts(out, "\n    OUTPUTFORMAT ");
    redshift_write_literal(out, output);
    str_putc(out, '\n');
}

static void write_table_properties(struct str *out, const struct table *table)
{
    const struct property_list *implied = &table->format.table_properties;

    if (!implied->list.count && !table->properties.list.count)
        return;
    str_puts(out, "TABLE PROPERTIES (\n");
    write_properties(out, implied, table->properties.list.count > 0);
    write_properties(out, &table->properties, false);
    str_puts(out, ")\n");
}

static void write_create_table(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    if (text_is_given(table->description))
        write_comment(out, table->description.value);
    str_puts(out, "CREATE EXTERNAL TABLE ");
    write_table_name(out, statement);
    str_puts(out, " (\n");
    for (size_t i = 0; i < table->columns.count; i++)
        write_column(out, &table->columns.at[i], i + 1 == table->columns.count);
    str_puts(out, ")\n");
    if (table->keys.count)
        str_puts(out, "PARTITIONED BY (\n");
    for (size_t i = 0; i < table->keys.count; i++)
        write_column(out, &table->keys.at[i].column, i + 1 == table->keys.count);
    if (table->keys.count)
        str_puts(out, ")\n");
    write_row_format(out, table);
    write_stored_as(out, &table->format);
    str_puts(out, "LOCATION ");
    redshift_write_literal(out, table->location.value);
    str_putc(out, '\n');
    write_table_properties(out, table);
    end_statement(out);
}

/* The parts of an added partition that are the same for all of a table. */
struct partition_frame {
    struct str text;
    size_t *ends;     /* by partition column: where what stands before its value ends */
    size_t start;     /* where the location of a partition that is where the path says begins */
    struct str folder;
};

/* Writes "    PARTITION (year='", "', month='" and "') LOCATION 's3://bucket/prefix/". */
static void frame_init(struct partition_frame *frame, const struct table *table)
{
    struct str *text = &frame->text;

    *frame = (struct partition_frame){.ends = must_alloc(table->keys.count * sizeof *frame->ends)};
    for (size_t key = 0; key < table->keys.count; key++) {
        str_puts(text, key ? "', " : "    PARTITION (");
        redshift_write_identifier(text, table->keys.at[key].column.name.value);
        str_puts(text, "='");
        frame->ends[key] = text->len;
    }
    str_puts(text, "') LOCATION '");
    frame->start = text->len;
    write_escaped(text, table->location.value);
}

static void frame_release(struct partition_frame *frame)
{
    str_release(&frame->text);
    str_release(&frame->folder);
    free(frame->ends);
}

/* PARTITION (year='2026', month='04') LOCATION 's3://...' */
static void write_partition(struct str *out, const struct statement *statement,
                            struct partition_frame *frame, const struct partition *partition)
{
    struct slice text = str_slice(&frame->text);
    size_t at = 0;

    for (size_t key = 0; key < statement->document->table.keys.count; key++) {
        str_add(out, slice_cut(text, at, frame->ends[key]));
        write_escaped(out, partition->values[key]);
        at = frame->ends[key];
    }
    if (partition->location) {
        str_add(out, slice_cut(text, at, frame->start));
        write_escaped(out, partition->location->value);
    } else {
        str_add(out, slice_from(text, at));
        frame->folder.len = 0;
        path_render(&frame->folder, statement->path, partition->values, partition->when);
        write_escaped(out, str_slice(&frame->folder));
    }
    str_puts(out, "'\n");
}

static void write_add_partitions(struct str *out, const struct statement *statement)
{
    struct partition_frame frame;

    frame_init(&frame, &statement->document->table);
    str_puts(out, "ALTER TABLE ");
    write_table_name(out, statement);
    str_puts(out, " ADD IF NOT EXISTS\n");
    for (size_t i = 0; i < statement->partitions.count; i++)
        write_partition(out, statement, &frame, &statement->partitions.at[i]);
    end_statement(out);
    frame_release(&frame);
}

/* ALTER TABLE schema.table PARTITION (year='2026', month='04') */
static void write_partition_head(struct str *out, const struct statement *statement,
                                 const char *words)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "ALTER TABLE ");
    write_table_name(out, statement);
    for (size_t key = 0; key < table->keys.count; key++) {
        str_puts(out, key ? ", " : words);
        redshift_write_identifier(out, table->keys.at[key].column.name.value);
        str_putc(out, '=');
        redshift_write_literal(out, statement->partitions.at[0].values[key]);
    }
    str_putc(out, ')');
}

static void write_set_location(struct str *out, const struct statement *statement)
{
    write_partition_head(out, statement, " PARTITION (");
    str_puts(out, " SET LOCATION ");
    redshift_write_literal(out, statement->partitions.at[0].location->value);
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
    redshift_write_identifier(out, statement->schema);
    str_puts(out, ";\n");
}

static void write_drop_table(struct str *out, const struct statement *statement)
{
    str_puts(out, "DROP TABLE ");
    write_table_name(out, statement);
    str_puts(out, ";\n");
}

/* "ALTER TABLE schema.table WORDS" */
static void write_alter(struct str *out, const struct statement *statement, const char *words)
{
    str_puts(out, "ALTER TABLE ");
    write_table_name(out, statement);
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
    write_alter(out, statement, "SET TABLE PROPERTIES (\n");
    write_properties(out, &statement->properties, false);
    str_puts(out, ");\n");
}

static void write_add_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "ADD COLUMN ");
    redshift_write_identifier(out, statement->column->name.value);
    str_putc(out, ' ');
    type_print(out, statement->column->type, redshift_write_identifier);
    str_puts(out, ";\n");
}

static void write_drop_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "DROP COLUMN ");
    redshift_write_identifier(out, statement->column->name.value);
    str_puts(out, ";\n");
}

static void write_rename_column(struct str *out, const struct statement *statement)
{
    write_alter(out, statement, "RENAME COLUMN ");
    redshift_write_identifier(out, statement->old_name);
    str_puts(out, " TO ");
    redshift_write_identifier(out, statement->column->name.value);
    str_puts(out, ";\n");
}

/* A literal that compares with the column: bare where the column is an integer. */
static void write_comparable(struct str *out, const struct type *type, struct slice value)
{
    long long number;

    if (type_is_integer(type->kind) && slice_to_int(value, &number))
        str_printf(out, "%lld", number);
    else
        redshift_write_literal(out, value);
}

static void write_key_names(struct str *out, const struct table *table)
{
    for (size_t key = 0; key < table->keys.count; key++) {
        if (key)
            str_puts(out, ", ");
        redshift_write_identifier(out, table->keys.at[key].column.name.value);
    }
}

/* The first partition column within what is registered, so that the query scans no more. */
static void write_where(struct str *out, const struct table *table,
                        const struct partition_list *partitions)
{
    const struct column *column = &table->keys.at[0].column;
    struct slice least, most;

    if (!partitions->count)
        return;
    least = partitions->at[0].values[0];
    most = partitions->at[partitions->count - 1].values[0];
    str_puts(out, "WHERE ");
    redshift_write_identifier(out, column->name.value);
    str_puts(out, slice_eq(least, most) ? " = " : " BETWEEN ");
    write_comparable(out, column->type, least);
    if (!slice_eq(least, most)) {
        str_puts(out, " AND ");
        write_comparable(out, column->type, most);
    }
    str_putc(out, '\n');
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "SELECT ");
    write_key_names(out, table);
    str_puts(out, table->keys.count ? ", count(*) AS record_count\nFROM "
                                    : "count(*) AS record_count\nFROM ");
    write_table_name(out, statement);
    str_putc(out, '\n');
    if (table->keys.count) {
        write_where(out, table, &statement->partitions);
        str_puts(out, "GROUP BY ");
        write_key_names(out, table);
        str_puts(out, "\nORDER BY ");
        write_key_names(out, table);
        str_putc(out, '\n');
    }
    end_statement(out);
}

const struct target target_redshift = {
    .name = "redshift",
    .title = "Amazon Redshift Spectrum: external schemas, tables and partitions as SQL",
    .extension = ".sql",
    .write = {
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
