/*
 * The target copy: a native Redshift table next to the external one, loaded from the same files.
 *
 * COPY cannot fill partition columns, which are not in the files. So each partition is copied into
 * a temporary table and inserted from there into the native one, with its values as literals. The
 * columns of the temporary table are named after the keys of JSON files, so that COPY, like
 * Spectrum, finds them in any letter case. Formats that COPY reads differently from Spectrum are
 * loaded by INSERT ... SELECT from the external table.
 */
#include "base/ascii.h"
#include "base/utf8.h"
#include "model/reserved.h"
#include "path/encode.h"
#include "plan/partitions.h"
#include "text/comment.h"
#include "write/copy/format.h"
#include "write/copy/paths.h"
#include "write/copy/review.h"
#include "write/copy/values.h"
#include "write/review.h"
#include "write/sql/external.h"
#include "write/sql/native.h"
#include "write/sql/psql.h"
#include "write/sql/redshift.h"
#include "write/target.h"

extern const struct target target_copy;

/* A name with # is never that of a permanent table, so DROP cannot remove one. */
#define STAGING "#spectrumc_staging"

enum { LINE_MAX = 100 };

static void write_native_name(struct str *out, const struct statement *statement);

static const struct sql redshift = {
    .identifier = redshift_write_identifier,
    .literals = LITERALS_REDSHIFT,
    .table_name = write_native_name,
    .types = {WORDS_REDSHIFT, ", ", redshift_write_identifier, "super"},
    .says_dates = true,
};

static void write_native_name(struct str *out, const struct statement *statement)
{
    redshift.identifier(out, native_schema(&statement->document->table));
    str_putc(out, '.');
    redshift.identifier(out, native_name(&statement->document->table));
}

static void write_external_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &redshift, statement->deployment->schema, statement);
}

/* ---- How the rows come ---- */

/* The name of a column in the temporary table. */
static struct slice staged_name(const struct table *table, const struct column *column)
{
    return copy_goes_by_key(table) ? copy_key_of(table, column) : column->name.value;
}

/* Whether rows must go through the temporary table, to get values that are not in the files. */
static bool is_staged(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (!slice_eq_folded(staged_name(table, &table->columns.at[i]),
                             table->columns.at[i].name.value))
            return true;
    return table->keys.count > 0;
}

/* ---- The table ---- */

/* The column that a sort or distribution key names, as the table spells it. */
static void write_key(struct str *out, const struct table *table, struct text name)
{
    redshift.identifier(out, table_column_named(table, name.value)->name.value);
}

static void write_sortkey(struct str *out, const struct table *table)
{
    const struct native *native = &table->native;

    if (native->sort_style == SORT_AUTO)
        str_puts(out, "\nSORTKEY AUTO");
    if (!native->sortkey.count)
        return;
    str_puts(out, native->sort_style == SORT_INTERLEAVED ? "\nINTERLEAVED SORTKEY ("
                                                         : "\nCOMPOUND SORTKEY (");
    for (size_t i = 0; i < native->sortkey.count; i++) {
        str_puts(out, i ? ", " : "");
        write_key(out, table, native->sortkey.at[i]);
    }
    str_putc(out, ')');
}

static void write_create_table(struct str *out, const struct statement *statement)
{
    static const char *const styles[] = {[DIST_UNSAID] = "",
                                         [DIST_AUTO] = "\nDISTSTYLE AUTO",
                                         [DIST_EVEN] = "\nDISTSTYLE EVEN",
                                         [DIST_ALL] = "\nDISTSTYLE ALL",
                                         [DIST_KEY] = "\nDISTSTYLE KEY"};
    const struct table *table = &statement->document->table;
    const struct native *native = &table->native;

    str_puts(out, "CREATE TABLE IF NOT EXISTS ");
    write_native_name(out, statement);
    str_putc(out, ' ');
    native_write_columns(out, &redshift, table);
    str_puts(out, styles[native->dist_style]);
    if (text_is_given(native->distkey)) {
        str_puts(out, "\nDISTKEY (");
        write_key(out, table, native->distkey);
        str_putc(out, ')');
    }
    write_sortkey(out, table);
    str_puts(out, ";\n");
    native_write_comments(out, &redshift, statement);
}

