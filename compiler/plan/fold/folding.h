/*
 * Internal to plan/fold/: the partitions of one table while they are folded into domains, a path
 * and entries. Each step uses the results of the steps before it: dates, then the path, then ranges
 * and lists. Rows borrow the table's texts; everything lives in the arena.
 */
#ifndef PLAN_FOLD_FOLDING_H
#define PLAN_FOLD_FOLDING_H

#include "model/table.h"

enum {
    SAMPLE_MAX = 40,     /* partitions that a template is first tried on */
    TEMPLATES_MAX = 16,  /* tried for a table */
    SEARCH_STEPS = 4000, /* in one folder's name */
    VALUES_MAX = 32      /* of a column that are listed as its domain */
};

/* One partition. */
struct row {
    const struct slice *values; /* by partition column */
    struct text location;       /* empty: given by the path */
    struct civil when;
    bool is_odd; /* its location is not the one that the path gives */
};

struct folding {
    struct diags *diags;
    struct arena *arena;
    struct table *table;
    VEC(struct row) rows;
    bool has_dates;
    enum date_unit unit; /* the finest of the dates */
    VEC(struct text) templates;
    size_t steps;
};

/* dates.c: gives columns the date patterns that fit all their values, and each row its date. All
   guesses must fit together, or none is taken. */
void fold_dates(struct folding *folding);
const struct date_pattern *folding_pattern_of(struct folding *folding, struct slice text);

/* path.c: gives the table the template that writes the folders of most rows. */
void fold_path(struct folding *folding);
void folding_give_locations(struct folding *folding);
void folding_mark_odd_rows(struct folding *folding);

/* entries.c: replaces the table's entries with the fewest that denote the same rows. */
void fold_rows(struct folding *folding);

#endif
