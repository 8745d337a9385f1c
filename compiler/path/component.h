/*
 * A path template, folder by folder: `year={year}/month={month}/` has two components. A placeholder
 * whose date pattern contains slashes is split at each of them. For explaining misses, not for
 * matching.
 */
#ifndef PATH_COMPONENT_H
#define PATH_COMPONENT_H

#include "path/template.h"

enum { NO_PIECE = -1 };

struct path_component {
    struct slice text; /* as in the template: "month={month}", or "%m" of a split date */
    struct slice head; /* before the placeholder; the whole text if there is none */
    struct slice tail; /* after it */
    long piece;        /* the placeholder, or NO_PIECE */
    size_t key;        /* its partition column */
    bool is_mixed;     /* several placeholders: only head and tail are known */
    const struct date_pattern *part; /* this component's part of a split date, or NULL */
    struct span span;
};

struct path_components {
    const struct table *table;
    VEC(struct path_component) list;
};

/* All names of the template must be columns. */
struct path_components path_components_of(struct arena *arena, const struct table *table);

/* Whether a folder's name has the component's form. If so, *value is the text in place of the
   placeholder, still encoded; empty if there is no placeholder, or several. */
bool component_fits(const struct path_component *component, struct slice name, struct slice *value);

/* The word before `=` where the component is `word={column}`; empty otherwise. */
struct slice component_name(const struct path_component *component);

#endif
