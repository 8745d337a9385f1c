/* Clauses in the order of the grammar. Partitions are the hot path: a run may write millions of
   them. */
#include "write/sql/external.h"

#include <stdlib.h>

#include "base/die.h"
#include "text/comment.h"
#include "write/target.h"

/* One line: the words of a clause, then a literal. */
static void write_clause(struct str *out, const struct dialect *dialect, const char *words,
                         struct slice value)
{
    str_puts(out, words);
    sql_literal(out, &dialect->sql, value);
    str_putc(out, '\n');
}

static void write_comment_clause(struct str *out, const struct dialect *dialect, const char *words,
                                 struct text description, bool is_column)
{
    struct str comment = {0};

    if (!dialect->comment || !text_is_given(description))
        return;
    dialect->comment(&comment, description.value, is_column);
    str_puts(out, words);
    sql_literal(out, &dialect->sql, str_slice(&comment));
    str_release(&comment);
}

static void write_column(struct str *out, const struct dialect *dialect,
                         const struct column *column, bool is_last)
{
    str_puts(out, "    ");
    dialect->sql.identifier(out, column->name.value);
    str_putc(out, ' ');
    type_print(out, column->type, &dialect->sql.types);
    write_comment_clause(out, dialect, " COMMENT ", column->description, true);
    str_puts(out, is_last ? "\n" : ",\n");
}

static void write_columns(struct str *out, const struct dialect *dialect, const struct table *table)
{
    str_puts(out, " (\n");
    for (size_t i = 0; i < table->columns.count; i++)
        write_column(out, dialect, &table->columns.at[i], i + 1 == table->columns.count);
    str_puts(out, ")\n");
    write_comment_clause(out, dialect, "COMMENT ", table->description, false);
    if (out->at[out->len - 1] != '\n')
        str_putc(out, '\n');
    if (!table->keys.count)
        return;
    str_puts(out, "PARTITIONED BY (\n");
    for (size_t i = 0; i < table->keys.count; i++)
        write_column(out, dialect, &table->keys.at[i].column, i + 1 == table->keys.count);
    str_puts(out, ")\n");
}

/* A list of properties being written; the clause opens with the first one. */
struct property_writer {
    struct str *out;
    const struct dialect *dialect;
    bool has_any;
};

static void add_property(struct property_writer *list, const char *opening, struct slice key,
                         struct slice value)
{
    if (list->has_any)
        str_puts(list->out, ",\n    ");
    else
        str_printf(list->out, "%s (\n    ", opening);
    list->has_any = true;
    sql_literal(list->out, &list->dialect->sql, key);
    str_putc(list->out, '=');
    sql_literal(list->out, &list->dialect->sql, value);
}

static void add_properties(struct property_writer *list, const char *opening,
                           const struct property_list *properties)
{
    for (size_t i = 0; i < properties->list.count; i++)
        add_property(list, opening, properties->list.at[i].key.value,
                     properties->list.at[i].value.value);
}

static void end_properties(struct property_writer *list)
{
    if (list->has_any)
        str_puts(list->out, "\n)\n");
}

void external_write_properties(struct str *out, const struct dialect *dialect, const char *opening,
                               const struct property_list *properties)
{
    struct property_writer list = {.out = out, .dialect = dialect};

    add_properties(&list, opening, properties);
    end_properties(&list);
}

void mapping_key(struct str *out, const struct column *column)
{
    str_puts(out, "mapping.");
    str_add_lower(out, column->name.value);
}

/* How many columns have a `source`. */
static size_t mapping_count(const struct table *table)
{
    size_t count = 0;

    for (size_t i = 0; i < table->columns.count; i++)
        count += text_is_given(table->columns.at[i].source);
    return count;
}

