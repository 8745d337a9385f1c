/*
 * What the package dbt-external-tables makes of a partitioned table on Redshift. It is given a list
 * of values for each partition column and registers each value with each of the others, in folders
 * that a path macro makes of the column's name and value.
 */
#ifndef WRITE_DBT_PACKAGE_H
#define WRITE_DBT_PACKAGE_H

#include "plan/statement.h"

/* The package's macros; each makes one part of a folder, which a slash joins to the next. */
enum path_macro { KEY_VALUE, VALUE_ONLY, YEAR_MONTH_DAY };

/* The values of one partition column, each once, in the order of the partitions. */
struct axis {
    VEC(struct slice) values;
    VEC(struct civil) dates; /* by value */
};

/* By partition column; `statement` adds the first partitions of its table. */
struct axis *dbt_axes(struct arena *arena, const struct statement *statement);

/* Fills the macros, by partition column; else *odd is the first piece of the path that none of them
   writes. */
bool dbt_find_macros(const struct table *table, enum path_macro *macros, size_t *odd);

/* A location without the slash that the package adds itself. */
struct slice dbt_base(struct slice location);

/* target.review: SP1030 to SP1033. */
void dbt_review(struct diags *diags, const struct statement *statement);

#endif
