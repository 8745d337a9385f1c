/*
 * Inside read/yaml/: writes a spec's text in canonical layout, token by token. canonical_write
 * checks that it still means the same.
 */
#ifndef READ_YAML_CANONICAL_LAYOUT_H
#define READ_YAML_CANONICAL_LAYOUT_H

#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

struct comments {
    VEC(struct slice) list; /* from `#` to the end of the line, in order */
};

/* Appends the text in canonical layout, and collects its comments. False if that is not
   possible. */
bool canonical_lay_out(struct str *out, struct arena *arena, const struct source *source,
                       struct comments *comments);

#endif