/* ---- Values of partitions ---- */

static void write_date(struct str *out, enum type_kind kind, struct civil when, enum date_unit unit)
{
    char buf[17];
    struct slice day = date_format(buf, when, UNIT_DAY);

    str_puts(out, kind == TYPE_DATE ? "DATE '" : "TIMESTAMP '");
    str_add(out, day);
    if (kind == TYPE_TIMESTAMP && unit > UNIT_DAY)
        str_printf(out, " %02d:%02d", when.hour, when.minute);
    str_putc(out, '\'');
}

/* A partition's value, as a literal of its column's type. */
static void write_value(struct str *out, const struct key_column *key, struct slice value)
{
    const struct type *type = key->column.type;
    enum date_unit unit;
    struct civil when;
    long long number;

    if (type_is_integer(type->kind) && slice_to_int(value, &number)) {
        str_add_int(out, number);
    } else if (sql_key_date(key, value, &when, &unit)) {
        write_date(out, type->kind, when, unit);
    } else if (type->kind == TYPE_CHAR || type->kind == TYPE_VARCHAR) {
        redshift_write_literal(out, value);
    } else {
        str_puts(out, "CAST(");
        redshift_write_literal(out, value);
        str_puts(out, " AS ");
        type_print(out, type, &redshift.types);
        str_putc(out, ')');
    }
}

/* year = 2026 AND month = 4. For the null partition, COPY loads null; rows from the external table
   may have its name instead. */
static void write_condition(struct str *out, const struct table *table,
                            const struct partition *partition)
{
    for (size_t i = 0; i < table->keys.count; i++) {
        const struct column *column = &table->keys.at[i].column;
        bool is_null = sql_is_null(partition->values[i]);

        str_puts(out, i ? " AND " : "");
        if (is_null && !copy_brings_rows(table)) {
            sql_null(out, &redshift, column, partition->values[i]);
            continue;
        }
        redshift.identifier(out, column->name.value);
        str_puts(out, is_null ? " IS NULL" : " = ");
        if (!is_null)
            write_value(out, &table->keys.at[i], partition->values[i]);
    }
}

/* One line per partition. */
static void write_where(struct str *out, const struct statement *statement)
{
    const struct partition_list *partitions = &statement_batch(statement)->partitions;
    bool has_brackets = partitions->count > 1 && statement->document->table.keys.count > 1;

    for (size_t i = 0; i < partitions->count; i++) {
        str_puts(out, i ? "\n    OR " : "\nWHERE ");
        str_puts(out, has_brackets ? "(" : "");
        write_condition(out, &statement->document->table, &partitions->at[i]);
        str_puts(out, has_brackets ? ")" : "");
    }
}

/* ---- Lists of columns ---- */

/* A comma-separated list, broken into full lines. */
struct filled {
    struct str *out;
    size_t line; /* where the line starts */
    bool has_any;
};

static void filled_add(struct filled *list, struct slice item)
{
    struct str *out = list->out;

    if (list->has_any)
        str_putc(out, ',');
    if (!list->has_any || out->len - list->line + 1 + item.len + 1 > LINE_MAX) {
        str_putc(out, '\n');
        list->line = out->len;
        str_puts(out, "    ");
    } else {
        str_putc(out, ' ');
    }
    list->has_any = true;
    str_add(out, item);
}

/* Names of columns, then of partition columns; with `reads`, as in a SELECT from the external
   table. */
