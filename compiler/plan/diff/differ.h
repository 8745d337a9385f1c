/*
 * Inside plan/: what the parts of a diff share. A differ collects changes, each with its
 * statements; a pair is one table before and after. The differ_compare_... functions add the
 * reasons why a table must be made anew; the others add changes.
 */
#ifndef PLAN_DIFF_DIFFER_H
#define PLAN_DIFF_DIFFER_H

#include "model/location.h"
#include "plan/add_partitions.h"
#include "plan/deployment.h"
#include "plan/diff/diff.h"
#include "plan/layout.h"

struct differ {
    struct diags *diags;
    struct arena *arena;
    const struct model *before, *after;
    const struct diff_options *options;
    struct changes *changes;
    struct deployments deployments;
};

/* One table before and after. */
struct table_pair {
    const struct document *old_document, *new_document;
    const struct table *old_table, *new_table;
    struct partition_list old_partitions, new_partitions;
    struct slice title;
    VEC(struct slice) reasons; /* why it must be made anew */
};

/* The partitions of both sides, sorted into what is to be done. */
struct partition_changes {
    VEC(struct partition) added, moved, dropped;
};

struct change *differ_add_change(struct differ *differ, enum change_kind kind,
                                 enum change_class class, struct slice subject, struct slice text);
struct statement *differ_add_statement(struct differ *differ, const struct document *document,
                                       enum statement_kind kind);
void differ_add_partitions(struct differ *differ, const struct document *document,
                           struct partition_list partitions);

/* Schemas (plan/diff_schemas.c). */
const struct document *model_counterpart(const struct model *model,
                                         const struct document *document);
void differ_diff_schema(struct differ *differ, const struct document *new_document);

/* Columns (plan/diff_columns.c). */
void differ_add_reason(struct differ *differ, struct table_pair *pair, struct slice reason);
struct slice differ_type_text(struct arena *arena, const struct type *type);
void differ_add_columns(struct differ *differ, const struct table_pair *pair);
void differ_compare_columns(struct differ *differ, struct table_pair *pair);
void differ_drop_columns(struct differ *differ, const struct table_pair *pair);
void differ_rename_columns(struct differ *differ, const struct table_pair *pair);
void differ_vet_renames(struct differ *differ, const struct table_pair *pair);
bool pair_keeps_column(const struct table_pair *pair, const struct column *old_column);

/* Partition columns, formats and properties (plan/diff_format.c). */
bool differ_compare_format(struct differ *differ, struct table_pair *pair);
void differ_compare_keys(struct differ *differ, struct table_pair *pair);
void differ_compare_lost_properties(struct differ *differ, struct table_pair *pair);
void differ_set_properties(struct differ *differ, const struct table_pair *pair);

/* Partitions (plan/diff_partitions.c). */
void differ_diff_partitions(struct differ *differ, const struct table_pair *pair);
bool table_lists_partitions(const struct table *table);
void differ_merge_partitions(struct differ *differ, const struct table_pair *pair,
                             struct partition_changes *out);
struct slice differ_name_partitions(struct differ *differ, const struct table_pair *pair,
                                    const struct partition *at, size_t count, const char *verb);
struct slice differ_partition_location(struct differ *differ, const struct path_renderer *renderer,
                                       const struct partition *partition);

#endif
