/* Checks that several targets share. Each adds errors and continues; none decides whether to stop.
   */
#ifndef WRITE_REVIEW_H
#define WRITE_REVIEW_H

#include "plan/statement.h"

/* The schema must be in the Glue catalog (SP1004), and its database known (SP1003). */
void review_catalog(struct diags *diags, const char *target, const struct statement *statement);

/* Tables that the target names by their database alone must be one, or have different names
   (SP1013): a script runs in one account and one region. If `names_account`, the target names a
   table by its schema's catalog_id too. */
void review_namesakes(struct diags *diags, const char *target,
                      const struct statement_list *statements, bool names_account);

/* Descriptions must fit the Glue catalog (SP1009). */
void review_descriptions(struct diags *diags, const struct table *table);

/* Calls `vet` for every type of the table, including nested ones. When `vet` returns false, the
   rest of that column is skipped. */
void review_types(struct diags *diags, const struct table *table,
                  bool (*vet)(struct diags *diags, const struct column *column,
                              const struct type *type));

/* What follows if an engine considers the values of two partitions equal. */
struct apart {
    const char *engine, *consequence, *help;
    bool keeps_blanks; /* it compares varchar with its trailing blanks, unlike Redshift */
    bool each_level;   /* the first values alone must not be equal, either, unless spelt alike */
};

/* For targets that select a partition by its values in an engine: no two partitions may have values
   that the engine considers equal (SP1065), since an action on one would affect the rows of both.
   Checks each table once. */
void review_partitions_apart(struct diags *diags, const struct statement *statement,
                             const struct apart *apart);

#endif