static void write_names(struct str *out, const struct table *table, bool with_keys, bool reads)
{
    struct filled list = {.out = out};
    size_t own = table->columns.count;
    struct str item = {0};

    for (size_t i = 0; i < own + (with_keys ? table->keys.count : 0); i++) {
        const struct column *column = i < own ? &table->columns.at[i]
                                              : &table->keys.at[i - own].column;
        bool is_parsed = reads && type_is_nested(column->type->kind);

        item.len = 0;
        str_puts(&item, is_parsed ? "json_parse(" : "");
        redshift.identifier(&item, column->name.value);
        str_puts(&item, is_parsed ? ")" : "");
        filled_add(&list, str_slice(&item));
    }
    str_release(&item);
}

static void write_insert(struct str *out, const struct statement *statement)
{
    str_puts(out, "INSERT INTO ");
    write_native_name(out, statement);
    str_puts(out, " (");
    write_names(out, &statement->document->table, true, false);
    str_puts(out, "\n)\n");
}

/* Deletes the rows of the statement's partitions, or all rows. */
static void write_delete(struct str *out, const struct statement *statement)
{
    str_puts(out, "DELETE FROM ");
    write_native_name(out, statement);
    write_where(out, statement);
    str_puts(out, ";\n");
}

/* ---- By COPY ---- */

/* A run that failed may have left a temporary table in the session. */
static void write_staging(struct str *out, const struct table *table)
{
    str_puts(out, "DROP TABLE IF EXISTS " STAGING ";\nCREATE TEMP TABLE " STAGING " (\n");
    for (size_t i = 0; i < table->columns.count; i++)
        native_write_column(out, &redshift, staged_name(table, &table->columns.at[i]),
                            table->columns.at[i].type, i + 1 == table->columns.count);
    str_puts(out, ");\n");
}

/* What follows COPY and the name of the table. A location that does not end in a slash is a
   manifest: rules reject a folder without one, because COPY would also read its neighbours. */
static void write_copy(struct str *out, const struct statement *statement, struct slice location)
{
    str_puts(out, "\nFROM ");
    redshift_write_literal(out, location);
    redshift_write_roles(out, "\nIAM_ROLE ", copy_roles(statement));
    copy_write_options(out, &statement->document->table);
    if (!slice_ends(location, SLICE("/")))
        str_puts(out, "MANIFEST\n");
    sql_end(out);
}

/* Inserts one partition's rows from the temporary table, or all rows of an unpartitioned table. */
static void write_move(struct str *out, const struct statement *statement,
                       const struct partition *partition)
{
    const struct table *table = &statement->document->table;

    write_insert(out, statement);
    str_puts(out, "SELECT *");
    for (size_t i = 0; partition && i < table->keys.count; i++) {
        str_puts(out, ", ");
        if (sql_is_null(partition->values[i])) {
            str_puts(out, "CAST(NULL AS ");
            type_print(out, table->keys.at[i].column.type, &redshift.types);
            str_putc(out, ')');
        } else {
            write_value(out, &table->keys.at[i], partition->values[i]);
        }
    }
    str_puts(out, " FROM " STAGING ";\n");
}

/* Tells readers of the script how COPY maps columns. */
static void write_remarks(struct str *out, const struct table *table)
{
    if (copy_is_columnar(table))
        str_puts(out, "-- COPY takes the columns by their place in the files, not by their "
                      "names.\n");
    if (copy_is_json(table) && text_is_given(table->native.jsonpaths))
        str_puts(out, "-- The JSONPaths file must lie in its place: --emit jsonpaths writes it.\n");
}

/* The statement for one of its partitions. */
static struct statement narrow(const struct statement *statement, struct partition *partition)
{
    struct statement one = *statement;

    one.batch = (struct partition_batch){.partitions = {partition, partition ? 1 : 0}};
    return one;
}

/* Copies one folder into the temporary table, and from there into the native one. Old rows are
   deleted in the transaction that inserts the new ones. COPY is inside it, so that a client that
   continues after an error in COPY deletes nothing. */
static void write_staged(struct str *out, const struct statement *statement,
                         struct partition *partition, struct slice folder, bool replaces)
{
    struct statement one = narrow(statement, partition);

