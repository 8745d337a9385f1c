/* Changes between two models: schemas, then table by table. */
#include "plan/diff/diff.h"

#include "model/location.h"
#include "plan/diff/model_diff.h"

static struct slice plural(struct arena *arena, size_t count, const char *what)
{
    return arena_printf(arena, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* Whether the partition columns take the same values as before. */
static bool keeps_keys(const struct table_pair *pair)
{
    const struct table *a = pair->old_table, *b = pair->new_table;

    if (a->keys.count != b->keys.count)
        return false;
    for (size_t i = 0; i < a->keys.count; i++)
        if (!slice_eq_folded(a->keys.at[i].column.name.value, b->keys.at[i].column.name.value))
            return false;
    return true;
}

/* Adds what is lost when a table is recreated. */
static void tell_losses(struct model_diff *diff, const struct table_pair *pair,
                        struct change *change)
{
    struct partition_changes found = {0};

    for (size_t i = 0; i < pair->old_table->columns.count; i++)
        if (!pair_keeps_column(pair, &pair->old_table->columns.at[i]))
            *vec_push(&change->reasons, diff->arena) =
                arena_printf(diff->arena, "the column `%.*s` is dropped",
                             SLICE_ARG(pair->old_table->columns.at[i].name.value));
    if (!pair->old_table->keys.count)
        return;
    if (!table_lists_partitions(pair->old_table) || !keeps_keys(pair)) {
        *vec_push(&change->reasons,
                  diff->arena) = SLICE("registered partitions that no spec lists are lost");
        return;
    }
    if (!table_lists_partitions(pair->new_table))
        return;
    diff_merge_partitions(diff, pair, &found);
    if (found.dropped.count)
        *vec_push(&change->reasons, diff->arena) =
            diff_name_partitions(diff, pair, found.dropped.at, found.dropped.count, "lost");
}

/* The partitions that a recreated table gets: those that the new side lists, else the old ones, at
   their locations. */
static struct partition_list partitions_again(struct model_diff *diff,
                                              const struct table_pair *pair)
{
    struct path_renderer renderer = path_renderer_new(diff->arena, pair->old_table);
    struct partition_list again = pair->old_partitions;

    if (table_lists_partitions(pair->new_table) || !keeps_keys(pair))
        return pair->new_partitions;
    again.at = arena_alloc(diff->arena, (again.count + 1) * sizeof *again.at);
    for (size_t i = 0; i < again.count; i++) {
        struct text *location = arena_new(diff->arena, struct text);

        again.at[i] = pair->old_partitions.at[i];
        location->value = diff_partition_location(diff, &renderer, &again.at[i]);
        again.at[i].location = location;
    }
    return again;
}

static void recreate(struct model_diff *diff, const struct table_pair *pair)
{
    struct change *change = diff_add_change(diff, CHANGE_RECREATE_TABLE, CHANGE_DESTRUCTIVE,
                                            pair->title,
                                            SLICE("the table is dropped and made anew"));

    for (size_t i = 0; i < pair->reasons.count; i++)
        *vec_push(&change->reasons, diff->arena) = pair->reasons.at[i];
    tell_losses(diff, pair, change);
    diff_add_statement(diff, pair->old_document, STATEMENT_DROP_TABLE);
    diff_add_statement(diff, pair->new_document, STATEMENT_CREATE_TABLE);
    diff_add_partitions(diff, pair->new_document, partitions_again(diff, pair));
}

static void alter(struct model_diff *diff, const struct table_pair *pair, bool sets_format)
{
    if (!location_eq(pair->old_table->location.value, pair->new_table->location.value)) {
        diff_add_change(diff, CHANGE_MOVE_TABLE, CHANGE_RESULTS, pair->title,
                        arena_printf(diff->arena, "the location becomes `%.*s`",
                                     SLICE_ARG(pair->new_table->location.value)));
        diff_add_statement(diff, pair->new_document, STATEMENT_MOVE_TABLE);
    }
    if (sets_format) {
        diff_add_change(diff, CHANGE_SET_FORMAT, CHANGE_RESULTS, pair->title,
                        arena_printf(diff->arena, "the format becomes %s",
                                     formats[pair->new_table->format.stored_as].stored_as));
        diff_add_statement(diff, pair->new_document, STATEMENT_SET_FORMAT);
    }
    diff_set_properties(diff, pair);
    diff_rename_columns(diff, pair);
    diff_add_columns(diff, pair); /* first: a table is never without columns */
    diff_drop_columns(diff, pair);
    diff_partitions(diff, pair);
}

static bool fill_pair(struct model_diff *diff, struct table_pair *pair)
{
    pair->old_table = &pair->old_document->table;
    pair->new_table = &pair->new_document->table;
    pair->title = table_title(pair->new_table, diff->arena);
    return plan_partitions(diff->diags, pair->new_table, diff->until, &pair->new_partitions) &&
           plan_partitions(diff->diags, pair->old_table, diff->until, &pair->old_partitions);
}

static void diff_table(struct model_diff *diff, const struct document *old_document,
                       const struct document *new_document)
{
    struct table_pair pair = {.old_document = old_document, .new_document = new_document};
    bool sets_format;

    if (!fill_pair(diff, &pair))
        return;
    diff_vet_renames(diff, &pair);
    diff_compare_keys(diff, &pair);
    diff_compare_columns(diff, &pair);
    sets_format = diff_compare_format(diff, &pair);
    diff_compare_lost_properties(diff, &pair);
    if (pair.reasons.count)
        recreate(diff, &pair);
    else
        alter(diff, &pair, sets_format);
}

static void add_table(struct model_diff *diff, const struct document *document)
{
    struct partition_list all;
    struct slice title = table_title(&document->table, diff->arena);

    if (!plan_partitions(diff->diags, &document->table, diff->until, &all))
        return;
    diff_add_change(diff, CHANGE_ADD_TABLE, CHANGE_SAFE, title,
                    all.count ? arena_printf(diff->arena, "the table is new, with %.*s",
                                             SLICE_ARG(plural(diff->arena, all.count, "partition")))
                              : SLICE("the table is new"));
    diff_add_statement(diff, document, STATEMENT_CREATE_TABLE);
    diff_add_partitions(diff, document, all);
}

/* A document that only the old side has: a table is dropped; a schema is not, since others may use
   it. */
static void drop_document(struct model_diff *diff, const struct document *document)
{
    struct change *change;

    if (document->kind == DOCUMENT_SCHEMA) {
        change = diff_add_change(diff, CHANGE_LEAVE_SCHEMA, CHANGE_SAFE,
                                 document->schema.name.value,
                                 SLICE("the schema is no longer in the specs; it is not dropped"));
        *vec_push(&change->reasons, diff->arena) =
            SLICE("when nothing uses it, drop it by hand, without DROP EXTERNAL DATABASE");
        return;
    }
    change = diff_add_change(diff, CHANGE_DROP_TABLE, CHANGE_DESTRUCTIVE,
                             table_title(&document->table, diff->arena),
                             SLICE("the table is dropped"));
    if (document->table.keys.count)
        *vec_push(&change->reasons,
                  diff->arena) = SLICE("its registered partitions are lost with it");
    diff_add_statement(diff, document, STATEMENT_DROP_TABLE);
}

void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes)
{
    struct model_diff diff = {
        .diags = diags,
        .arena = diags->arena,
        .until = options->until,
        .changes = changes,
    };

    diff_side_init(&diff.before, diff.arena, before);
    diff_side_init(&diff.after, diff.arena, after);
    deployments_init(&diff.deployments, diff.arena,
                     &(struct deployment){.schema = options->schema});
    for (size_t i = 0; i < after->documents.count; i++)
        if (after->documents.at[i]->kind == DOCUMENT_SCHEMA)
            diff_schema(&diff, after->documents.at[i]);
    for (size_t i = 0; i < after->documents.count; i++) {
        const struct document *document = after->documents.at[i], *former;

        if (document->kind != DOCUMENT_TABLE)
            continue;
        former = diff_counterpart(diff.arena, &diff.after, &diff.before, document);
        if (former)
            diff_table(&diff, former, document);
        else
            add_table(&diff, document);
    }
    for (size_t i = 0; i < before->documents.count; i++)
        if (!diff_counterpart(diff.arena, &diff.before, &diff.after, before->documents.at[i]))
            drop_document(&diff, before->documents.at[i]);
}

void diff_as_deployed(struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++) {
        struct table *table = &model->documents.at[i]->table;

        for (size_t key = 0; key < table->keys.count; key++)
            table->keys.at[key].domain = (struct domain){0};
    }
}
