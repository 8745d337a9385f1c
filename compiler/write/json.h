/* JSON documents as artifacts: one file each under --out-dir, one array on standard output. */
#ifndef WRITE_JSON_H
#define WRITE_JSON_H

#include "base/json.h"
#include "write/target.h"

/* Adds an artifact that holds the printed tree. Takes ownership of the tree and frees it. */
void json_artifact(struct artifacts *artifacts, const char *operation, json_t *tree);

/* target.join: appends an array of {"name": OPERATION, "document": TREE}. */
void json_join(struct str *out, const struct artifacts *artifacts);

#endif
