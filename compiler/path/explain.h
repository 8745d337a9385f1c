/*
 * Why a key below the table's location is no key of it: the nearest miss, folder by folder against
 * the template. Keys with the same miss are one finding, with their count and an example.
 */
#ifndef PATH_EXPLAIN_H
#define PATH_EXPLAIN_H

#include "path/component.h"

enum miss_kind {
    MISS_SHALLOW, /* the key ends before the component */
    MISS_EXTRA,   /* one folder too many, `found` */
    MISS_LACKING, /* the component's folder is left out */
    MISS_URL,     /* the key is URL-encoded */
    MISS_CASE,    /* the name before = in another letter case */
    MISS_NAME,    /* another name before = */
    MISS_ORDER,   /* the name before = is that of another component */
    MISS_BARE,    /* a value alone, where name=value was expected */
    MISS_NAMED,   /* name=value, where a value alone was expected */
    MISS_LITERAL, /* another fixed folder */
    MISS_FORM,    /* not of the component's form */
    MISS_EMPTY,   /* nothing where the value should be */
    MISS_NULL,    /* the null partition of a column that is no text */
    MISS_PADDING, /* other zeros in front */
    MISS_PATTERN, /* a date in another pattern, `wanted`, or in none that is known */
    MISS_DATE,    /* a date that does not exist, or dates that contradict each other */
    MISS_VALUE,   /* not one of the domain, or not of the type: `wanted` says what it is not */
    MISS_KIND_COUNT
};

struct miss {
    enum miss_kind kind;
    size_t component;    /* which one; the count of components where it is none */
    struct slice found;  /* the name, folder or value in the key */
    struct slice wanted; /* what stands for it in the message, by kind; may be empty */
    bool is_varied;      /* `found` is one of several: for the message */
};

/* `key` is what comes after the location, with its file's name; it does not match the template, or
   its values do not fit. What the miss points at lasts as long as the key and the arena. */
struct miss path_explain(struct arena *arena, const struct path_components *components,
                         struct slice key);

/* Adds the finding of `count` keys that miss alike; `example` is one of them, from its bucket on.
 */
void path_report_miss(struct diags *diags, const struct path_components *components,
                      const struct miss *miss, uint64_t count, struct slice example);

/* The first known date pattern of the fields (bits of FIELD_...; 0: of any) that a text is in, a
   real date; NULL for none. */
const struct date_pattern *date_pattern_guess(struct arena *arena, unsigned fields,
                                              struct slice text);

#endif
