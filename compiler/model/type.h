/*
 * The types of external columns, read from Redshift's spellings and their synonyms (facts:
 * CREATE EXTERNAL TABLE). A type is normalised when read: one kind for all synonyms, lengths and
 * precisions filled in. The limits of lengths and nesting are rules (rules/types.c), not errors
 * here.
 */
#ifndef MODEL_TYPE_H
#define MODEL_TYPE_H

#include "base/str.h"
#include "diag/diag.h"
#include "model/text.h"

enum type_kind {
#define TYPE(id, spelling, parameters, as_key, hive, postgres, duckdb) TYPE_##id,
#include "grammar/types.def"
    TYPE_KIND_COUNT
};

enum type_limit {
#define TYPE_LIMIT(name, value) MAX_##name = value,
#include "grammar/types.def"
};

struct field {
    struct slice name; /* as written, without its double quotes */
    struct span span;
    const struct type *type;
};

struct type {
    enum type_kind kind;
    bool is_bare;     /* a length or precision was left out, and the default stands here */
    long long length; /* char, varchar, varbyte: bytes */
    long long precision, scale;
    const struct type *key;     /* map */
    const struct type *element; /* array; the value of a map */
    VEC(struct field) fields;   /* struct */
    struct span span;
};

/* Reads a type. NULL on failure, with one diagnostic (SP0201, SP0202 or SP0204). */
const struct type *type_parse(struct diags *diags, struct text text);

/* Whose words a type is in. In Redshift's DDL a bare float has 64 bits, in Hive's 32. */
enum type_dialect { SPEC_TYPES = 0, REDSHIFT_DDL = 1 << 0, HIVE_DDL = 1 << 1 };

/* The same for DDL and catalogs, whose words of other engines are taken for what comes nearest.
   *foreign is the last such word that has no equal here ("string": it has no length), or empty. */
const struct type *type_parse_ddl(struct diags *diags, struct text text, enum type_dialect dialect,
                                  struct slice *foreign);

/* Whether two types are the same, the names of fields included. */
bool type_eq(const struct type *a, const struct type *b);

/* Whose words a type is written in. */
enum type_words { WORDS_REDSHIFT, WORDS_HIVE, WORDS_POSTGRES, WORDS_DUCKDB, TYPE_WORDS_COUNT };

struct type_style {
    enum type_words words;
    const char *comma; /* between the types inside another */
    void (*write_name)(struct str *out,
                       struct slice name); /* a struct's field, quoted as it must */
    const char *nested; /* the one word for a struct, array or map; NULL: as `words` has them */
};

/* Appends the type: "varchar(255)", "array<struct<a:integer>>". */
void type_print(struct str *out, const struct type *type, const struct type_style *style);

/* Redshift's word: "varchar". */
const char *type_word(enum type_kind kind);
bool type_is_nested(enum type_kind kind);
bool type_is_integer(enum type_kind kind);
bool type_may_be_key(enum type_kind kind);

/* What follows the word of a type, in brackets. */
enum type_parameters { TAKES_NO_PARAMETERS, TAKES_LENGTH, TAKES_PRECISION, TAKES_NESTED };

enum type_parameters type_parameters(enum type_kind kind);

/* Whether `value`, the text of a partition's folder, is a value of the type. When not, *why says
   what one is, to stand after "is not": "a whole number from -32768 to 32767". */
bool type_holds(const struct type *type, struct slice value, const char **why);

/* Appends a value of the type in one spelling: what Redshift takes for equal, as 4 and 04 of an
   integer, or texts with blanks behind them (the guide: character types), is the same bytes then. */
void type_put_value(struct str *out, const struct type *type, struct slice value);

#endif
