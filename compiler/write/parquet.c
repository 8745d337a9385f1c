/*
 * The conversion of a table to Parquet, by an engine that already reads it, and the table over the
 * new files (AWS guides: UNLOAD; INSERT INTO).
 *
 * Files go to name=value/ folders, with the values by which the source's partitions are registered.
 * Redshift's PARTITION BY names such folders after what the query selects, so the query spells each
 * key as the registered value does: 04, not 4. If the resulting folder is not certain (a null, an
 * accent, a colon, a number of unknown width), the partition gets its own UNLOAD, whose TO names
 * the folder. Athena creates and registers the folders itself.
 */
#include "base/ascii.h"
#include "path/encode.h"
#include "plan/partitions.h"
#include "write/athena.h"
#include "write/parquet_table.h"
#include "write/redshift.h"
#include "write/review.h"
#include "write/sql/psql.h"
#include "write/sql/redshift.h"
#include "write/target.h"

enum { TABLE_NAME_MAX = 127, NAME_INDENT = 4 };

/* ---- What cannot be converted ---- */

static void refuse(struct diags *diags, const struct format *format)
{
    diag_help(diags,
              diag_add(diags, SP1060, format->span, "the files of this table are already Parquet"),
              "leave this spec out for `parquet`");
}

static const char place_help[] =
    "name another folder for the result: `parquet: {location: s3://bucket/folder/}`";

static void report_collision(struct diags *diags, const struct conversion *parquet,
                             const struct table *other, struct text theirs)
{
    struct conversion implied = conversion_of(diags->arena, other);
    struct slice title = table_title(other, diags->arena);
    struct diag *diag;

    diag = diag_add(diags, SP1062, parquet->location.span,
                    "the result would go to `%.*s`, among the files of the table `%.*s`",
                    SLICE_ARG(parquet->location.value), SLICE_ARG(title));
    if (span_cmp(theirs.span, parquet->location.span) != 0)
        diag_related(diags, diag, theirs.span,
                     slice_eq(theirs.value, implied.location.value)
                         ? "this decides where its own result goes"
                         : "its files are here");
    diag_help(diags, diag, place_help);
}

/* If the block gives the location, rules have checked it already. */
static void review_place(struct diags *diags, const struct statement *statement)
{
    const struct document *document = statement->document, *other;
    struct conversion parquet = conversion_of(diags->arena, &document->table);
    struct text theirs;

    if (!text_is_given(parquet.location)) {
        diag_help(diags,
                  diag_add(diags, SP1062, document->table.location.span,
                           "no folder for the result can be derived from this location"),
                  place_help);
        return;
    }
    other = conversion_collides(diags->arena, statement->deployment->catalogs, document, true,
                                &theirs);
    if (other)
        report_collision(diags, &parquet, &other->table, theirs);
}

static void review_name(struct diags *diags, const struct statement *statement)
{
    const struct document *document = statement->document, *other;
    struct conversion parquet = conversion_of(diags->arena, &document->table);
    const char *unknown = NULL;
    struct diag *diag;

    if (parquet.name.value.len > TABLE_NAME_MAX) {
        diag = diag_add(diags, SP1063, parquet.name.span,
                        "with `_parquet`, the name has %zu bytes; the limit is %d",
                        parquet.name.value.len, TABLE_NAME_MAX);
    } else {
        other = conversion_namesake(diags->arena, statement->deployment->catalogs, document,
                                    &unknown);
        if (!other || (unknown && statement->deployment->engine != ENGINE_ATHENA))
            return; /* rules warn of what may be the same */
        diag =
            diag_add(diags, SP1063, parquet.name.span,
                     "the Parquet table would be named `%.*s`, like another table in the catalog",
                     SLICE_ARG(parquet.name.value));
        diag_related(diags, diag, other->table.name.span, "the other table is here");
    }
    diag_help(diags, diag, "give it another name: `parquet: {name: NAME}`");
}

static bool vet_unloaded(struct diags *diags, const struct column *column, const struct type *type)
{
    struct diag *diag;

    if (!type_is_nested(type->kind) && type->kind != TYPE_VARBYTE)
        return true;
    diag = diag_add(diags, SP1064, column->type_text.span,
                    "UNLOAD cannot write `%s` columns to Parquet", type_word(type->kind));
    diag_help(diags, diag, "let Athena convert it: `--engine athena`");
    return false;
}

