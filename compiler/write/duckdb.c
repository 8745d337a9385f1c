/*
 * DuckDB: a view over the same files, in S3 or in a local copy, so that queries can run on a
 * laptop. DuckDB finds the partitions itself: by Hive's layout, else by a pattern over file names.
 */
#include "base/ascii.h"
#include "model/location.h"
#include "path/encode.h"
#include "text/regex.h"
#include "write/review.h"
#include "write/sql/sql.h"
#include "write/target.h"

static void write_view_name(struct str *out, const struct statement *statement);

static const struct sql duckdb = {
    .identifier = sql_standard_identifier,
    .literals = LITERALS_DUCKDB,
    .table_name = write_view_name,
    .types = {WORDS_DUCKDB, ", ", sql_standard_identifier, NULL},
    .says_dates = true,
};

static void write_view_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &duckdb, statement->deployment->schema, statement);
}

enum reader { READS_NOT, READS_JSON, READS_CSV, READS_LINES, READS_PARQUET };

/* The function that reads the files, by the format's word or the SerDe's class. */
static enum reader reader_of(const struct format *format)
{
    enum class_id serde = format->id == FORMAT_CUSTOM ? class_named(format->serde.value)
                                                      : formats[format->id].serde;

    if (serde == CLASS_OPENX_JSON)
        return READS_JSON;
    if (serde == CLASS_OPEN_CSV)
        return READS_CSV;
    if (serde == CLASS_PARQUET && format->stored_as == FORMAT_PARQUET)
        return READS_PARQUET;
    if (format->id != FORMAT_CUSTOM && formats[format->id].traits & DELIMITED)
        return READS_LINES;
    return READS_NOT;
}

static struct slice value_of(const struct property_list *list, const char *name,
                             struct slice otherwise)
{
    const struct property *property = property_of(list, slice_of(name));

    return property ? property->value.value : otherwise;
}

/* A table property, from the table's own list or from its format. */
static struct slice table_property(const struct table *table, const char *name,
                                   struct slice otherwise)
{
    return value_of(&table->properties, name,
                    value_of(&table->format.table_properties, name, otherwise));
}

/* A column's key in JSON files. */
static struct slice source_of(const struct table *table, const struct column *column)
{
    struct str key = {0};
    struct slice source = column->source.value;

    if (text_is_given(column->source))
        return source;
    str_printf(&key, "mapping.%.*s%c", SLICE_ARG(column->name.value), '\0');
    source = value_of(&table->format.serde_properties, key.at, column->name.value);
    str_release(&key);
    return source;
}

static void write_type(struct str *out, const struct type *type)
{
    switch (type->kind) {
    case TYPE_STRUCT:
        str_puts(out, "STRUCT(");
        for (size_t i = 0; i < type->fields.count; i++) {
            str_puts(out, i ? ", " : "");
            duckdb.identifier(out, type->fields.at[i].name);
            str_putc(out, ' ');
            write_type(out, type->fields.at[i].type);
        }
        str_putc(out, ')');
        return;
    case TYPE_ARRAY:
        write_type(out, type->element);
        str_puts(out, "[]");
        return;
    case TYPE_MAP:
        str_puts(out, "MAP(");
        write_type(out, type->key);
        str_puts(out, ", ");
        write_type(out, type->element);
        str_putc(out, ')');
        return;
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT:
    case TYPE_DECIMAL:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_BOOLEAN:
    case TYPE_CHAR:
    case TYPE_VARCHAR:
    case TYPE_VARBYTE:
    case TYPE_DATE:
    case TYPE_TIMESTAMP:
    case TYPE_KIND_COUNT: type_print(out, type, &duckdb.types);
    }
}

/* 'name': 'TYPE' */
static void write_typed(struct str *out, struct slice name, const struct type *type)
{
    struct str spelled = {0};

    write_type(&spelled, type);
    sql_literal(out, &duckdb, name);
    str_puts(out, ": ");
    sql_literal(out, &duckdb, str_slice(&spelled));
    str_release(&spelled);
}

/* The table's folder: under s3://, or under the local folder that replaces it (--root). */
static void add_location(struct str *out, const struct statement *statement,
                         void (*add)(struct str *out, struct slice text))
{
    struct slice location = statement->document->table.location.value;

    if (statement->deployment->root.len) {
        add(out, statement->deployment->root);
        if (!slice_ends(statement->deployment->root, SLICE("/")))
            str_putc(out, '/');
        location = slice_from(location, S3_SCHEME.len);
    }
    add(out, location);
}