static void write_serde(struct str *out, const struct dialect *dialect, const struct table *table)
{
    static const char opening[] = "WITH SERDEPROPERTIES";
    struct property_writer list = {.out = out, .dialect = dialect};
    struct str key = {0};

    write_clause(out, dialect, "ROW FORMAT SERDE ", table->format.serde.value);
    add_properties(&list, opening, &table->format.serde_properties);
    for (size_t i = 0; i < table->columns.count; i++) {
        if (!text_is_given(table->columns.at[i].source))
            continue;
        key.len = 0;
        mapping_key(&key, &table->columns.at[i]);
        add_property(&list, opening, str_slice(&key), table->columns.at[i].source.value);
    }
    end_properties(&list);
    str_release(&key);
}

/* ROW FORMAT DELIMITED, if the format sets more than its defaults. */
static void write_delimited(struct str *out, const struct dialect *dialect,
                            const struct format *format)
{
    struct text fields = format->fields_by;

    if (!text_is_given(fields) && formats[format->id].traits & TAB_FIELDS)
        fields.value = SLICE("\t");
    if (!text_is_given(fields) && !text_is_given(format->lines_by))
        return;
    str_puts(out, "ROW FORMAT DELIMITED\n");
    if (text_is_given(fields))
        write_clause(out, dialect, "    FIELDS TERMINATED BY ", fields.value);
    if (text_is_given(format->lines_by))
        write_clause(out, dialect, "    LINES TERMINATED BY ", format->lines_by.value);
}

void external_write_row_format(struct str *out, const struct dialect *dialect,
                               const struct table *table)
{
    const struct format *format = &table->format;
    bool has_properties = format->serde_properties.list.count || mapping_count(table);

    if (format->id == FORMAT_CUSTOM) {
        if (text_is_given(format->serde))
            write_serde(out, dialect, table);
    } else if (has_properties || formats[format->id].traits & SERDE_SHOWN) {
        write_serde(out, dialect, table);
    } else if (formats[format->id].traits & DELIMITED) {
        write_delimited(out, dialect, format);
    }
}

void external_write_stored_as(struct str *out, const struct dialect *dialect,
                              const struct format *format)
{
    struct slice input = format->input.value, output = format->output.value;

    if (format->stored_as != FORMAT_CUSTOM) {
        const struct format_row *row = &formats[format->stored_as];

        if (row->stored_as && !(dialect->by_classes & 1u << format->id)) {
            str_printf(out, "STORED AS %s\n", row->stored_as);
            return;
        }
        input = class_name(row->input);
        output = class_name(row->output);
    }
    str_puts(out, "STORED AS\n");
    write_clause(out, dialect, "    INPUTFORMAT ", input);
    write_clause(out, dialect, "    OUTPUTFORMAT ", output);
}

void external_write_table_properties(struct str *out, const struct dialect *dialect,
                                     const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    struct property_writer list = {.out = out, .dialect = dialect};
    struct str key = {0}, value = {0};

    add_properties(&list, dialect->properties, &table->format.table_properties);
    add_properties(&list, dialect->properties, &table->properties);
    for (size_t i = 0; dialect->property && dialect->property(statement, i, &key, &value); i++) {
        if (key.len)
            add_property(&list, dialect->properties, str_slice(&key), str_slice(&value));
        key.len = value.len = 0;
    }
    end_properties(&list);
    str_release(&key);
    str_release(&value);
}

void external_write_table(struct str *out, const struct dialect *dialect,
                          const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    if (text_is_given(table->description) && !dialect->comment)
        text_into_comment_lines(out, "-- ", table->description.value);
    str_printf(out, "CREATE EXTERNAL TABLE %s", dialect->if_not_exists);
    dialect->sql.table_name(out, statement);
    write_columns(out, dialect, table);
    external_write_row_format(out, dialect, table);
    external_write_stored_as(out, dialect, &table->format);
    write_clause(out, dialect, "LOCATION ", table->location.value);
    external_write_table_properties(out, dialect, statement);
    sql_end(out);
}

/* The parts of ADD PARTITION that are the same for all partitions of a table. */
struct partition_frame {
    struct str text;
    size_t *ends; /* by partition column: where the text before its value ends */
    size_t start; /* where the location begins */
    struct str folder;
    bool is_plain; /* no folder needs escaping in a literal */
};

