/*
 * Text in SQL: string literals, quoted names, and arguments of psql's own commands. Engines differ
 * in what a backslash means, and so in how control characters are written. Which names need no
 * quotes is decided elsewhere (write/sql/sql.h).
 */
#ifndef TEXT_SQL_H
#define TEXT_SQL_H

#include "base/str.h"

/* How an engine reads '...' (facts: String literals and backslashes). */
enum sql_literals {
    LITERALS_REDSHIFT, /* a backslash escapes; '' is a quote; control characters as \ooo */
    LITERALS_HIVE,     /* a backslash escapes everything: \' \\ \n \r \t \ooo */
    LITERALS_TRINO,    /* '' is a quote; all else is literal, including control characters */
    LITERALS_DUCKDB,   /* as Trino; with a control character, E'...' and backslashes */
    LITERALS_POSTGRES  /* as Trino; with a backslash or a control character, E'...' in ASCII */
};

/* Appends a whole literal, with its quotes. */
void text_into_sql_literal(struct str *out, enum sql_literals literals, struct slice text);

/* Appends the inside of the quotes, for a literal that is assembled from parts. Not for
   LITERALS_DUCKDB and LITERALS_POSTGRES, where the text decides whether the literal begins with E. */
void text_into_sql_quotes(struct str *out, enum sql_literals literals, struct slice text);

/* Appends a name between `quote` characters; those inside it are doubled. */
void text_into_sql_name(struct str *out, char quote, struct slice name);

/* Appends the inside of these quotes. */
void text_into_sql_name_quotes(struct str *out, char quote, struct slice name);

/* Appends the inside of a single-quoted argument of a psql command such as \echo, which psql prints:
   what is unsafe on a terminal is spelled out (text/terminal.h). */
void text_into_psql_quotes(struct str *out, struct slice text);

#endif