/* A glob of all files in the folders of the path, at any depth, except hidden ones. */
static void write_glob(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    struct str glob = {0};

    add_location(&glob, statement, text_into_glob);
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        struct slice pattern = piece->date ? piece->date->text.value : (struct slice){0};

        if (piece->is_literal) {
            text_into_glob(&glob, piece->literal);
            continue;
        }
        str_putc(&glob, '*');
        for (size_t k = 0; k < pattern.len; k++)
            if (pattern.at[k] == '/')
                str_puts(&glob, "/*");
    }
    str_puts(&glob, "**/[!._]*");
    sql_literal(out, &duckdb, str_slice(&glob));
    str_release(&glob);
}

static void write_option(struct str *out, const char *name, struct slice value)
{
    str_printf(out, ",\n    %s = ", name);
    sql_literal(out, &duckdb, value);
}

/* Whether an earlier column reads the same key: DuckDB accepts each key once, ignoring case. */
static bool is_read_before(const struct table *table, size_t index)
{
    struct slice source = source_of(table, &table->columns.at[index]);

    for (size_t i = 0; i < index; i++)
        if (slice_eq_folded(source_of(table, &table->columns.at[i]), source))
            return true;
    return false;
}

static void write_file_columns(struct str *out, const struct table *table, bool is_json)
{
    str_puts(out, ",\n    columns = {");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];

        if (is_json && is_read_before(table, i))
            continue;
        str_puts(out, i ? ",\n        " : "\n        ");
        write_typed(out, is_json ? source_of(table, column) : column->name.value, column->type);
    }
    str_puts(out, "\n    }");
}

static void write_json_options(struct str *out, const struct table *table)
{
    struct slice strips = value_of(&table->format.serde_properties, "strip.outer.array",
                                   SLICE("false"));

    write_option(out, "format",
                 slice_eq_folded(strips, SLICE("true")) ? SLICE("array")
                                                        : SLICE("newline_delimited"));
    write_file_columns(out, table, true);
}

static void write_text_options(struct str *out, const struct table *table, enum reader reader)
{
    const struct format *format = &table->format;
    const struct property_list *serde = &format->serde_properties;
    struct slice fields = format->fields_by.value;
    bool is_csv = reader == READS_CSV;

    if (!fields.len)
        fields = formats[format->stored_as].traits & TAB_FIELDS ||
                         (format->id != FORMAT_CUSTOM && formats[format->id].traits & TAB_FIELDS)
                     ? SLICE("\t")
                     : SLICE("\x01");
    str_puts(out, ",\n    auto_detect = false,\n    header = false,\n    null_padding = true");
    write_option(out, "delim", is_csv ? value_of(serde, "separatorChar", SLICE(",")) : fields);
    write_option(out, "quote", is_csv ? value_of(serde, "quoteChar", SLICE("\"")) : SLICE(""));
    write_option(out, "escape", is_csv ? value_of(serde, "escapeChar", SLICE("\\")) : SLICE(""));
    if (!is_csv)
        write_option(out, "nullstr",
                     table_property(table, "serialization.null.format", SLICE("\\N")));
    str_printf(out, ",\n    skip = %.*s",
               SLICE_ARG(table_property(table, "skip.header.line.count", SLICE("0"))));
    write_file_columns(out, table, false);
}

static void write_hive_types(struct str *out, const struct table *table)
{
    str_puts(out, ",\n    hive_partitioning = true,\n    hive_types = {");
    for (size_t i = 0; i < table->keys.count; i++) {
        str_puts(out, i ? ", " : "");
        write_typed(out, table->keys.at[i].column.name.value, table->keys.at[i].column.type);
    }
    str_putc(out, '}');
}

