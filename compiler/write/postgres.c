/*
 * PostgreSQL 15 and later: the same table as a native table (facts: Type mapping). Each partition
 * column is one level of partitioning: by range for a column of dates, else by list.
 */
#include <stdint.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "write/review.h"
#include "write/sql/native.h"
#include "write/target.h"

enum { NAME_MAX_BYTES = 63, HASH_BYTES = 9 };

static void write_table_name(struct str *out, const struct statement *statement);

static const struct sql postgres = {
    .identifier = sql_standard_identifier,
    .literals = LITERALS_POSTGRES,
    .table_name = write_table_name,
    .types = {WORDS_POSTGRES, ", ", sql_standard_identifier, NULL},
    .says_dates = true,
};

static void write_table_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &postgres, statement->deployment->schema, statement);
}

static void review_name(struct diags *diags, struct text name)
{
    struct diag *diag;

    if (name.value.len <= NAME_MAX_BYTES)
        return;
    diag = diag_add(diags, SP1010, name.span,
                    "the name has %zu bytes; PostgreSQL truncates names to %d", name.value.len,
                    NAME_MAX_BYTES);
    diag_help(diags, diag, "shorten it, or leave this spec out for `postgres`");
}

/* Each level is partitioned by its values. */
static const struct apart overlapping = {
    .engine = "PostgreSQL",
    .consequence = "their partitions would overlap, and PostgreSQL refuses the second",
    .help = "put the files of both into one partition, or leave this spec out for `postgres`",
    .keeps_blanks = true,
    .each_level = true,
};

static void review(struct diags *diags, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    if (statement->kind == STATEMENT_CREATE_SCHEMA)
        review_name(diags, statement->document->schema.name);
    if (statement->kind == STATEMENT_ADD_PARTITIONS)
        review_partitions_apart(diags, statement, &overlapping);
    if (statement->kind != STATEMENT_CREATE_TABLE)
        return;
    review_name(diags, table->schema);
    review_name(diags, table->name);
    for (size_t i = 0; i < table->columns.count; i++)
        review_name(diags, table->columns.at[i].name);
    for (size_t i = 0; i < table->keys.count; i++)
        review_name(diags, table->keys.at[i].column.name);
}

static void write_create_schema(struct str *out, const struct statement *statement)
{
    struct text description = statement->document->schema.description;

    str_puts(out, "CREATE SCHEMA IF NOT EXISTS ");
    postgres.identifier(out, statement->deployment->schema);
    str_puts(out, ";\n");
    if (!text_is_given(description))
        return;
    str_puts(out, "COMMENT ON SCHEMA ");
    postgres.identifier(out, statement->deployment->schema);
    str_puts(out, " IS ");
    sql_literal(out, &postgres, slice_trim(description.value));
    str_puts(out, ";\n");
}

static void write_grant_usage(struct str *out, const struct statement *statement)
{
    sql_grant_usage(out, &postgres, statement);
}

static bool is_by_range(const struct key_column *key)
{
    enum type_kind kind = key->column.type->kind;
    enum date_unit unit;
    enum date_field missing;

    return key_date(key) && (kind == TYPE_DATE || kind == TYPE_TIMESTAMP) &&
           date_fields_determine(key_date(key)->fields, &unit, &missing);
}

static void write_partition_by(struct str *out, const struct key_column *key)
{
    str_puts(out, is_by_range(key) ? "PARTITION BY RANGE (" : "PARTITION BY LIST (");
    postgres.identifier(out, key->column.name.value);
    str_putc(out, ')');
}

static void write_create_table(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "CREATE TABLE IF NOT EXISTS ");
    write_table_name(out, statement);
    str_putc(out, ' ');
    native_write_columns(out, &postgres, table);
    if (table->keys.count) {
        str_putc(out, '\n');
        write_partition_by(out, &table->keys.at[0]);
    }
    str_puts(out, ";\n");
    native_write_comments(out, &postgres, statement);
}

/* FNV-1a. Distinguishes names that were shortened or lost characters. */
static uint32_t hash_of(struct slice text)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 16777619u;
    return hash;
}

/* Appends a value as part of a name: letters in lower case and digits are kept, all else becomes an
   underscore. False if another value could give the same name; dashes in a date never do. */
static bool add_to_name(struct str *name, struct slice value, bool is_date)
{
    bool is_exact = true;

    str_putc(name, '_');
    for (size_t i = 0; i < value.len; i++) {
        char byte = value.at[i];
        bool stays = ascii_is_alnum(byte);

        str_putc(name, stays ? ascii_lower(byte) : '_');
        if (ascii_is_upper(byte) || (!stays && !(is_date && byte == '-')))
            is_exact = false;
    }
    return is_exact;
}

/* The name of the partition for the first `levels` values: the table's name, followed by theirs. If
   the name would be ambiguous or too long, it ends in a hash of the values. */
