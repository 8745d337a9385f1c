/*
 * Path templates: the folders below a table's location, with each partition column as {name}, or
 * {name:%Y/%m/%d} for a date in another pattern. Everything outside braces is literal.
 */
#ifndef PATH_TEMPLATE_H
#define PATH_TEMPLATE_H

#include "base/str.h"
#include "model/table.h"

/* Splits a template into path->pieces. False with diagnostics (SP0301 for its braces, SP0307 for a
   date pattern) when it is malformed. That its names are columns is checked by the rules, not here.
 */
bool path_parse(struct diags *diags, struct text text, struct path *path);

/* Makes the Hive layout of the table's partition columns: name={name}/ for each. */
void path_make_default(struct arena *arena, struct table *table);

/* The date pattern of a placeholder: its own, else its column's; NULL if neither has one. */
const struct date_pattern *path_piece_date(const struct path_piece *piece,
                                           const struct key_column *key);

/* Whether every rendered path can be split in one way only. If not, *left and *right are the
   indices of two pieces (possibly the same) whose border is ambiguous. All names must be columns.
 */
bool path_is_readable(const struct table *table, size_t *left, size_t *right);

/* Whether the folders are name=value/ for each partition column in order: the Hive layout, which
   tools can discover by themselves. */
bool path_is_hive(const struct table *table);

/* A template ready for rendering, with each placeholder resolved to its column. Borrows from the
   table. */
struct path_renderer {
    const struct table *table;
    size_t *keys; /* by piece: index of the partition column */
};

/* All names must be columns. */
struct path_renderer path_renderer_new(struct arena *arena, const struct table *table);

/* Appends the folders of one partition. `values` are by partition column; `when` is the date that
   its date columns name together (ignored if there are none). */
void path_render(struct str *out, const struct path_renderer *renderer, const struct slice *values,
                 struct civil when);

#endif
