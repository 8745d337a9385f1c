/*
 * Inside plan/diff/: two models and the changes found between them so far. Changes and statements are
 * appended in the order in which they are to run; a statement belongs to the last change. The
 * diff_compare_... functions only give a pair the reasons why its table must be recreated; the others
 * append changes. Both models outlive the diff and are never changed.
 */
#ifndef PLAN_DIFF_MODEL_DIFF_H
#define PLAN_DIFF_MODEL_DIFF_H

#include "plan/deployment.h"
#include "plan/diff/change.h"
#include "plan/partitions.h"

/* One of the two models, and where its documents are. */
struct diff_side {
    const struct model *model;
    struct catalogs catalogs;
    struct map by_name;  /* documents, by kind and name */
    struct map by_entry; /* tables, by table_key, where the database is known */
};

struct model_diff {
    struct diags *diags;
    struct arena *arena;
    struct diff_side before, after;
    struct until until; /* where open ranges end */
    struct changes *changes;
    struct deployments deployments;
};

/* One table before and after. */
struct table_pair {
    const struct document *old_document, *new_document;
    const struct table *old_table, *new_table;
    struct partition_list old_partitions, new_partitions;
    struct slice title;
    VEC(struct slice) reasons; /* why it must be recreated */
};

/* The partitions of both sides, sorted by what is to be done with them. */
struct partition_changes {
    VEC(struct partition) added, moved, dropped;
};

/* The change is borrowed until the next one is added. */
struct change *diff_add_change(struct model_diff *diff, enum change_kind kind,
                               enum change_class class, struct slice subject, struct slice text);
struct statement *diff_add_statement(struct model_diff *diff, const struct document *document,
                                     enum statement_kind kind);
void diff_add_partitions(struct model_diff *diff, const struct document *document,
                         struct partition_list partitions);

/* counterparts.c. The counterpart of a document of `side` is the document of the same kind and name
   in `other`; else the same table under a schema of another name; or NULL. */
void diff_side_init(struct diff_side *side, struct arena *arena, const struct model *model);
const struct document *diff_counterpart(struct arena *arena, const struct diff_side *side,
                                        const struct diff_side *other,
                                        const struct document *document);

/* schemas.c */
void diff_schema(struct model_diff *diff, const struct document *new_document);

/* columns.c */
void diff_add_reason(struct model_diff *diff, struct table_pair *pair, struct slice reason);
struct slice diff_type_text(struct arena *arena, const struct type *type);
void diff_add_columns(struct model_diff *diff, const struct table_pair *pair);
void diff_compare_columns(struct model_diff *diff, struct table_pair *pair);
void diff_drop_columns(struct model_diff *diff, const struct table_pair *pair);
void diff_rename_columns(struct model_diff *diff, const struct table_pair *pair);
void diff_vet_renames(struct model_diff *diff, const struct table_pair *pair);
bool pair_keeps_column(const struct table_pair *pair, const struct column *old_column);

/* format.c: partition columns, formats and properties. diff_compare_format tells whether SET FILE
   FORMAT is to be written. */
bool diff_compare_format(struct model_diff *diff, struct table_pair *pair);
void diff_compare_keys(struct model_diff *diff, struct table_pair *pair);
void diff_compare_lost_properties(struct model_diff *diff, struct table_pair *pair);
void diff_set_properties(struct model_diff *diff, const struct table_pair *pair);

/* partitions.c */
void diff_partitions(struct model_diff *diff, const struct table_pair *pair);
bool table_lists_partitions(const struct table *table);
void diff_merge_partitions(struct model_diff *diff, const struct table_pair *pair,
                           struct partition_changes *out);
struct slice diff_name_partitions(struct model_diff *diff, const struct table_pair *pair,
                                  const struct partition *at, size_t count, const char *verb);
struct slice diff_partition_location(struct model_diff *diff, const struct path_renderer *renderer,
                                     const struct partition *partition);

#endif