    str_puts(out, replaces ? "BEGIN;\nCOPY " STAGING : "COPY " STAGING);
    write_copy(out, statement, folder);
    if (replaces)
        write_delete(out, &one);
    write_move(out, statement, partition);
    str_puts(out, replaces ? "COMMIT;\n" : "");
}

static void copy_partitions(struct str *out, const struct statement *statement, bool replaces)
{
    struct str folder = {0};

    write_remarks(out, &statement->document->table);
    write_staging(out, &statement->document->table);
    for (size_t i = 0; i < statement->batch.partitions.count; i++) {
        struct partition *partition = &statement->batch.partitions.at[i];

        if (i)
            str_puts(out, "TRUNCATE " STAGING ";\n");
        str_putc(out, '\n');
        partition_location(&folder, statement->batch.path, partition);
        write_staged(out, statement, partition, str_slice(&folder), replaces);
    }
    str_puts(out, "DROP TABLE " STAGING ";\n");
    str_release(&folder);
}

/* Copies straight into the native table. */
static void copy_straight(struct str *out, const struct statement *statement, bool replaces)
{
    const struct table *table = &statement->document->table;

    if (replaces) {
        str_puts(out, "BEGIN;\n");
        write_delete(out, statement);
    }
    str_puts(out, "COPY ");
    write_native_name(out, statement);
    if (!copy_is_columnar(table)) {
        str_puts(out, " (");
        write_names(out, table, false, false);
        str_puts(out, "\n)");
    }
    write_copy(out, statement, table->location.value);
    str_puts(out, replaces ? "COMMIT;\n" : "");
}

static void copy_table(struct str *out, const struct statement *statement, bool replaces)
{
    const struct table *table = &statement->document->table;

    write_remarks(out, table);
    if (!is_staged(table)) {
        copy_straight(out, statement, replaces);
        return;
    }
    write_staging(out, table);
    str_putc(out, '\n');
    write_staged(out, statement, NULL, table->location.value, replaces);
    str_puts(out, "DROP TABLE " STAGING ";\n");
}

/* ---- Through the external table ---- */

static void write_reason(struct str *out, const struct table *table)
{
    struct copy_fault fault = copy_fault_of(table);
    struct str why = {0};

    if (table->native.load == LOAD_SELECT)
        str_puts(&why, "The spec says so");
    else if (!fault.is_format)
        str_printf(&why, "COPY cannot follow %.*s", SLICE_ARG(fault.what));
    else if (fault.what.len)
        str_printf(&why, "COPY cannot read %.*s files", SLICE_ARG(fault.what));
    else
        str_puts(&why, "COPY cannot read this format");
    str_puts(&why, ": the rows come through the external table");
    str_puts(&why, table->keys.count ? ", from partitions that are registered." : ".");
    text_into_comment(out, "-- ", str_slice(&why));
    str_release(&why);
}

static bool has_nested(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (type_is_nested(table->columns.at[i].type->kind))
            return true;
    return false;
}

static void select_rows(struct str *out, const struct statement *statement, bool replaces)
{
    const struct table *table = &statement->document->table;
    bool is_nested = has_nested(table);

    write_reason(out, table);
    str_puts(out, is_nested ? "SET json_serialization_enable TO true;\n" : "");
    if (replaces) {
        str_puts(out, "BEGIN;\n");
        write_delete(out, statement);
    }
    write_insert(out, statement);
    str_puts(out, "SELECT");
    write_names(out, table, true, true);
    str_puts(out, "\nFROM ");
    write_external_name(out, statement);
    write_where(out, statement);
    str_puts(out, ";\n");
    str_puts(out, replaces ? "COMMIT;\n" : "");
    str_puts(out, is_nested ? "RESET json_serialization_enable;\n" : "");
}

/* ---- Statements ---- */

static void write_warning(struct str *out)
{
    str_puts(out, "-- A second run adds these rows again; --emit upsert replaces them.\n");
}

