/*
 * The tokens of a YAML source, as libyaml scans it, for work on the text itself. Between two tokens
 * with bytes there are only blanks, line ends and comments.
 */
#ifndef READ_YAML_TOKENS_H
#define READ_YAML_TOKENS_H

#include "source/source.h"

enum token_kind {
    TOKEN_DIRECTIVE,      /* %YAML, %TAG */
    TOKEN_DOCUMENT_START, /* --- */
    TOKEN_DOCUMENT_END,   /* ... */
    TOKEN_LIST,           /* no bytes: a block list begins; one no deeper than its key has none */
    TOKEN_MAPPING,        /* no bytes: a block mapping begins */
    TOKEN_END,            /* no bytes: the innermost of these ends */
    TOKEN_ITEM,           /* - */
    TOKEN_KEY,            /* a key begins: ? or no bytes */
    TOKEN_VALUE,          /* : */
    TOKEN_OPEN,           /* [ { */
    TOKEN_CLOSE,          /* ] } */
    TOKEN_COMMA,
    TOKEN_ALIAS,
    TOKEN_PROPERTY, /* an anchor or a tag */
    TOKEN_SCALAR,   /* plain or quoted, on one line or several */
    TOKEN_BLOCK,    /* | or > with its lines; `hi` may be as far as the next token */
    TOKEN_STREAM_END
};

struct token {
    enum token_kind kind;
    uint32_t lo, hi; /* bytes */
};

struct tokens {
    VEC(struct token) list; /* TOKEN_STREAM_END is the last */
};

/* Scans a source in which yaml_read finds no errors. False if it cannot be scanned. */
bool tokens_scan(struct arena *arena, const struct source *source, struct tokens *tokens);

/* Offset of the line end of the line that contains `at`; and of the byte after that line end, at
   most text.len. */
size_t line_end(struct slice text, size_t at);
size_t line_next(struct slice text, size_t at);

/* Offset of the first byte of the line that contains `at`. */
size_t line_start(struct slice text, size_t at);

#endif
