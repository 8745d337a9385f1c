/* What the renderers into JSON share: texts that are surely UTF-8, and the way out. */
#ifndef DIAG_JSON_H
#define DIAG_JSON_H

#include <jansson.h>

#include "base/str.h"

/* Before anything of a tree is made: want of memory then ends the program, so that no maker of
   nodes returns NULL. */
void diag_json_begin(void);

/* A string; bytes that are no UTF-8 become U+FFFD. */
json_t *diag_json_text(struct slice text);
json_t *diag_json_string(const char *text);

/* Each gives `value` away to the object or array, at its end. */
void diag_json_set(json_t *object, const char *key, json_t *value);
void diag_json_push(json_t *array, json_t *value);

/* Appends the tree, indented by two and in the order that it was made in, with a line end, and
   frees it. */
void diag_json_put(struct str *out, json_t *tree);

#endif
