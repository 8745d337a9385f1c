/* Literals of each column's type, and conditions that select partitions in as few lines as
   possible. */
#include "write/sql/sql.h"

#include "base/ascii.h"
#include "model/reserved.h"
#include "path/encode.h"

enum { IN_WIDTH = 80, RANGE_MIN = 4, MINUTES_A_DAY = 24 * 60 };

void sql_literal(struct str *out, const struct sql *sql, struct slice value)
{
    text_into_sql_literal(out, sql->literals, value);
}

void sql_standard_identifier(struct str *out, struct slice name)
{
    struct str folded = {0};

    str_add_lower(&folded, name);
    if (sql_is_bare(str_slice(&folded), ~0u))
        str_add(out, str_slice(&folded));
    else
        text_into_sql_name(out, '"', str_slice(&folded));
    str_release(&folded);
}

void sql_dotted_name(struct str *out, const struct sql *sql, struct slice schema,
                     const struct statement *statement)
{
    sql->identifier(out, schema);
    str_putc(out, '.');
    sql->identifier(out, statement->document->table.name.value);
}

bool sql_is_bare(struct slice name, unsigned lists)
{
    if (!name.len || ascii_is_digit(name.at[0]))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!ascii_is_lower(name.at[i]) && !ascii_is_digit(name.at[i]) && name.at[i] != '_')
            return false;
    return !(word_lists(name) & lists);
}

bool sql_key_date(const struct key_column *key, struct slice value, struct civil *when,
                  enum date_unit *unit)
{
    enum type_kind kind = key->column.type->kind;
    int numbers[FIELD_COUNT];
    enum date_field missing;

    if (!key_date(key) || (kind != TYPE_DATE && kind != TYPE_TIMESTAMP) ||
        !date_fields_determine(key_date(key)->fields, unit, &missing))
        return false;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        numbers[i] = -1;
    return date_pattern_read(key_date(key), value, numbers) && date_fields_civil(numbers, when);
}

static void put_usage(struct str *out, const struct sql *sql, const struct statement *statement,
                      const char *verb, const char *preposition)
{
    static const char *const kinds[] = {
        [GRANTEE_GROUP] = "GROUP ", [GRANTEE_USER] = "", [GRANTEE_ROLE] = "ROLE "};
    const struct grant *grant = statement->grant;

    str_printf(out, "%s USAGE ON SCHEMA ", verb);
    sql->identifier(out, statement->deployment->schema);
    str_printf(out, " %s ", preposition);
    if (grant->kind == GRANTEE_PUBLIC) {
        str_puts(out, "PUBLIC");
    } else {
        str_puts(out, sql->says_grantees ? kinds[grant->kind] : "");
        sql->identifier(out, grant->name.value);
    }
    str_puts(out, ";\n");
}

void sql_grant_usage(struct str *out, const struct sql *sql, const struct statement *statement)
{
    put_usage(out, sql, statement, "GRANT", "TO");
}

void sql_revoke_usage(struct str *out, const struct sql *sql, const struct statement *statement)
{
    put_usage(out, sql, statement, "REVOKE", "FROM");
}

void sql_key_names(struct str *out, const struct sql *sql, const struct table *table)
{
    for (size_t key = 0; key < table->keys.count; key++) {
        if (key)
            str_puts(out, ", ");
        sql->identifier(out, table->keys.at[key].column.name.value);
    }
}

/* The keyword before a literal of the type, if it needs one. */
static const char *literal_type(const struct sql *sql, enum type_kind kind)
{
    bool is_date = kind == TYPE_DATE || kind == TYPE_TIMESTAMP;

    if (!(is_date ? sql->says_dates : sql->says_numbers))
        return "";
    switch (kind) {
    case TYPE_DECIMAL: return "DECIMAL ";
    case TYPE_REAL: return "REAL ";
    case TYPE_DOUBLE: return "DOUBLE ";
    case TYPE_BOOLEAN: return "BOOLEAN ";
    case TYPE_DATE: return "DATE ";
    case TYPE_TIMESTAMP: return "TIMESTAMP ";
    case TYPE_SMALLINT:
    case TYPE_INTEGER:
    case TYPE_BIGINT:
    case TYPE_CHAR:
    case TYPE_VARCHAR:
    case TYPE_VARBYTE:
    case TYPE_STRUCT:
    case TYPE_ARRAY:
    case TYPE_MAP:
    case TYPE_KIND_COUNT: break;
    }
    return "";
}

