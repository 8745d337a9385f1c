/*
 * Why a key below the table's location does not belong to the table: the nearest miss, found by
 * comparing its folders with the template one by one. Keys with the same miss make one finding,
 * with their count and an example.
 */
#ifndef PATH_EXPLAIN_H
#define PATH_EXPLAIN_H

#include "path/component.h"

enum miss_kind {
    MISS_SHALLOW, /* the key ends before the component */
    MISS_EXTRA,   /* an extra folder, `found` */
    MISS_LACKING, /* the component's folder is missing */
    MISS_URL,     /* the key is URL-encoded */
    MISS_CASE,    /* the name before = differs in letter case */
    MISS_NAME,    /* the name before = differs */
    MISS_ORDER,   /* the name before = is that of another component */
    MISS_BARE,    /* a bare value, where name=value was expected */
    MISS_NAMED,   /* name=value, where a bare value was expected */
    MISS_LITERAL, /* a fixed folder differs */
    MISS_FORM,    /* not of the component's form */
    MISS_EMPTY,   /* nothing where the value should be */
    MISS_NULL,    /* the null partition of a column that is not text */
    MISS_PADDING, /* leading zeros differ */
    MISS_PATTERN, /* a date in another pattern: `wanted`, or empty if no known one fits */
    MISS_DATE,    /* a date that does not exist, or dates that contradict each other */
    MISS_VALUE,   /* not in the domain, or not of the type: "not `wanted`" */
    MISS_KIND_COUNT
};

struct miss {
    enum miss_kind kind;
    size_t component;    /* its index; the count of components if none */
    struct slice found;  /* the name, folder or value in the key */
    struct slice wanted; /* what was expected, by kind; may be empty */
    bool is_varied;      /* the group has other values of `found` too: for the message */
};

/* `key` is the part after the location, with the file's name. It must not match the template, or
   its values must not fit. The miss borrows from the key and the arena. */
struct miss path_explain(struct arena *arena, const struct path_components *components,
                         struct slice key);

/* Adds the finding for `count` keys with the same miss; `example` is one of them, starting with its
   bucket. */
void path_report_miss(struct diags *diags, const struct path_components *components,
                      const struct miss *miss, uint64_t count, struct slice example);

/* The first known date pattern with these fields (bits of FIELD_...; 0: any) that reads the text as
   a real date; NULL if there is none. */
const struct date_pattern *date_pattern_guess(struct arena *arena, unsigned fields,
                                              struct slice text);

#endif
