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

#endif