/* Writes a literal to compare with the column; bare if the column is an integer. */
static void write_comparable(struct str *out, const struct sql *sql, const struct type *type,
                             struct slice value)
{
    long long number;

    if (type_is_integer(type->kind) && slice_to_int(value, &number)) {
        str_printf(out, "%lld", number);
        return;
    }
    str_puts(out, literal_type(sql, type->kind));
    sql_literal(out, sql, value);
}

static void write_between(struct str *out, const struct sql *sql, const struct column *column,
                          struct slice least, struct slice most)
{
    str_puts(out, " BETWEEN ");
    write_comparable(out, sql, column->type, least);
    str_puts(out, " AND ");
    write_comparable(out, sql, column->type, most);
}

bool sql_is_null(struct slice value)
{
    return !value.len || slice_is(value, PATH_NULL_PARTITION);
}

void sql_null(struct str *out, const struct sql *sql, const struct column *column,
              struct slice value)
{
    bool is_text = column->type->kind == TYPE_CHAR || column->type->kind == TYPE_VARCHAR;

    str_puts(out, is_text ? "(" : "");
    sql->identifier(out, column->name.value);
    str_puts(out, " IS NULL");
    if (!is_text)
        return;
    str_puts(out, " OR ");
    sql->identifier(out, column->name.value);
    str_puts(out, " = ");
    sql_literal(out, sql, value);
    str_putc(out, ')');
}

/* name = value, or the condition for the null partition. */
static void write_equal(struct str *out, const struct sql *sql, const struct column *column,
                        struct slice value)
{
    if (sql_is_null(value)) {
        sql_null(out, sql, column, value);
        return;
    }
    sql->identifier(out, column->name.value);
    str_puts(out, " = ");
    write_comparable(out, sql, column->type, value);
}

/* Whether partitions, which are sorted by value, are also in the engine's order for the type. */
static bool sorts_as_engine(enum type_kind kind)
{
    return kind != TYPE_DECIMAL && kind != TYPE_REAL && kind != TYPE_DOUBLE;
}

/* The registered values of the first partition column. */
struct bounds {
    const struct slice *least, *most; /* NULL: only the null partition is registered */
    const struct slice *null;         /* the null partition's; NULL: there is none */
};

static struct bounds bounds_of(const struct partition_list *partitions)
{
    struct bounds bounds = {0};

    for (size_t i = 0; i < partitions->count; i++) {
        const struct slice *value = partitions->at[i].values;

        if (sql_is_null(*value)) {
            bounds.null = value;
            continue;
        }
        bounds.least = bounds.least ? bounds.least : value;
        bounds.most = value;
    }
    return bounds;
}

/* Limits the first partition column to registered values, so that the query scans nothing else. */
static void write_where(struct str *out, const struct sql *sql, const struct table *table,
                        const struct partition_list *partitions)
{
    const struct column *column = &table->keys.at[0].column;
    struct bounds bounds = bounds_of(partitions);
    bool is_range = bounds.least && !slice_eq(*bounds.least, *bounds.most);

    if (!partitions->count || (is_range && !sorts_as_engine(column->type->kind)))
        return;
    str_puts(out, "WHERE ");
    if (is_range) {
        sql->identifier(out, column->name.value);
        write_between(out, sql, column, *bounds.least, *bounds.most);
    } else if (bounds.least) {
        write_equal(out, sql, column, *bounds.least);
    }
    str_puts(out, bounds.least && bounds.null ? " OR " : "");
    if (bounds.null)
        write_equal(out, sql, column, *bounds.null);
    str_putc(out, '\n');
}