static void load_partitions(struct str *out, const struct statement *statement, bool replaces)
{
    if (!replaces)
        write_warning(out);
    if (copy_brings_rows(&statement->document->table))
        copy_partitions(out, statement, replaces);
    else
        select_rows(out, statement, replaces);
}

static void load_table(struct str *out, const struct statement *statement, bool replaces)
{
    if (!replaces)
        write_warning(out);
    if (copy_brings_rows(&statement->document->table))
        copy_table(out, statement, replaces);
    else
        select_rows(out, statement, replaces);
}

static void write_add_partitions(struct str *out, const struct statement *statement)
{
    load_partitions(out, statement, false);
}

static void write_replace_partitions(struct str *out, const struct statement *statement)
{
    load_partitions(out, statement, true);
}

static void write_load(struct str *out, const struct statement *statement)
{
    load_table(out, statement, false);
}

static void write_reload(struct str *out, const struct statement *statement)
{
    load_table(out, statement, true);
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    sql_count_rows(out, &redshift, statement);
}

static void write_psql_head(struct str *out)
{
    target_psql_settings(out);
    str_puts(out, "\\set AUTOCOMMIT on\n\n");
}

static void write_psql_statement(struct str *out, const struct target *target,
                                 const struct statement *statement)
{
    if (statement->kind == STATEMENT_ADD_PARTITIONS ||
        statement->kind == STATEMENT_REPLACE_PARTITIONS)
        psql_write_progress(out, statement);
    target->write[statement->kind](out, statement);
}

/* ---- JSONPaths ---- */

static bool is_file(const struct statement *statement)
{
    return statement->kind == STATEMENT_JSONPATHS && copy_brings_rows(&statement->document->table);
}

static void render(struct artifacts *artifacts, const struct statement_list *statements,
                   const struct write_options *options)
{
    struct statement_list script = {0};
    size_t files = 0, number = 0;

    for (size_t i = 0; i < statements->list.count; i++) {
        files += is_file(&statements->list.at[i]);
        if (statements->list.at[i].kind != STATEMENT_JSONPATHS)
            *vec_push(&script.list, artifacts->arena) = statements->list.at[i];
    }
    if (script.list.count || !files)
        target_render_script(artifacts, &target_copy, &script, options);
    for (size_t i = 0; i < statements->list.count; i++)
        if (is_file(&statements->list.at[i]))
            copy_add_paths(artifacts, &statements->list.at[i].document->table, ++number);
}

/* Only the script, if there is one: a JSONPaths file is not SQL. */
static void join(struct str *out, const struct artifacts *artifacts)
{
    bool is_script = !artifacts->list.at[0].extension;

    for (size_t i = 0; i < artifacts->list.count; i++)
        if (!artifacts->list.at[i].extension || !is_script)
            str_add(out, str_slice(&artifacts->list.at[i].text));
}

const struct target target_copy = {
    .name = "copy",
    .title = "Amazon Redshift: a native table next to the external one, loaded by COPY",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_TABLE | PART_PARTITIONS | PART_UPSERT | PART_JSONPATHS | PART_SANITY,
    .default_parts = PART_TABLE | PART_PARTITIONS | PART_JSONPATHS,
    .option_bits = OPTION_PSQL,
    .features = 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED |
                1u << FEATURE_DESCRIPTIONS | 1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT,
    .review = copy_review,
    .review_all = copy_review_values,
    .psql_head = write_psql_head,
    .psql_write = write_psql_statement,
    .write =
        {
            [STATEMENT_CREATE_TABLE] = write_create_table,
            [STATEMENT_ADD_PARTITIONS] = write_add_partitions,
            [STATEMENT_LOAD] = write_load,
            [STATEMENT_REPLACE_PARTITIONS] = write_replace_partitions,
            [STATEMENT_RELOAD] = write_reload,
            [STATEMENT_SET_LOCATION] = write_replace_partitions,
            [STATEMENT_DROP_PARTITION] = write_delete,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
    .render = render,
    .join = join,
};