/* UNLOAD names the role that it writes as, which comes from the schema's spec. */
static void review_role(struct diags *diags, const struct statement *statement)
{
    const struct document *declaration = statement->deployment->declaration;
    struct text schema = statement->document->table.schema;
    struct diag *diag;

    if (!declaration) {
        diag = diag_add(diags, SP1061, schema.span,
                        "no spec says which role UNLOAD uses for the schema `%.*s`",
                        SLICE_ARG(schema.value));
        diag_label(diags, diag, "the spec that declares the schema names the role");
        diag_help(diags, diag, "compile it together with the spec that declares the schema");
    } else if (roles_are_session(&declaration->schema.iam_role)) {
        diag = diag_add(diags, SP1061, schema.span,
                        "UNLOAD cannot use `SESSION`, the role of the schema `%.*s`",
                        SLICE_ARG(schema.value));
        diag_related(diags, diag, declaration->schema.iam_role.span, "the role is set here");
        diag_help(diags, diag, "let Athena convert it: `--engine athena`");
    }
}

/* Athena must be able to read the source and to create the Parquet table. */
static void review_athena(struct diags *diags, const struct statement *statement)
{
    struct parquet_table parquet;

    athena_review(diags, statement);
    parquet_table_init(&parquet, statement);
    athena_review(diags, &parquet.statement);
    parquet_table_release(&parquet);
}

static void review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    size_t before = diags->error_count;

    if (format_in_force(&table->format) == FORMAT_PARQUET) {
        refuse(diags, &table->format); /* Parquet by its classes, not by its word */
        return;
    }
    review_place(diags, statement);
    review_name(diags, statement);
    if (diags->error_count != before)
        return;
    if (statement->deployment->engine == ENGINE_ATHENA) {
        review_athena(diags, statement);
        return;
    }
    review_types(diags, table, vet_unloaded);
    review_role(diags, statement);
    review_partitions_apart(
        diags, statement,
        &(struct apart){.engine = "Redshift",
                        .consequence = "the rows of both would be written twice",
                        .help = "put the files of both into one partition, or let Athena convert "
                                "them: `--engine athena`"});
}

/* ---- Redshift: UNLOAD ---- */

/* The common length of listed values, if some have leading zeros; 0 if none has, or lengths differ.
   */
static size_t listed_width(const struct domain *domain)
{
    bool has_zero = false;
    size_t len = 0;

    for (size_t i = 0; i < domain->values.count; i++) {
        struct slice value = domain->values.at[i].value;

        if (i && value.len != len)
            return 0;
        len = value.len;
        has_zero = has_zero || (len > 1 && value.at[0] == '0');
    }
    return has_zero ? len : 0;
}

/* Like listed_width, for dates. A pattern that begins with a year needs no padding; one with
   literals or unpadded fields has no fixed width. */
static size_t date_width(const struct date_pattern *date)
{
    size_t width = 0;
    int least, most;

    for (size_t i = 0; i < date->items.count; i++) {
        if (date->items.at[i].is_literal || date->items.at[0].field == FIELD_YEAR)
            return 0;
        date_item_digits(&date->items.at[i], &least, &most);
        if (least != most)
            return 0;
        width += (size_t)most;
    }
    return width;
}

/* The number of digits to which the key's numbers are padded with zeros; 0: no padding. */
static size_t padded_width(const struct key_column *key)
{
    const struct domain *domain = &key->domain;

    if (!type_is_integer(key->column.type->kind))
        return 0;
    switch (domain->kind) {
    case DOMAIN_NONE: return 0;
    case DOMAIN_DATE: return date_width(domain->date);
    case DOMAIN_VALUES: return listed_width(domain);
    case DOMAIN_RANGE: return (size_t)domain->width;
    }
    return 0;
}

