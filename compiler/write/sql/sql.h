/*
 * What the SQL of all targets has in common: names, literals, queries. One struct per engine says
 * how it spells them, and every name and literal goes through it.
 */
#ifndef WRITE_SQL_SQL_H
#define WRITE_SQL_SQL_H

#include "base/str.h"
#include "plan/statement.h"
#include "text/sql.h"

struct sql {
    void (*identifier)(struct str *out, struct slice name);
    enum sql_literals literals;
    void (*table_name)(struct str *out, const struct statement *statement); /* in full */
    struct type_style types;
    bool says_dates;    /* DATE '...': comparisons do not convert text to a date */
    bool says_numbers;  /* DECIMAL '...', BOOLEAN '...': nor to these */
    bool says_grantees; /* GROUP g, ROLE r: groups, roles and users may share names */
};

void sql_literal(struct str *out, const struct sql *sql, struct slice value);

/* Appends "schema.table": the given schema, and the name of the statement's table. */
void sql_dotted_name(struct str *out, const struct sql *sql, struct slice schema,
                     const struct statement *statement);

/* Appends a name for PostgreSQL or DuckDB: ASCII letters in lower case, as Redshift folds them;
   bare, or in double quotes if necessary. */
void sql_standard_identifier(struct str *out, struct slice name);

/* Whether a name needs no quotes: it has only lower-case letters, digits and underscores, does not
   begin with a digit, and is in none of `lists` (bits of enum word_list). */
bool sql_is_bare(struct slice name, unsigned lists);

/* The date of a partition's value, if the column is a date or timestamp and its pattern gives whole
   dates; *unit is its precision. */
bool sql_key_date(const struct key_column *key, struct slice value, struct civil *when,
                  enum date_unit *unit);

/* Whether a partition's value means null. */
bool sql_is_null(struct slice value);

/* Appends the condition that a row is in the null partition, whose value is `value`. Not every
   engine documents whether a text column then reads as null or as that value, so the condition
   accepts both. */
void sql_null(struct str *out, const struct sql *sql, const struct column *column,
              struct slice value);

/* Append GRANT USAGE ON SCHEMA ... TO the statement's grantee, and REVOKE ... FROM it. */
void sql_grant_usage(struct str *out, const struct sql *sql, const struct statement *statement);
void sql_revoke_usage(struct str *out, const struct sql *sql, const struct statement *statement);

/* Appends the names of the partition columns, separated by commas. */
void sql_key_names(struct str *out, const struct sql *sql, const struct table *table);

/* Appends the condition that a row is in one of the partitions, which are sorted by value: one line
   for each run of partitions that differ only in the last column, as a range if no value in between
   can be missing. Lines after the first are indented by `indent` spaces. */
void sql_partitions(struct str *out, const struct sql *sql, const struct table *table,
                    const struct partition_list *partitions, size_t indent);

/* Appends the query that counts rows by partition. */
void sql_count_rows(struct str *out, const struct sql *sql, const struct statement *statement);

/* Ends a statement whose last line already has its line end. */
void sql_end(struct str *out);

#endif
