/* Documents of JSON as artifacts: a file each under --out-dir, one array on standard output. */
#ifndef WRITE_JSON_H
#define WRITE_JSON_H

#include "diag/json.h"
#include "write/target.h"

/* Adds an artifact that holds the tree, which is freed. */
void json_artifact(struct artifacts *artifacts, const char *operation, json_t *tree);

/* target.join: an array of {"name": OPERATION, "document": TREE}. */
void json_join(struct str *out, const struct artifacts *artifacts);

/* Sets `key` to a copy of the text where it is given and not blank. */
void json_set_text(json_t *object, const char *key, struct slice text);

/* Sets a key that is no C string. */
void json_set_slice(json_t *object, struct slice key, struct slice text);

#endif