static void write_from(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    enum reader reader = reader_of(&table->format);

    str_puts(out, reader == READS_PARQUET ? "FROM read_parquet(\n    "
                  : reader == READS_JSON  ? "FROM read_json(\n    "
                                          : "FROM read_csv(\n    ");
    write_glob(out, statement);
    if (reader == READS_JSON)
        write_json_options(out, table);
    else if (reader != READS_PARQUET)
        write_text_options(out, table, reader);
    if (table->keys.count && path_is_hive(table))
        write_hive_types(out, table);
    else if (table->keys.count)
        str_puts(out, ",\n    hive_partitioning = false,\n    filename = true");
    else
        str_puts(out, ",\n    hive_partitioning = false");
    str_puts(out, "\n);\n");
}

static void add_to_regex(struct str *pattern, struct slice text)
{
    text_into_regex(pattern, "", text);
}

static void add_date_to_pattern(struct str *pattern, const struct date_pattern *date)
{
    for (size_t i = 0; i < date->items.count; i++) {
        const struct date_item *item = &date->items.at[i];
        int least, most;

        if (item->is_literal) {
            add_to_regex(pattern, item->literal);
            continue;
        }
        date_item_digits(item, &least, &most);
        if (least == most)
            str_printf(pattern, "[0-9]{%d}", most);
        else
            str_printf(pattern, "[0-9]{%d,%d}", least, most);
    }
}

/* A regular expression for file names that captures the text of one placeholder. */
static void write_path_pattern(struct str *out, const struct statement *statement, size_t wanted)
{
    const struct table *table = &statement->document->table;
    struct str pattern = {0};

    str_putc(&pattern, '^');
    add_location(&pattern, statement, add_to_regex);
    for (size_t i = 0; i <= wanted; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct date_pattern *date;

        if (piece->is_literal) {
            add_to_regex(&pattern, piece->literal);
            continue;
        }
        date = path_piece_date(piece, &table->keys.at[table_key_named(table, piece->name)]);
        str_puts(&pattern, i == wanted ? "(" : "(?:");
        if (date)
            add_date_to_pattern(&pattern, date);
        else
            str_puts(&pattern, "[^/]+?");
        str_putc(&pattern, ')');
    }
    for (size_t i = wanted + 1; i < table->path.pieces.count; i++) {
        if (!table->path.pieces.at[i].is_literal)
            break;
        add_to_regex(&pattern, table->path.pieces.at[i].literal);
    }
    sql_literal(out, &duckdb, str_slice(&pattern));
    str_release(&pattern);
}

static size_t piece_of(const struct table *table, const struct key_column *key)
{
    size_t i = 0;

    while (table->path.pieces.at[i].is_literal ||
           !slice_eq_folded(table->path.pieces.at[i].name, key->column.name.value))
        i++;
    return i;
}

/* The value of a partition column, from the file's name. */
static void write_key_of_file(struct str *out, const struct statement *statement,
                              const struct key_column *key)
{
    const struct table *table = &statement->document->table;
    size_t at = piece_of(table, key);
    const struct date_pattern *own = table->path.pieces.at[at].date;
    bool is_date = own && key_date(key);

    str_puts(out, "CAST(");
    str_puts(out, is_date ? "strftime(strptime(" : "url_decode(");
    str_puts(out, "regexp_extract(filename, ");
    write_path_pattern(out, statement, at);
    str_puts(out, ", 1)");
    if (is_date) {
        str_puts(out, ", ");
        sql_literal(out, &duckdb, own->text.value);
        str_puts(out, "), ");
        sql_literal(out, &duckdb, key_date(key)->text.value);
    }
    str_puts(out, ") AS ");
    write_type(out, key->column.type);
    str_putc(out, ')');
}

static void write_as(struct str *out, const struct column *column, bool is_last)
{
    str_puts(out, " AS ");
    duckdb.identifier(out, column->name.value);
    str_puts(out, is_last ? "\n" : ",\n");
}

static void write_columns(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    enum reader reader = reader_of(&table->format);

    for (size_t i = 0; i < table->columns.count; i++) {
        const struct column *column = &table->columns.at[i];
        struct slice source = reader == READS_JSON ? source_of(table, column) : column->name.value;
        bool casts = reader == READS_PARQUET || (reader == READS_JSON && is_read_before(table, i));

        str_puts(out, casts ? "    CAST(" : "    ");
        text_into_sql_name(out, '"', source);
        if (casts) {
            str_puts(out, " AS ");
            write_type(out, column->type);
            str_putc(out, ')');
        }
        write_as(out, column, !table->keys.count && i + 1 == table->columns.count);
    }
    for (size_t i = 0; i < table->keys.count; i++) {
        const struct key_column *key = &table->keys.at[i];

        str_puts(out, "    ");
        if (path_is_hive(table))
            text_into_sql_name(out, '"', key->column.name.value);
        else
            write_key_of_file(out, statement, key);
        write_as(out, &key->column, i + 1 == table->keys.count);
    }
}

