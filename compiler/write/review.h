/* What several targets cannot express, each found in one place. All add errors and go on. */
#ifndef WRITE_REVIEW_H
#define WRITE_REVIEW_H

#include "plan/statement.h"

/* The schema must be of the Glue catalog (SP1004), and its database known (SP1003). */
void review_catalog(struct diags *diags, const char *target, const struct statement *statement);

/* Descriptions must fit the Glue catalog (SP1009). */
void review_descriptions(struct diags *diags, const struct table *table);

/* Calls `vet` for every type of the table, also those inside others, until it has found something
   in a column. */
void review_types(struct diags *diags, const struct table *table,
                  bool (*vet)(struct diags *diags, const struct column *column,
                              const struct type *type));

/* Where each partition is found by a query of Redshift's for its values, no two may be equal to
   that (SP1065), or what is done for one meets the rows of both. Looks once at all of a table. */
void review_partitions_apart(struct diags *diags, const struct statement *statement,
                             const char *consequence, const char *help);

#endif
