/*
 * Text in SQL: string literals, names between quotes, and the words of psql's own commands. Engines
 * differ in what a backslash means to them, and so in how they take control characters. Which names
 * may go without quotes is not known here.
 */
#ifndef TEXT_SQL_H
#define TEXT_SQL_H

#include "base/str.h"

/* How an engine reads '...' (facts: String literals and backslashes). */
enum sql_literals {
    LITERALS_REDSHIFT, /* a backslash escapes; '' is a quote; control characters as \ooo */
    LITERALS_HIVE,     /* a backslash escapes, the quote too: \' \\ \n \r \t \ooo */
    LITERALS_TRINO,    /* '' is a quote, and all else is as it is, control characters too */
    LITERALS_POSTGRES  /* as Trino's; E'...' with backslashes where there are control characters */
};

/* A whole literal, with its quotes. */
void text_into_sql_literal(struct str *out, enum sql_literals literals, struct slice text);

/* What is between the quotes, for a literal that is put together from parts. Not of
   LITERALS_POSTGRES, where the text decides what the literal begins with. */
void text_into_sql_quotes(struct str *out, enum sql_literals literals, struct slice text);

/* A name between two of `quote`, those within it doubled. */
void text_into_sql_name(struct str *out, char quote, struct slice name);

/* What is between these. */
void text_into_sql_name_quotes(struct str *out, char quote, struct slice name);

/* What is between the single quotes of a word of \echo and its like: a space for each control
   character, since a line end would end the command. */
void text_into_psql_quotes(struct str *out, struct slice text);

#endif
