/*
 * The types of external columns, parsed from Redshift's spellings and their synonyms (facts:
 * CREATE EXTERNAL TABLE). Parsing normalises a type: synonyms become one kind, and default lengths
 * and precisions are filled in. Limits on lengths and nesting are checked by rules (rules/schema/),
 * not here.
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
    bool is_bare;     /* length or precision was left out; the default is filled in */
    long long length; /* char, varchar, varbyte: bytes */
    long long precision, scale;
    const struct type *key;     /* map */
    const struct type *element; /* array; the value of a map */
    VEC(struct field) fields;   /* struct */
    struct span span;
};

/* Parses a type. NULL on failure, with a diagnostic (SP0201, SP0202 or SP0204); with two where a type
   of another engine is malformed too. */
const struct type *type_parse(struct diags *diags, struct text text);

/* The dialect that a type is read in. A bare float has 64 bits in Redshift's DDL, 32 in Hive's. */
enum type_dialect { SPEC_TYPES = 0, REDSHIFT_DDL = 1 << 0, HIVE_DDL = 1 << 1 };

/* The same for DDL and catalogs: a word of another engine becomes the nearest type. *foreign is the
   last such word without an exact equivalent ("string": it has no length), or empty. */
const struct type *type_parse_ddl(struct diags *diags, struct text text, enum type_dialect dialect,
                                  struct slice *foreign);

/* Whether the catalog cannot hold the field's name, since it stores names without quotes: one with
   a colon, a comma, an angle bracket or a blank (facts: Struct fields in the catalog). */
bool field_is_lost(const struct field *field);

/* Whether two types are equal, including the names of fields. */
bool type_eq(const struct type *a, const struct type *b);

/* The dialect that a type is written in. */
enum type_words { WORDS_REDSHIFT, WORDS_HIVE, WORDS_POSTGRES, WORDS_DUCKDB, TYPE_WORDS_COUNT };

struct type_style {
    enum type_words words;
    const char *comma; /* between the types inside another */
    void (*write_name)(struct str *out,
                       struct slice name); /* a struct's field, quoted as it must */
    const char *nested; /* one word for every struct, array and map; NULL: as in `words` */
};

/* Appends the type: "varchar(255)", "array<struct<a:integer>>". */
void type_print(struct str *out, const struct type *type, const struct type_style *style);

/* Redshift's name of the type: "varchar". */
const char *type_word(enum type_kind kind);
bool type_is_nested(enum type_kind kind);
bool type_is_integer(enum type_kind kind);
bool type_may_be_key(enum type_kind kind);

/* What follows a type's name in brackets. */
enum type_parameters { TAKES_NO_PARAMETERS, TAKES_LENGTH, TAKES_PRECISION, TAKES_NESTED };

enum type_parameters type_parameters(enum type_kind kind);

/* Whether `value`, as it appears in a partition's folder, is a value of the type. If not, *why
   describes such a value, as a phrase to follow "is not": "a whole number from -32768 to 32767". */
bool type_holds(const struct type *type, struct slice value, const char **why);

/* Appends a value of the type in one spelling: values that an engine reads as the same, such as the
   integers 4 and 04, or texts that differ in trailing blanks (the guide: character types), become
   the same bytes. What is not of the type is appended as it is. */
void type_put_value(struct str *out, const struct type *type, struct slice value);

#endif
