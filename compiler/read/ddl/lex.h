/*
 * The tokens of Redshift's and Hive's (Athena's) SQL, one at a time. Comments are skipped; those
 * directly above a token are its comment. The value that SHOW EXTERNAL TABLE prints may be wrapped
 * in double quotes, with inner ones doubled; it is read as if it were not wrapped.
 */
#ifndef READ_DDL_LEX_H
#define READ_DDL_LEX_H

#include "diag/diag.h"
#include "model/text.h"

enum ddl_token_kind {
    DDL_END,
    DDL_WORD,    /* a bare name or keyword */
    DDL_NAME,    /* "quoted", or `quoted` in Hive */
    DDL_LITERAL, /* 'text'; "text" too in Hive */
    DDL_NUMBER,
    DDL_SYMBOL /* one byte */
};

struct ddl_token {
    enum ddl_token_kind kind;
    struct text text; /* the value, unquoted and unescaped; its span includes the quotes */
    bool starts_line;
    struct slice comment; /* the -- lines directly above, without dashes; NULL: none */
};

struct ddl_lexer {
    struct diags *diags;
    struct source *source;
    struct slice text;
    size_t at;
    bool is_hive;    /* `names`, and Hive's escapes in literals */
    bool is_wrapped; /* inside the quotes of a printed value */
    bool has_failed; /* the text ended at a malformed token */
};

/* Chooses the dialect: Hive's if the text has a backquote or the word TBLPROPERTIES outside
   literals and comments. */
void ddl_lexer_init(struct ddl_lexer *lexer, struct diags *diags, struct source *source);

/* The next token. A malformed one is reported (SP1101) and ends the text. */
struct ddl_token ddl_next(struct ddl_lexer *lexer);

/* Offset of the end of the line that contains `at`. */
size_t ddl_line_end(const struct ddl_lexer *lexer, size_t at);

#endif