static bool is_unchanged(const struct sql *sql, struct slice text)
{
    struct str escaped = {0};
    bool is_same;

    text_into_sql_quotes(&escaped, sql->literals, text);
    is_same = slice_eq(str_slice(&escaped), text);
    str_release(&escaped);
    return is_same;
}

static bool is_plain_date(const struct sql *sql, const struct date_pattern *date)
{
    for (size_t i = 0; date && i < date->items.count; i++)
        if (date->items.at[i].is_literal && !is_unchanged(sql, date->items.at[i].literal))
            return false;
    return true;
}

/* Whether rendered folders need no escaping. Of ASCII, path_encode keeps only the characters below,
   so only the path's literal texts must be checked. */
static bool is_plain_path(const struct sql *sql, const struct table *table)
{
    bool is_plain = is_unchanged(sql, SLICE(" !$%&()+,-.0123456789;<>@ABCDEFGHIJKLMNOPQRSTUVWXYZ_`"
                                            "abcdefghijklmnopqrstuvwxyz|}~"));

    for (size_t i = 0; is_plain && i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];

        is_plain = piece->is_literal ? is_unchanged(sql, piece->literal)
                                     : is_plain_date(sql, piece->date);
    }
    return is_plain;
}

/* Writes "    PARTITION (year='", "', month='" and "') LOCATION 's3://bucket/prefix/". */
static void frame_init(struct partition_frame *frame, const struct sql *sql,
                       const struct table *table)
{
    struct str *text = &frame->text;

    *frame = (struct partition_frame){.ends = must_alloc(table->keys.count * sizeof *frame->ends)};
    for (size_t key = 0; key < table->keys.count; key++) {
        str_puts(text, key ? "', " : "    PARTITION (");
        sql->identifier(text, table->keys.at[key].column.name.value);
        str_puts(text, "='");
        frame->ends[key] = text->len;
    }
    str_puts(text, "') LOCATION '");
    frame->start = text->len;
    text_into_sql_quotes(text, sql->literals, table->location.value);
    frame->is_plain = is_plain_path(sql, table);
}

static void frame_release(struct partition_frame *frame)
{
    str_release(&frame->text);
    str_release(&frame->folder);
    free(frame->ends);
}

/* PARTITION (year='2026', month='04') LOCATION 's3://...' */
static void write_partition(struct str *out, const struct sql *sql,
                            const struct statement *statement, struct partition_frame *frame,
                            const struct partition *partition)
{
    struct slice text = str_slice(&frame->text);
    size_t at = 0;

    for (size_t key = 0; key < statement->document->table.keys.count; key++) {
        str_add(out, slice_cut(text, at, frame->ends[key]));
        text_into_sql_quotes(out, sql->literals, partition->values[key]);
        at = frame->ends[key];
    }
    if (partition->location) {
        str_add(out, slice_cut(text, at, frame->start));
        text_into_sql_quotes(out, sql->literals, partition->location->value);
    } else if (frame->is_plain) {
        str_add(out, slice_from(text, at));
        path_render(out, statement->batch.path, partition->values, partition->when);
    } else {
        str_add(out, slice_from(text, at));
        frame->folder.len = 0;
        path_render(&frame->folder, statement->batch.path, partition->values, partition->when);
        text_into_sql_quotes(out, sql->literals, str_slice(&frame->folder));
    }
    str_puts(out, "'\n");
}

void external_write_partitions(struct str *out, const struct dialect *dialect,
                               const struct statement *statement)
{
    const struct sql *sql = &dialect->sql;
    struct partition_frame frame;

    frame_init(&frame, sql, &statement->document->table);
    str_puts(out, "ALTER TABLE ");
    sql->table_name(out, statement);
    str_puts(out, " ADD IF NOT EXISTS\n");
    for (size_t i = 0; i < statement->batch.partitions.count; i++)
        write_partition(out, sql, statement, &frame, &statement->batch.partitions.at[i]);
    sql_end(out);
    frame_release(&frame);
}