/* How many partitions, counted from the first, differ only in the last column. */
static size_t run_of(const struct partition_list *list, size_t first, size_t keys)
{
    const struct slice *values = list->at[first].values;
    size_t end = first + 1;

    if (sql_is_null(values[keys - 1]))
        return 1;
    for (; end < list->count && !sql_is_null(list->at[end].values[keys - 1]); end++)
        for (size_t key = 0; key + 1 < keys; key++)
            if (!slice_eq(list->at[end].values[key], values[key]))
                return end - first;
    return end - first;
}

/* A value as a number, for types whose values can be counted through. */
static bool ordinal(const struct type *type, struct slice value, long long *number)
{
    struct civil when;
    enum date_unit unit;

    if (type_is_integer(type->kind))
        return slice_to_int(value, number);
    if (type->kind != TYPE_DATE || !date_parse(value, &when, &unit) || unit != UNIT_DAY)
        return false;
    *number = date_minutes(when) / MINUTES_A_DAY;
    return true;
}

/* Whether no value is missing between the first and the last. */
static bool has_no_gap(const struct type *type, const struct partition *partitions, size_t count,
                       size_t key)
{
    long long last, next;

    if (count < RANGE_MIN || !ordinal(type, partitions[0].values[key], &last))
        return false;
    for (size_t i = 1; i < count; i++, last = next)
        if (!ordinal(type, partitions[i].values[key], &next) || next != last + 1)
            return false;
    return true;
}

/* name BETWEEN a AND z, or name IN (a, b, ...), which is broken into lines if it is long. */
static void write_in(struct str *out, const struct sql *sql, const struct column *column,
                     const struct partition *partitions, size_t count, size_t key, size_t indent)
{
    size_t start = out->len;

    sql->identifier(out, column->name.value);
    if (has_no_gap(column->type, partitions, count, key)) {
        write_between(out, sql, column, partitions[0].values[key],
                      partitions[count - 1].values[key]);
        return;
    }
    str_puts(out, " IN (");
    for (size_t i = 0; i < count; i++) {
        if (i)
            str_puts(out, ",");
        if (i && out->len - start > IN_WIDTH) {
            str_putc(out, '\n');
            str_fill(out, ' ', indent + 4);
            start = out->len;
        } else if (i) {
            str_putc(out, ' ');
        }
        write_comparable(out, sql, column->type, partitions[i].values[key]);
    }
    str_putc(out, ')');
}

void sql_partitions(struct str *out, const struct sql *sql, const struct table *table,
                    const struct partition_list *partitions, size_t indent)
{
    size_t keys = table->keys.count;

    for (size_t i = 0, run; i < partitions->count; i += run) {
        const struct partition *first = &partitions->at[i];
        bool is_alone;

        run = run_of(partitions, i, keys);
        is_alone = run == partitions->count;
        if (i) {
            str_putc(out, '\n');
            str_fill(out, ' ', indent);
            str_puts(out, "OR ");
        }
        str_puts(out, is_alone ? "" : "(");
        for (size_t key = 0; key < keys; key++) {
            const struct column *column = &table->keys.at[key].column;

            str_puts(out, key ? " AND " : "");
            if (key + 1 < keys || run == 1)
                write_equal(out, sql, column, first->values[key]);
            else
                write_in(out, sql, column, first, run, key, indent);
        }
        str_puts(out, is_alone ? "" : ")");
    }
}

void sql_count_rows(struct str *out, const struct sql *sql, const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    str_puts(out, "SELECT ");
    sql_key_names(out, sql, table);
    str_puts(out, table->keys.count ? ", count(*) AS record_count\nFROM "
                                    : "count(*) AS record_count\nFROM ");
    sql->table_name(out, statement);
    str_putc(out, '\n');
    if (table->keys.count) {
        write_where(out, sql, table, &statement->batch.partitions);
        str_puts(out, "GROUP BY ");
        sql_key_names(out, sql, table);
        str_puts(out, "\nORDER BY ");
        sql_key_names(out, sql, table);
        str_putc(out, '\n');
    }
    sql_end(out);
}

void sql_end(struct str *out)
{
    out->len--;
    str_puts(out, ";\n");
}
