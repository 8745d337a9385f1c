/* The keys of the spec language, from grammar/keys.def: one row per key, grouped by context, which
   is the kind of mapping that the key belongs to. Constant; nothing here reads a spec. */
#ifndef MODEL_KEYS_H
#define MODEL_KEYS_H

#include <stddef.h>

#include "base/slice.h"

/* KEY_external_table_location and the like; FIRST_<context> and END_<context> bound a context. */
enum key_id {
#define CONTEXT(context, example) FIRST_##context, BEFORE_##context = FIRST_##context - 1,
#define KEY(context, key, shape, need, facet, doc) KEY_##context##_##key,
#define END(context) END_##context, AFTER_##context = END_##context - 1,
#include "grammar/keys.def"
    KEY_COUNT
};

enum context_id {
#define CONTEXT(context, example) CONTEXT_##context,
#define KEY(context, key, shape, need, facet, doc)
#define END(context)
#include "grammar/keys.def"
    CONTEXT_COUNT
};

enum shape_kind {
    SHAPE_TEXT,
    SHAPE_BOOL,
    SHAPE_COUNT,
    SHAPE_DATE,
    SHAPE_WORDS,
    SHAPE_MAPPING,
    SHAPE_FORMAT,
    SHAPE_PATH,
    SHAPE_ONE,
    SHAPE_LIST
};

struct key {
    struct slice name;
    enum shape_kind shape;
    enum context_id of; /* SHAPE_ONE and SHAPE_LIST: the context of the mappings */
    bool is_required;
    unsigned facet; /* the facet that an error in its value breaks (model/table.h), or 0 */
    const char *doc;
};

struct context {
    const char *name; /* "external_table" */
    enum key_id first, end;
    const char *example; /* such a mapping, to be shown in messages; or NULL */
};

extern const struct key keys[KEY_COUNT];
extern const struct context contexts[CONTEXT_COUNT];

/* The key of the context, or its end. */
enum key_id key_named(enum context_id context, struct slice name);

#endif
