#include "write/native.h"

static void write_column(struct str *out, const struct sql *sql, const struct column *column,
                         bool is_last)
{
    str_puts(out, "    ");
    sql->identifier(out, column->name.value);
    str_putc(out, ' ');
    type_print(out, column->type, &sql->types);
    str_puts(out, is_last ? "\n" : ",\n");
}

void native_write_columns(struct str *out, const struct sql *sql, const struct table *table,
                          bool with_keys)
{
    size_t count = table->columns.count + (with_keys ? table->keys.count : 0);

    str_puts(out, "(\n");
    for (size_t i = 0; i < table->columns.count; i++)
        write_column(out, sql, &table->columns.at[i], i + 1 == count);
    for (size_t i = table->columns.count; i < count; i++)
        write_column(out, sql, &table->keys.at[i - table->columns.count].column, i + 1 == count);
    str_putc(out, ')');
}

static void write_column_comment(struct str *out, const struct sql *sql,
                                 const struct statement *statement, const struct column *column)
{
    if (!text_is_given(column->description))
        return;
    str_puts(out, "COMMENT ON COLUMN ");
    sql->table_name(out, statement);
    str_putc(out, '.');
    sql->identifier(out, column->name.value);
    str_puts(out, " IS ");
    sql_literal(out, sql, slice_trim(column->description.value));
    str_puts(out, ";\n");
}

void native_write_comments(struct str *out, const struct sql *sql,
                           const struct statement *statement)
{
    const struct table *table = &statement->document->table;

    if (text_is_given(table->description)) {
        str_puts(out, "COMMENT ON TABLE ");
        sql->table_name(out, statement);
        str_puts(out, " IS ");
        sql_literal(out, sql, slice_trim(table->description.value));
        str_puts(out, ";\n");
    }
    for (size_t i = 0; i < table->columns.count; i++)
        write_column_comment(out, sql, statement, &table->columns.at[i]);
    for (size_t i = 0; i < table->keys.count; i++)
        write_column_comment(out, sql, statement, &table->keys.at[i].column);
}
