/*
 * Inside read/: a spec's text, token by token, into its canonical layout. Whether it still says the
 * same is for canonical_write to find out.
 */
#ifndef READ_YAML_CANONICAL_LAYOUT_H
#define READ_YAML_CANONICAL_LAYOUT_H

#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

struct comments {
    VEC(struct slice) list; /* from `#` to the line's end, in their order */
};

/* Appends the text in canonical layout, and collects its comments. False where it was given up. */
bool canonical_lay_out(struct str *out, struct arena *arena, const struct source *source,
                       struct comments *comments);

#endif
