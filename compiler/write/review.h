/* Checks that several targets share. Each adds errors and continues; none decides whether to stop.
   */
#ifndef WRITE_REVIEW_H
#define WRITE_REVIEW_H

#include "plan/statement.h"

/* The schema must be in the Glue catalog (SP1004), and its database known (SP1003). */
void review_catalog(struct diags *diags, const char *target, const struct statement *statement);

/* Descriptions must fit the Glue catalog (SP1009). */
void review_descriptions(struct diags *diags, const struct table *table);

/* Calls `vet` for every type of the table, including nested ones. When `vet` returns false, the
   rest of that column is skipped. */
void review_types(struct diags *diags, const struct table *table,
                  bool (*vet)(struct diags *diags, const struct column *column,
                              const struct type *type));

/* For targets that select each partition's rows by its values in Redshift: no two partitions may
   have values that Redshift considers equal (SP1065), since an action on one would affect the rows
   of both. Checks each table once. */
void review_partitions_apart(struct diags *diags, const struct statement *statement,
                             const char *consequence, const char *help);

#endif
