/* Columns and comments of native tables. */
#include "write/sql/native.h"

void native_write_column(struct str *out, const struct sql *sql, struct slice name,
                         const struct type *type, bool is_last)
{
    str_puts(out, "    ");
    sql->identifier(out, name);
    str_putc(out, ' ');
    type_print(out, type, &sql->types);
    str_puts(out, is_last ? "\n" : ",\n");
}

void native_write_columns(struct str *out, const struct sql *sql, const struct table *table)
{
    size_t own = table->columns.count, count = own + table->keys.count;

    str_puts(out, "(\n");
    for (size_t i = 0; i < count; i++) {
        const struct column *column = i < own ? &table->columns.at[i]
                                              : &table->keys.at[i - own].column;

        native_write_column(out, sql, column->name.value, column->type, i + 1 == count);
    }
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
