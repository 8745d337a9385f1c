/*
 * Inside read/: the parser of DDL, one token ahead. A function that reads a part of a statement
 * returns false after it reported what is malformed (SP1101); the statement is then given up.
 */
#ifndef READ_DDL_PARSE_H
#define READ_DDL_PARSE_H

#include "model/table.h"
#include "read/ddl/lex.h"

struct ddl {
    struct diags *diags;
    struct arena *arena;
    struct ddl_lexer lexer;
    struct ddl_token token; /* the next one, not taken yet */
    struct span last;       /* of the token taken last */
    struct slice schema;    /* for statements that name none; empty: there is none */
    struct model *model;
    struct map tables; /* of ddl_alter.c: by "schema.name", folded */
};

/* Each takes the token where it is the one asked for. */
bool ddl_accept(struct ddl *ddl, const char *word);
bool ddl_accept_symbol(struct ddl *ddl, char symbol);
bool ddl_is(const struct ddl *ddl, const char *word);
bool ddl_is_symbol(const struct ddl *ddl, char symbol);
struct ddl_token ddl_take(struct ddl *ddl);

bool ddl_expected(struct ddl *ddl, const char *what);
bool ddl_expect(struct ddl *ddl, const char *word);
bool ddl_expect_symbol(struct ddl *ddl, char symbol);

/* A bare or quoted name; `what` says of what. */
bool ddl_name(struct ddl *ddl, struct text *name, const char *what);

/* [db.]schema.name; a Hive name may stand in one pair of backquotes. */
bool ddl_table_name(struct ddl *ddl, struct text *schema, struct text *name);

bool ddl_literal(struct ddl *ddl, struct text *text, const char *what);

/* ('key'='value', ...) */
bool ddl_properties(struct ddl *ddl, struct property_list *list);

/* A type: all tokens up to a comma, a closing bracket, COMMENT or the statement's end. */
bool ddl_type(struct ddl *ddl, struct column *column);

/* Passes over balanced brackets. */
bool ddl_skip_brackets(struct ddl *ddl);

/* The bytes from `lo` to the token taken last. */
struct span ddl_since(const struct ddl *ddl, struct span lo);

/* Reports a clause that the model has no place for (SP1106), and is left out. */
void ddl_left_out(struct ddl *ddl, struct span span, const char *what);

/* Whether the next token begins a line with the first word of a statement: the one before it may
   lack its semicolon. */
bool ddl_starts_statement(const struct ddl *ddl);

bool ddl_is_statement_end(const struct ddl *ddl);
void ddl_skip_statement(struct ddl *ddl);

/* The statements, behind their first words. */
bool ddl_create_schema(struct ddl *ddl, struct document *document);
bool ddl_create_table(struct ddl *ddl, struct document *document);
bool ddl_alter_table(struct ddl *ddl);
bool ddl_drop_table(struct ddl *ddl); /* the table's document becomes one of no kind */

/* Remembers the table for the statements that change it. False where it is there already. */
bool ddl_keep_table(struct ddl *ddl, struct document *document);

/* The parts of statements. */
bool ddl_file_format(struct ddl *ddl, struct format *format);
bool ddl_column(struct ddl *ddl, struct column *column);

/* Settles what the clauses made: the format's classes, keys that stand in the files. */
void ddl_settle_format(struct format *format);

#endif
