/*
 * Inside plan/: what the parts of folding share. A folder holds the partitions of one table, a row
 * each, and finds for them first the date patterns of the columns, then the path, then the ranges
 * and lists.
 */
#ifndef PLAN_FOLD_FOLDER_H
#define PLAN_FOLD_FOLDER_H

#include "plan/fold/fold.h"

enum {
    SAMPLE_MAX = 40,     /* partitions that a template is first tried on */
    TEMPLATES_MAX = 16,  /* tried for a table */
    SEARCH_STEPS = 4000, /* in one folder's name */
    VALUES_MAX = 32      /* of a column that are listed as its domain */
};

/* One partition. */
struct row {
    const struct slice *values; /* by partition column */
    struct text location;       /* empty: by the path */
    struct civil when;
    bool is_odd; /* it is not where the path says */
};

struct folder {
    struct diags *diags;
    struct arena *arena;
    struct table *table;
    VEC(struct row) rows;
    bool has_dates;
    enum date_unit unit; /* the finest of the dates */
    VEC(struct text) templates;
    size_t steps;
};

/* Dates (plan/fold_dates.c). */
const struct date_pattern *folder_pattern_of(struct folder *folder, struct slice text);
void folder_fold_dates(struct folder *folder);

/* The path (plan/fold_path.c). */
void folder_fold_path(struct folder *folder);
void folder_give_locations(struct folder *folder);
void folder_mark_odd_rows(struct folder *folder);

#endif
