/*
 * Path templates: the folders below a table's location, with each partition column as {name}, or
 * {name:%Y/%m/%d} for a date in another pattern. Everything outside braces stands for itself.
 */
#ifndef PATH_TEMPLATE_H
#define PATH_TEMPLATE_H

#include "base/str.h"
#include "model/table.h"

/* Takes a template apart into path->pieces. False with diagnostics (SP0301 for its braces, SP0307
   for a date pattern) where it is malformed. Whether its names are columns is a matter of rules. */
bool path_parse(struct diags *diags, struct text text, struct path *path);

/* Makes the Hive layout of the table's partition columns: name={name}/ for each. */
void path_make_default(struct arena *arena, struct table *table);

/* The date pattern that a placeholder writes: its own, or its column's; NULL for none. */
const struct date_pattern *path_piece_date(const struct path_piece *piece,
                                           const struct key_column *key);

/* Whether every rendered path can be taken apart in one way only. When not, *left and *right are
   the indices of two pieces (perhaps one and the same) whose border cannot be found. All names
   must be columns. */
bool path_is_readable(const struct table *table, size_t *left, size_t *right);

/* Whether the folders are name=value/ for each partition column in order, as tools that know Hive's
   layout find them by themselves. */
bool path_is_hive(const struct table *table);

/* A template made ready for rendering: each placeholder knows its column. Borrowed from the table.
 */
struct path_renderer {
    const struct table *table;
    size_t *keys; /* by piece: index of the partition column */
};

/* All names must be columns. */
struct path_renderer path_renderer_new(struct arena *arena, const struct table *table);

/* Appends the folders for one partition: `values` by partition column, and the date that its date
   columns stand for (not looked at where there are none). */
void path_render(struct str *out, const struct path_renderer *renderer, const struct slice *values,
                 struct civil when);

#endif
