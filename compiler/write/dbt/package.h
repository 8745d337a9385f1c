/*
 * How the package dbt-external-tables partitions a table on Redshift. It takes a list of values for
 * each partition column and registers every combination, in folders that a path macro makes from
 * the column's name and value.
 */
#ifndef WRITE_DBT_PACKAGE_H
#define WRITE_DBT_PACKAGE_H

#include "plan/statement.h"

/* The package's path macros. Each makes one part of the folder; slashes join the parts. */
enum path_macro { KEY_VALUE, VALUE_ONLY, YEAR_MONTH_DAY };

/* The distinct values of one partition column, in the order of the partitions. */
struct axis {
    VEC(struct slice) values;
    VEC(struct civil) dates; /* by value */
};

/* One axis per partition column. `statement` must be the one that adds its table's first
   partitions. */
struct axis *dbt_axes(struct arena *arena, const struct statement *statement);

/* Sets `macros` by partition column. False if no macro writes some folder; *odd is then the index
   of the first such piece of the path. */
bool dbt_find_macros(const struct table *table, enum path_macro *macros, size_t *odd);

/* A location without its closing slash, which the package adds. */
struct slice dbt_base(struct slice location);

/* target.review: SP1030 to SP1033. */
void dbt_review(struct diags *diags, const struct statement *statement);

#endif