/* Whether the text has only characters that no engine encodes in the name of a folder. */
static bool is_plain(struct slice text, bool takes_capitals)
{
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_lower(text.at[i]) && !ascii_is_digit(text.at[i]) &&
            !strchr("_-.", text.at[i]) && !(takes_capitals && ascii_is_upper(text.at[i])))
            return false;
    return text.len > 0;
}

static bool is_number_of(struct slice value, size_t width)
{
    struct str text = {0};
    long long number;
    bool is_same;

    if (!slice_to_int(value, &number) || number < 0)
        return false;
    str_printf(&text, "%0*lld", (int)width, number);
    is_same = slice_eq(str_slice(&text), value) && (!width || value.len == width);
    str_release(&text);
    return is_same;
}

/* Whether PARTITION BY certainly names the key's folder name=value. */
static bool is_certain(const struct key_column *key, struct slice value)
{
    const struct type *type = key->column.type;

    if (!is_plain(value, true) || !is_plain(key->column.name.value, false) ||
        slice_is(value, PATH_NULL_PARTITION))
        return false;
    switch (type->kind) {
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT: return is_number_of(value, padded_width(key));
    case TYPE_CHAR: return (long long)value.len == type->length; /* no blanks are appended */
    case TYPE_VARCHAR: return true;
    case TYPE_DATE: return key_date(key) && slice_is(key_date(key)->text.value, "%Y-%m-%d");
    case TYPE_DECIMAL:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_BOOLEAN:
    case TYPE_TIMESTAMP:
    case TYPE_VARBYTE:
    case TYPE_STRUCT:
    case TYPE_ARRAY:
    case TYPE_MAP:
    case TYPE_KIND_COUNT: break;
    }
    return false;
}

static bool is_by_key(const struct table *table, const struct partition *partition)
{
    for (size_t key = 0; key < table->keys.count; key++)
        if (!is_certain(&table->keys.at[key], partition->values[key]))
            return false;
    return true;
}

/* Selects a key, spelled as in the folders. */
static void write_spelt_key(struct str *out, const struct key_column *key)
{
    size_t width = padded_width(key);

    if (width) {
        str_puts(out, "LPAD(CAST(");
        redshift_write_identifier(out, key->column.name.value);
        str_printf(out, " AS varchar), %zu, '0') AS ", width);
    }
    redshift_write_identifier(out, key->column.name.value);
}

static void write_columns(struct str *out, const struct sql *sql, const struct table *table)
{
    str_puts(out, "SELECT");
    for (size_t i = 0; i < table->columns.count; i++) {
        str_puts(out, i ? ",\n" : "\n");
        str_fill(out, ' ', NAME_INDENT);
        sql->identifier(out, table->columns.at[i].name.value);
    }
}

/* Selects the rows of the partitions, or all rows if there is no list; also the keys, if PARTITION
   BY needs them. */
static void write_query(struct str *out, const struct statement *statement,
                        const struct partition_list *partitions, bool with_keys)
{
    const struct sql *sql = &redshift_dialect.sql;
    const struct table *table = &statement->document->table;

    write_columns(out, sql, table);
    for (size_t key = 0; with_keys && key < table->keys.count; key++) {
        str_puts(out, ",\n");
        str_fill(out, ' ', NAME_INDENT);
        write_spelt_key(out, &table->keys.at[key]);
    }
    str_puts(out, "\nFROM ");
    sql->table_name(out, statement);
    str_putc(out, '\n');
    if (!partitions)
        return;
    str_puts(out, "WHERE ");
    sql_partitions(out, sql, table, partitions, NAME_INDENT);
    str_putc(out, '\n');
}

/* The query as UNLOAD's literal, with its line ends kept. Literals inside it are escaped a second
   time. */
static void write_quoted_query(struct str *out, struct slice query)
{
    while (query.len) {
        size_t end = slice_find(query, '\n');

        str_fill(out, ' ', NAME_INDENT);
        text_into_sql_quotes(out, LITERALS_REDSHIFT, slice_cut(query, 0, end));
        str_putc(out, '\n');
        query = slice_from(query, end + 1);
    }
}