static void write_comment_on(struct str *out, const struct statement *statement,
                             const struct column *column, struct text description)
{
    if (!text_is_given(description))
        return;
    str_puts(out, column ? "COMMENT ON COLUMN " : "COMMENT ON VIEW ");
    write_view_name(out, statement);
    if (column) {
        str_putc(out, '.');
        duckdb.identifier(out, column->name.value);
    }
    str_puts(out, " IS ");
    sql_literal(out, &duckdb, slice_trim(description.value));
    str_puts(out, ";\n");
}

static void write_create_view(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "CREATE SCHEMA IF NOT EXISTS ");
    duckdb.identifier(out, statement->deployment->schema);
    str_puts(out, ";\nCREATE OR REPLACE VIEW ");
    write_view_name(out, statement);
    str_puts(out, " AS\nSELECT\n");
    write_columns(out, statement);
    write_from(out, statement);
    write_comment_on(out, statement, NULL, table->description);
    for (size_t i = 0; i < table->columns.count; i++)
        write_comment_on(out, statement, &table->columns.at[i], table->columns.at[i].description);
    for (size_t i = 0; i < table->keys.count; i++)
        write_comment_on(out, statement, &table->keys.at[i].column,
                         table->keys.at[i].column.description);
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    sql_count_rows(out, &duckdb, statement);
}

static void review_sources(struct diags *diags, const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        struct slice source = source_of(table, &table->columns.at[i]);
        struct diag *diag;
        size_t at = 0;

        while (at < source.len && !ascii_is_control(source.at[at]))
            at++;
        if (at == source.len)
            continue;
        diag = diag_add(diags, SP1011, table->columns.at[i].span,
                        "the column's key in the files has a control character");
        diag_help(diags, diag, "leave this spec out for `duckdb`");
    }
}

static void refuse(struct diags *diags, enum diag_code code, struct span span, const char *why)
{
    struct diag *diag = diag_add(diags, code, span, "%s", why);

    diag_help(diags, diag, "leave this spec out for `duckdb`");
}

static void review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    const struct format *format = &table->format;
    struct slice dots = value_of(&format->serde_properties, "dots.in.keys", SLICE("false"));

    if (statement->kind != STATEMENT_CREATE_TABLE)
        return;
    if (reader_of(format) == READS_JSON)
        review_sources(diags, table);
    if (reader_of(format) == READS_NOT)
        refuse(diags, SP1001, format->span, "the target `duckdb` cannot read this SerDe's files");
    if (slice_eq_folded(dots, SLICE("true")))
        refuse(diags, SP1011, format->span,
               "DuckDB cannot find keys whose dots became underscores");
    if (text_is_given(format->lines_by) && !slice_is(format->lines_by.value, "\n"))
        refuse(diags, SP1005, format->lines_by.span, "DuckDB ends a row only with a newline");
    for (size_t i = 0; i < table->entries.count; i++)
        if (text_is_given(table->entries.at[i].location))
            refuse(diags, SP1008, table->entries.at[i].location.span,
                   "DuckDB finds partitions only by the path, not at their own `location`");
}

const struct target target_duckdb = {
    .name = "duckdb",
    .title = "DuckDB: a view over the same files, in S3 or (--root) in a local copy",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_TABLE | PART_SANITY,
    .default_parts = PART_TABLE,
    .option_bits = OPTION_ROOT,
    .features = 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED |
                1u << FEATURE_DESCRIPTIONS | 1u << FEATURE_SOURCES,
    .formats = 1u << FORMAT_JSON | 1u << FORMAT_CSV | 1u << FORMAT_TSV | 1u << FORMAT_TEXT |
               1u << FORMAT_DELIMITED_TEXT | 1u << FORMAT_PARQUET | 1u << FORMAT_CUSTOM,
    .review = review,
    .write =
        {
            [STATEMENT_CREATE_TABLE] = write_create_view,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
};
