/* The commands of psql around Redshift's statements. */
#include "write/sql/psql.h"

#include "write/sql/redshift.h"

void psql_write_head(struct str *out)
{
    target_psql_settings(out);
    str_puts(out, "\\set AUTOCOMMIT on\n"
                  "-- For psql, without -1 and outside BEGIN: Redshift refuses external DDL in a "
                  "transaction.\n\n");
}

/* \echo 'spectrum.raw_events: ... */
static void open_echo(struct str *out, const struct statement *statement)
{
    str_puts(out, "\\echo '");
    text_into_psql_quotes(out, statement->deployment->schema);
    str_putc(out, '.');
    text_into_psql_quotes(out, statement->document->table.name.value);
    str_puts(out, ": ");
}

/* External tables have no IF NOT EXISTS, so the script asks the catalog first. */
static void write_create_table(struct str *out, const struct target *target,
                               const struct statement *statement)
{
    str_puts(out, "SELECT CASE WHEN count(*) = 0 THEN 'true' ELSE 'false' END AS "
                  "spectrumc_creates\n"
                  "FROM svv_external_tables\nWHERE schemaname = ");
    redshift_write_lower(out, statement->deployment->schema);
    str_puts(out, " AND tablename = ");
    redshift_write_lower(out, statement->document->table.name.value);
    str_puts(out, " \\gset\n\\if :spectrumc_creates\n");
    target->write[statement->kind](out, statement);
    open_echo(out, statement);
    str_puts(out, "created'\n\\else\n");
    open_echo(out, statement);
    str_puts(out, "is there already, and stays as it is'\n\\endif\n");
}

void psql_write_progress(struct str *out, const struct statement *statement)
{
    open_echo(out, statement);
    str_printf(out, "partitions %zu-%zu of %zu'\n", statement->batch.first + 1,
               statement->batch.first + statement->batch.partitions.count, statement->batch.total);
}

static void write_other(struct str *out, const struct target *target,
                        const struct statement *statement)
{
    if (statement->kind == STATEMENT_ADD_PARTITIONS)
        psql_write_progress(out, statement);
    target->write[statement->kind](out, statement);
}

void psql_write_statement(struct str *out, const struct target *target,
                          const struct statement *statement)
{
    if (statement->kind == STATEMENT_CREATE_TABLE)
        write_create_table(out, target, statement);
    else
        write_other(out, target, statement);
}
