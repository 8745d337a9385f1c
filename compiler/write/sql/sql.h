/*
 * What the SQL of all targets has in common: names, literals, queries. Each engine has one struct
 * that says how it spells them, and every name and literal goes through it.
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
    bool says_dates;    /* DATE '...': the engine does not guess it when comparing */
    bool says_numbers;  /* DECIMAL '...', BOOLEAN '...': nor these */
    bool says_grantees; /* GROUP g, ROLE r: groups, roles and users may have the same names */
};

void sql_literal(struct str *out, const struct sql *sql, struct slice value);

/* "schema.table", by the statement's schema. */
void sql_dotted_name(struct str *out, const struct sql *sql, struct slice schema,
                     const struct statement *statement);

/* PostgreSQL's names, and DuckDB's: ASCII letters in lower case, as Redshift folds them, bare or in
   double quotes. */
void sql_standard_identifier(struct str *out, struct slice name);

/* Whether a name is of lower-case letters, digits and underscores, begins with no digit, and stands
   in none of `lists` (bits of enum word_list). */
bool sql_is_bare(struct slice name, unsigned lists);

/* The date of a partition's value, where the column is one of dates or timestamps and its patterns
   name whole ones; *unit is how fine it is. */
bool sql_key_date(const struct key_column *key, struct slice value, struct civil *when,
                  enum date_unit *unit);

/* Whether a partition's value stands for a null. */
bool sql_is_null(struct slice value);

/* Appends the condition that a row is of the null partition, whose value is given. Not every engine
   says whether it reads that of a text as a null or as the text: both are taken. */
void sql_null(struct str *out, const struct sql *sql, const struct column *column,
              struct slice value);

/* GRANT USAGE ON SCHEMA ... TO the statement's grantee, and REVOKE ... FROM it. */
void sql_grant_usage(struct str *out, const struct sql *sql, const struct statement *statement);
void sql_revoke_usage(struct str *out, const struct sql *sql, const struct statement *statement);

/* The names of the partition columns, with commas. */
void sql_key_names(struct str *out, const struct sql *sql, const struct table *table);

/* Appends the condition that a row is of one of the partitions, which are sorted by value: a line for
   each run of those that differ in the last column alone. It is written as a range where no value
   between can be missing. Lines that follow the first begin with
   `indent` spaces. */
void sql_partitions(struct str *out, const struct sql *sql, const struct table *table,
                    const struct partition_list *partitions, size_t indent);

/* The query of rows by partition. */
void sql_count_rows(struct str *out, const struct sql *sql, const struct statement *statement);

/* Ends a statement whose last line has its line end already. */
void sql_end(struct str *out);

#endif
