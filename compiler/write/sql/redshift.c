/* Redshift's names, literals and roles, and its dialect of external tables. */
#include "write/sql/redshift.h"

void redshift_write_identifier(struct str *out, struct slice name)
{
    if (sql_is_bare(name, ~0u))
        str_add(out, name);
    else
        text_into_sql_name(out, '"', name);
}

static void write_table_name(struct str *out, const struct statement *statement);

const struct dialect redshift_dialect = {
    .sql =
        {
            .identifier = redshift_write_identifier,
            .literals = LITERALS_REDSHIFT,
            .table_name = write_table_name,
            .types = {WORDS_REDSHIFT, ", ", redshift_write_identifier, NULL},
            .says_grantees = true,
        },
    .if_not_exists = "",
    .properties = "TABLE PROPERTIES",
};

static void write_table_name(struct str *out, const struct statement *statement)
{
    sql_dotted_name(out, &redshift_dialect.sql, statement->deployment->schema, statement);
}

void redshift_write_literal(struct str *out, struct slice value)
{
    sql_literal(out, &redshift_dialect.sql, value);
}

void redshift_write_lower(struct str *out, struct slice name)
{
    struct str folded = {0};

    str_add_lower(&folded, name);
    redshift_write_literal(out, str_slice(&folded));
    str_release(&folded);
}

void redshift_write_roles(struct str *out, const char *words, const struct roles *roles)
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