static void write_unload(struct str *out, const struct statement *statement, struct slice folder,
                         const struct partition_list *partitions, bool by_keys)
{
    const struct table *table = &statement->document->table;
    struct str query = {0};

    write_query(&query, statement, partitions, by_keys);
    str_puts(out, "UNLOAD ('\n");
    write_quoted_query(out, str_slice(&query));
    str_puts(out, "')\nTO ");
    redshift_write_literal(out, folder);
    str_putc(out, '\n');
    redshift_write_roles(out, "IAM_ROLE ", &statement->deployment->declaration->schema.iam_role);
    str_puts(out, "FORMAT AS PARQUET\n");
    if (by_keys) {
        str_puts(out, "PARTITION BY (");
        sql_key_names(out, &redshift_dialect.sql, table);
        str_puts(out, ")\n");
    }
    str_puts(out, "CLEANPATH\n");
    sql_end(out);
    str_release(&query);
}

/* One UNLOAD for all partitions whose folders PARTITION BY certainly names, and one for each of the
   others, each followed by a blank line. */
static void write_unloads(struct str *out, const struct statement *statement,
                          struct parquet_table *parquet)
{
    const struct partition_list *all = &parquet->statement.batch.partitions;
    struct partition_list by_key = {
        .at = arena_alloc(&parquet->arena, (all->count + 1) * sizeof *by_key.at)};
    struct str folder = {0};

    for (size_t i = 0; i < all->count; i++)
        if (is_by_key(&statement->document->table, &all->at[i]))
            by_key.at[by_key.count++] = all->at[i];
    if (by_key.count) {
        write_unload(out, statement, parquet->document.table.location.value, &by_key, true);
        str_putc(out, '\n');
    }
    for (size_t i = 0; i < all->count; i++) {
        const struct partition_list one = {&all->at[i], 1};

        if (is_by_key(&statement->document->table, &all->at[i]))
            continue;
        partition_location(&folder, parquet->statement.batch.path, &all->at[i]);
        write_unload(out, statement, str_slice(&folder), &one, false);
        str_putc(out, '\n');
    }
    str_release(&folder);
}

/* ---- Athena: INSERT ---- */

/* The table's registered partitions: db."name$partitions". */
static void write_registered(struct str *out, const struct statement *parquet)
{
    struct str name = {0};

    str_add(&name, parquet->document->table.name.value);
    str_puts(&name, "$partitions");
    athena_query.identifier(out, parquet->deployment->database);
    str_putc(out, '.');
    athena_query.identifier(out, str_slice(&name));
    str_release(&name);
}

static bool has_null(const struct partition_list *partitions, size_t key)
{
    for (size_t i = 0; i < partitions->count; i++)
        if (slice_is(partitions->at[i].values[key], PATH_NULL_PARTITION))
            return true;
    return false;
}

/* source.name, or an expression that compares as equal for nulls too. */
static void write_side(struct str *out, const char *side, const struct column *column,
                       bool takes_null)
{
    str_printf(out, "%s%s.", takes_null ? "coalesce(CAST(" : "", side);
    athena_query.identifier(out, column->name.value);
    str_puts(out, takes_null ? " AS varchar), '')" : "");
}

/* INSERT appends, so partitions that were converted before are skipped; the script can be rerun. */
static void write_unless_there(struct str *out, const struct statement *parquet)
{
    const struct table *table = &parquet->document->table;

    str_puts(out, table->keys.count ? "NOT EXISTS (\n        SELECT 1\n        FROM "
                                    : "NOT EXISTS (\n    SELECT 1\n    FROM ");
    if (table->keys.count) {
        write_registered(out, parquet);
        str_puts(out, " AS done\n");
    } else {
        athena_query.table_name(out, parquet);
        str_putc(out, '\n');
    }
    for (size_t key = 0; key < table->keys.count; key++) {
        const struct column *column = &table->keys.at[key].column;
        bool takes_null = has_null(&parquet->batch.partitions, key);

        str_puts(out, key ? "            AND " : "        WHERE ");
        write_side(out, "done", column, takes_null);
        str_puts(out, " = ");
        write_side(out, "source", column, takes_null);
        str_putc(out, '\n');
    }
    str_puts(out, table->keys.count ? "    )\n" : ")\n");
}

