/*
 * Inside read/ddl/: the parser, with one token of lookahead. A function that reads part of a
 * statement returns false after reporting a malformed one (SP1101); the rest of the statement is
 * skipped.
 */
#ifndef READ_DDL_PARSE_H
#define READ_DDL_PARSE_H

#include "model/table.h"
#include "read/ddl/lex.h"

struct ddl {
    struct diags *diags;
    struct arena *arena;
    struct ddl_lexer lexer;
    struct ddl_token token; /* the next token, not consumed yet */
    struct span last;       /* of the last consumed token */
    struct slice schema;    /* for statements that name none; empty: not given */
    struct model *model;
    struct map tables; /* used by alter.c: tables by folded "schema.name" */
};

/* Each consumes the next token if it is the expected one. */
bool ddl_accept(struct ddl *ddl, const char *word);
bool ddl_accept_symbol(struct ddl *ddl, char symbol);
bool ddl_is(const struct ddl *ddl, const char *word);
bool ddl_is_symbol(const struct ddl *ddl, char symbol);
struct ddl_token ddl_take(struct ddl *ddl);

bool ddl_expected(struct ddl *ddl, const char *what);
bool ddl_expect(struct ddl *ddl, const char *word);
bool ddl_expect_symbol(struct ddl *ddl, char symbol);

/* A bare or quoted name; `what` describes it in messages. */
bool ddl_name(struct ddl *ddl, struct text *name, const char *what);

/* [db.]schema.name; a Hive name may be in a single pair of backquotes. */
bool ddl_table_name(struct ddl *ddl, struct text *schema, struct text *name);

bool ddl_literal(struct ddl *ddl, struct text *text, const char *what);

/* ('key'='value', ...) */
bool ddl_properties(struct ddl *ddl, struct property_list *list);

/* A type: all tokens up to a comma, a closing parenthesis, COMMENT or the end of the statement. */
bool ddl_type(struct ddl *ddl, struct column *column);

/* Skips balanced parentheses. */
bool ddl_skip_brackets(struct ddl *ddl);

/* The bytes from `lo` to the end of the last consumed token. */
struct span ddl_since(const struct ddl *ddl, struct span lo);

/* Reports a clause that is left out because the model cannot hold it (SP1106). */
void ddl_left_out(struct ddl *ddl, struct span span, const char *what);

/* Whether the next token is the first on its line and the first word of a statement: the one
   before may lack its semicolon. */
bool ddl_starts_statement(const struct ddl *ddl);

bool ddl_is_statement_end(const struct ddl *ddl);
void ddl_skip_statement(struct ddl *ddl);

/* The statements, each after its first word. */
bool ddl_create_schema(struct ddl *ddl, struct document *document);
bool ddl_create_table(struct ddl *ddl, struct document *document);
bool ddl_alter_table(struct ddl *ddl);
bool ddl_drop_table(struct ddl *ddl); /* the table's document becomes one of no kind */

/* Remembers the table for statements that change it. False if it is already defined. */
bool ddl_keep_table(struct ddl *ddl, struct document *document);

/* The parts of statements. */
bool ddl_file_format(struct ddl *ddl, struct format *format);
bool ddl_column(struct ddl *ddl, struct column *column);

/* Completes the table from its clauses: the format's classes, and keys that are in the files. */
void ddl_settle_format(struct format *format);

#endif
