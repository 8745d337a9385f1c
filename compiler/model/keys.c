/* The rows of grammar/keys.def as tables of keys and contexts. */
#include "model/keys.h"

#include "model/table.h"

enum { OPTIONAL, REQUIRED };

#define TEXT SHAPE_TEXT, 0
#define BOOL SHAPE_BOOL, 0
#define COUNT SHAPE_COUNT, 0
#define DATE SHAPE_DATE, 0
#define WORDS SHAPE_WORDS, 0
#define MAPPING SHAPE_MAPPING, 0
#define FORMAT SHAPE_FORMAT, 0
#define PATH SHAPE_PATH, 0
#define ONE(context) SHAPE_ONE, CONTEXT_##context
#define LIST(context) SHAPE_LIST, CONTEXT_##context

const struct key keys[KEY_COUNT] = {
#define CONTEXT(context, example)
#define KEY(context, key, shape, need, facet, doc)                                                 \
    [KEY_##context##_##key] = {{#key, sizeof #key - 1}, shape, need, FACET_##facet, doc},
#define END(context)
#include "grammar/keys.def"
};

const struct context contexts[CONTEXT_COUNT] = {
#define CONTEXT(context, example)                                                                  \
    [CONTEXT_##context] = {#context, FIRST_##context, END_##context, example},
#define KEY(context, key, shape, need, facet, doc)
#define END(context)
#include "grammar/keys.def"
};

enum key_id key_named(enum context_id context, struct slice name)
{
    enum key_id id = contexts[context].first;

    while (id < contexts[context].end && !slice_eq(keys[id].name, name))
        id++;
    return id;
}
