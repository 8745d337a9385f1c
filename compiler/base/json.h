/*
 * JSON trees, built on jansson, which only this header includes. json_start must be called first,
 * in main and in each test driver. After that, running out of memory exits (base/die.h), so that no
 * function that makes a tree or adds to one can fail.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/str.h"

/* Gives jansson its allocator and a random seed for its hash tables, so that untrusted input cannot
   force collisions. No output depends on the seed, since objects keep their order of insertion.
   Call it once, before any thread starts. */
void json_start(void);

/* A string; each byte that is not UTF-8 becomes U+FFFD. */
json_t *json_text(struct slice text);
json_t *json_word(const char *text);

/* Each appends `value` to the object or array, which then owns it. */
void json_put(json_t *object, const char *key, json_t *value);
void json_push(json_t *array, json_t *value);

/* A string under a key that is not a C string. */
void json_put_slice(json_t *object, struct slice key, struct slice text);

/* Like json_put, for a text; adds nothing when it is empty. */
void json_put_given(json_t *object, const char *key, struct slice text);

enum json_charset {
    JSON_UTF8,
    JSON_ASCII /* every character beyond ASCII as \uXXXX */
};

/* Appends the tree, indented by two, and a line end; then frees the tree. All control
  
   and invisible characters are escaped, which JSON would allow unescaped but for C0, and so is the
   first of two sharp signs, since CI runners take "##[" for a command. */
void json_print(struct str *out, json_t *tree, enum json_charset charset);

/* Makes the elements of a long array, one after the other: only one is held at a time. */
struct json_items {
    json_t *(*make)(const void *context, size_t i);
    const void *context;
    size_t count;
};

/* Like json_print with JSON_UTF8, with the items in the tree's empty array called `key`, which must
   be the only one of that name. */
void json_print_items(struct str *out, json_t *tree, const char *key,
                      const struct json_items *items);

#endif
