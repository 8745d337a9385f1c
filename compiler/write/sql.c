#include "write/sql.h"

#include "base/ascii.h"
#include "model/words.h"

void sql_literal(struct str *out, const struct sql *sql, struct slice value)
{
    if (sql->literal) {
        sql->literal(out, value);
        return;
    }
    str_putc(out, '\'');
    sql->escaped(out, value);
    str_putc(out, '\'');
}

static bool has_control(struct slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (ascii_is_control(value.at[i]))
            return true;
    return false;
}

void sql_standard_literal(struct str *out, struct slice value)
{
    if (!has_control(value)) {
        sql_quoted(out, '\'', value);
        return;
    }
    str_puts(out, "E'");
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '\n')
            str_puts(out, "\\n");
        else if (ascii_is_control(value.at[i]))
            str_printf(out, "\\%03o", (unsigned)value.at[i]);
        else if (value.at[i] == '\\' || value.at[i] == '\'')
            str_add(out, (struct slice){(const char[]){value.at[i], value.at[i]}, 2});
        else
            str_putc(out, value.at[i]);
    }
    str_putc(out, '\'');
}

void sql_standard_identifier(struct str *out, struct slice name)
{
    struct str folded = {0};

    for (size_t i = 0; i < name.len; i++)
        str_putc(&folded, ascii_lower(name.at[i]));
    if (sql_is_bare(str_slice(&folded), ~0u))
        str_add(out, str_slice(&folded));
    else
        sql_quoted(out, '"', str_slice(&folded));
    str_release(&folded);
}

void sql_dotted_name(struct str *out, const struct sql *sql, struct slice schema,
                     const struct statement *statement)
{
    sql->identifier(out, schema);
    str_putc(out, '.');
    sql->identifier(out, statement->document->table.name.value);
}

void sql_doubled(struct str *out, char quote, struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == quote)
            str_putc(out, quote);
        str_putc(out, value.at[i]);
    }
}

void sql_quoted(struct str *out, char quote, struct slice name)
{
    str_putc(out, quote);
    sql_doubled(out, quote, name);
    str_putc(out, quote);
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

static void put_usage(struct str *out, const struct sql *sql, const struct statement *statement,
                      const char *verb, const char *preposition)
{
    static const char *const kinds[] = {
        [GRANTEE_GROUP] = "GROUP ", [GRANTEE_USER] = "", [GRANTEE_ROLE] = "ROLE "};
    const struct grant *grant = statement->grant;

    str_printf(out, "%s USAGE ON SCHEMA ", verb);
    sql->identifier(out, statement->schema);
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

/* A literal that compares with the column: bare where the column is an integer. */
static void write_comparable(struct str *out, const struct sql *sql, const struct type *type,
                             struct slice value)
{
    long long number;

    if (type_is_integer(type->kind) && slice_to_int(value, &number)) {
        str_printf(out, "%lld", number);
        return;
    }
    if (sql->says_dates && type->kind == TYPE_DATE)
        str_puts(out, "DATE ");
    if (sql->says_dates && type->kind == TYPE_TIMESTAMP)
        str_puts(out, "TIMESTAMP ");
    sql_literal(out, sql, value);
}

/* The first partition column within what is registered, so that the query scans no more. */
static void write_where(struct str *out, const struct sql *sql, const struct table *table,
                        const struct partition_list *partitions)
{
    const struct column *column = &table->keys.at[0].column;
    struct slice least, most;

    if (!partitions->count)
        return;
    least = partitions->at[0].values[0];
    most = partitions->at[partitions->count - 1].values[0];
    str_puts(out, "WHERE ");
    sql->identifier(out, column->name.value);
    str_puts(out, slice_eq(least, most) ? " = " : " BETWEEN ");
    write_comparable(out, sql, column->type, least);
    if (!slice_eq(least, most)) {
        str_puts(out, " AND ");
        write_comparable(out, sql, column->type, most);
    }
    str_putc(out, '\n');
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
        write_where(out, sql, table, &statement->partitions);
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
