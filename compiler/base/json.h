/*
 * Trees of JSON, over jansson: the one place that includes it. json_start comes first, in main and
 * in each test driver. After it memory that runs out ends the program (base/die.h), so that nothing
 * that makes or adds to a tree fails.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <jansson.h>

#include "base/str.h"

/* Gives jansson its allocator, and the seed of its hash tables, which are random: input of strangers
   must not choose how they fill. No output depends on it, since objects keep the order in which they
   were made. Once, before any thread starts. */
void json_start(void);

/* A string; each byte that is not UTF-8 becomes U+FFFD. */
json_t *json_text(struct slice text);
json_t *json_word(const char *text);

/* Each gives `value` away, to the end of the object or array. */
void json_put(json_t *object, const char *key, json_t *value);
void json_push(json_t *array, json_t *value);

/* A string under a key that is not a C string. */
void json_put_slice(json_t *object, struct slice key, struct slice text);

/* The same where the text is not empty. */
void json_put_given(json_t *object, const char *key, struct slice text);

enum json_charset {
    JSON_UTF8,
    JSON_ASCII /* every character beyond ASCII as \uXXXX */
};

/* Appends the tree with a line end, indented by two, and frees it. Control characters are escaped,
   DEL too, though JSON would allow it bare. */
void json_print(struct str *out, json_t *tree, enum json_charset charset);

#endif