static void write_insert(struct str *out, const struct statement *statement,
                         const struct statement *parquet)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "INSERT INTO ");
    athena_query.table_name(out, parquet);
    str_putc(out, '\n');
    write_columns(out, &athena_query, table);
    for (size_t key = 0; key < table->keys.count; key++) {
        str_puts(out, ",\n");
        str_fill(out, ' ', NAME_INDENT);
        athena_query.identifier(out, table->keys.at[key].column.name.value);
    }
    str_puts(out, "\nFROM ");
    athena_query.table_name(out, statement);
    str_puts(out, " AS source\nWHERE ");
    if (table->keys.count) {
        str_putc(out, '(');
        sql_partitions(out, &athena_query, table, &statement->batch.partitions, NAME_INDENT);
        str_puts(out, ")\n    AND ");
    }
    write_unless_there(out, parquet);
    sql_end(out);
}

/* ---- The statements ---- */

static void write_create_table(struct str *out, const struct statement *statement)
{
    struct parquet_table parquet;

    parquet_table_init(&parquet, statement);
    external_write_table(
        out, statement->deployment->engine == ENGINE_ATHENA ? &athena_ddl : &redshift_dialect,
        &parquet.statement);
    parquet_table_release(&parquet);
}

/* Converts partitions. Redshift must also register what UNLOAD has written. */
static void write_add_partitions(struct str *out, const struct statement *statement)
{
    struct parquet_table parquet;

    parquet_table_init(&parquet, statement);
    if (statement->deployment->engine == ENGINE_ATHENA) {
        write_insert(out, statement, &parquet.statement);
    } else {
        write_unloads(out, statement, &parquet);
        external_write_partitions(out, &redshift_dialect, &parquet.statement);
    }
    parquet_table_release(&parquet);
}

static void write_load(struct str *out, const struct statement *statement)
{
    struct parquet_table parquet;

    parquet_table_init(&parquet, statement);
    if (statement->deployment->engine == ENGINE_ATHENA)
        write_insert(out, statement, &parquet.statement);
    else
        write_unload(out, statement, parquet.document.table.location.value, NULL, false);
    parquet_table_release(&parquet);
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    struct parquet_table parquet;

    parquet_table_init(&parquet, statement);
    sql_count_rows(
        out, statement->deployment->engine == ENGINE_ATHENA ? &athena_query : &redshift_dialect.sql,
        &parquet.statement);
    parquet_table_release(&parquet);
}

/* Creates the Parquet table like any Redshift table, unless it exists. */
static void write_for_psql(struct str *out, const struct target *target,
                           const struct statement *statement)
{
    struct parquet_table parquet;

    parquet_table_init(&parquet, statement);
    if (statement->kind == STATEMENT_CREATE_TABLE)
        psql_write_statement(out, &target_redshift, &parquet.statement);
    else if (statement->kind == STATEMENT_ADD_PARTITIONS)
        psql_write_progress(out, &parquet.statement);
    if (statement->kind != STATEMENT_CREATE_TABLE)
        target->write[statement->kind](out, statement);
    parquet_table_release(&parquet);
}

static void review_all(struct diags *diags, const struct statement_list *statements,
                       const struct write_options *options)
{
    (void)options;
    if (statements->list.count && statements->list.at[0].deployment->engine == ENGINE_ATHENA)
        review_namesakes(diags, "parquet", statements, false);
}

const struct target target_parquet = {
    .name = "parquet",
    .title = "The same rows as Parquet, converted by Redshift or Athena, and the table over them",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_TABLE | PART_PARTITIONS | PART_SANITY,
    .default_parts = PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_PSQL | OPTION_DATABASE | OPTION_ENGINE,
    .features = 1u << FEATURE_TABLES | 1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED |
                1u << FEATURE_SOURCES,
    .formats = EVERY_FORMAT & ~(1u << FORMAT_PARQUET),
    .refuse = refuse,
    .review = review,
    .review_all = review_all,
    .psql_head = psql_write_head,
    .psql_write = write_for_psql,
    .write =
        {
            [STATEMENT_CREATE_TABLE] = write_create_table,
            [STATEMENT_ADD_PARTITIONS] = write_add_partitions,
            [STATEMENT_LOAD] = write_load,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
};