static void make_partition_name(struct str *name, const struct table *table,
                                const struct partition *partition, size_t levels)
{
    struct str values = {0};
    bool is_exact = true;

    str_add(name, table->name.value);
    for (size_t key = 0; key < levels; key++) {
        bool is_date = key_date(&table->keys.at[key]) != NULL;

        is_exact = add_to_name(name, partition->values[key], is_date) && is_exact;
        str_putc(&values, '\n');
        str_add(&values, partition->values[key]);
    }
    if (!is_exact || name->len > NAME_MAX_BYTES) {
        if (name->len > NAME_MAX_BYTES - HASH_BYTES)
            name->len = utf8_valid_len(slice_cut(str_slice(name), 0, NAME_MAX_BYTES - HASH_BYTES));
        str_printf(name, "_%08x", (unsigned)hash_of(str_slice(&values)));
    }
    str_release(&values);
}

static void write_partition_table(struct str *out, const struct statement *statement,
                                  const struct partition *partition, size_t levels)
{
    struct str name = {0};

    postgres.identifier(out, statement->deployment->schema);
    str_putc(out, '.');
    make_partition_name(&name, &statement->document->table, partition, levels);
    postgres.identifier(out, str_slice(&name));
    str_release(&name);
}

static void write_bounds(struct str *out, const struct key_column *key, struct slice value)
{
    struct civil from, to;
    enum date_unit unit;
    char buf[17];
    long long number;

    if (sql_key_date(key, value, &from, &unit)) {
        to = date_next(from, unit);
        if (unit < UNIT_DAY)
            unit = UNIT_DAY;
        str_puts(out, "FROM (");
        sql_literal(out, &postgres, date_format(buf, from, unit));
        str_puts(out, ") TO (");
        sql_literal(out, &postgres, date_format(buf, to, unit));
        str_putc(out, ')');
        return;
    }
    str_puts(out, "IN (");
    if (type_is_integer(key->column.type->kind) && slice_to_int(value, &number))
        str_printf(out, "%lld", number);
    else
        sql_literal(out, &postgres, value);
    str_putc(out, ')');
}

static void write_level(struct str *out, const struct statement *statement,
                        const struct partition *partition, size_t level)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "CREATE TABLE IF NOT EXISTS ");
    write_partition_table(out, statement, partition, level + 1);
    str_puts(out, " PARTITION OF ");
    if (level)
        write_partition_table(out, statement, partition, level);
    else
        write_table_name(out, statement);
    str_puts(out, " FOR VALUES ");
    write_bounds(out, &table->keys.at[level], partition->values[level]);
    if (level + 1 < table->keys.count) {
        str_putc(out, ' ');
        write_partition_by(out, &table->keys.at[level + 1]);
    }
    str_puts(out, ";\n");
}

/* How many leading values the two partitions share. */
static size_t common_levels(const struct table *table, const struct partition *a,
                            const struct partition *b)
{
    size_t key = 0;

    while (key < table->keys.count && slice_eq(a->values[key], b->values[key]))
        key++;
    return key;
}

static void write_add_partitions(struct str *out, const struct statement *statement)
{
    const struct table *table = &statement->document->table;
    const struct partition *before = NULL;

    for (size_t i = 0; i < statement->batch.partitions.count; i++) {
        const struct partition *partition = &statement->batch.partitions.at[i];
        size_t level = before ? common_levels(table, before, partition) : 0;

        for (; level < table->keys.count; level++)
            write_level(out, statement, partition, level);
        before = partition;
    }
}

static void write_count_rows(struct str *out, const struct statement *statement)
{
    sql_count_rows(out, &postgres, statement);
}

const struct target target_postgres = {
    .name = "postgres",
    .title = "PostgreSQL 15 and later: the table as a native one, in partitions by range or list",
    .extension = ".sql",
    .comment = "-- ",
    .parts = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS | PART_SANITY,
    .default_parts = PART_SCHEMA | PART_GRANTS | PART_TABLE | PART_PARTITIONS,
    .option_bits = OPTION_PSQL,
    .features = 1u << FEATURE_SCHEMAS | 1u << FEATURE_GRANTS | 1u << FEATURE_TABLES |
                1u << FEATURE_PARTITIONS | 1u << FEATURE_NESTED | 1u << FEATURE_DESCRIPTIONS,
    .formats = EVERY_FORMAT,
    .review = review,
    .write =
        {
            [STATEMENT_CREATE_SCHEMA] = write_create_schema,
            [STATEMENT_GRANT_USAGE] = write_grant_usage,
            [STATEMENT_CREATE_TABLE] = write_create_table,
            [STATEMENT_ADD_PARTITIONS] = write_add_partitions,
            [STATEMENT_COUNT_ROWS] = write_count_rows,
        },
};
