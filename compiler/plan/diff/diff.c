/* What changes between two models: schemas, then table by table. */
#include "plan/diff/differ.h"

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

/* What a table loses by being made anew. */
static void tell_losses(struct differ *differ, const struct table_pair *pair, struct change *change)
{
    struct partition_changes found = {0};

    for (size_t i = 0; i < pair->old_table->columns.count; i++)
        if (!pair_keeps_column(pair, &pair->old_table->columns.at[i]))
            *vec_push(&change->reasons, differ->arena) =
                arena_printf(differ->arena, "the column `%.*s` is dropped",
                             SLICE_ARG(pair->old_table->columns.at[i].name.value));
    if (!pair->old_table->keys.count)
        return;
    if (!table_lists_partitions(pair->old_table) || !keeps_keys(pair)) {
        *vec_push(&change->reasons, differ->arena) =
            SLICE("partitions that were registered and that no spec lists are lost");
        return;
    }
    if (!table_lists_partitions(pair->new_table))
        return;
    differ_merge_partitions(differ, pair, &found);
    if (found.dropped.count)
        *vec_push(&change->reasons, differ->arena) =
            differ_name_partitions(differ, pair, found.dropped.at, found.dropped.count, "lost");
}

/* The partitions that a table has again: those that the new side lists, else the old ones, where
   they are. */
static struct partition_list partitions_again(struct differ *differ, const struct table_pair *pair)
{
    struct path_renderer renderer = path_renderer_new(differ->arena, pair->old_table);
    struct partition_list again = pair->old_partitions;

    if (table_lists_partitions(pair->new_table) || !keeps_keys(pair))
        return pair->new_partitions;
    again.at = arena_alloc(differ->arena, (again.count + 1) * sizeof *again.at);
    for (size_t i = 0; i < again.count; i++) {
        struct text *location = arena_new(differ->arena, struct text);

        again.at[i] = pair->old_partitions.at[i];
        location->value = differ_partition_location(differ, &renderer, &again.at[i]);
        again.at[i].location = location;
    }
    return again;
}

static void recreate(struct differ *differ, const struct table_pair *pair)
{
    struct change *change = differ_add_change(differ, CHANGE_RECREATE_TABLE, CHANGE_DESTRUCTIVE,
                                              pair->title,
                                              SLICE("the table is dropped and made anew"));

    for (size_t i = 0; i < pair->reasons.count; i++)
        *vec_push(&change->reasons, differ->arena) = pair->reasons.at[i];
    tell_losses(differ, pair, change);
    differ_add_statement(differ, pair->old_document, STATEMENT_DROP_TABLE);
    differ_add_statement(differ, pair->new_document, STATEMENT_CREATE_TABLE);
    differ_add_partitions(differ, pair->new_document, partitions_again(differ, pair));
}

static void alter(struct differ *differ, const struct table_pair *pair, bool sets_format)
{
    if (!location_eq(pair->old_table->location.value, pair->new_table->location.value)) {
        differ_add_change(differ, CHANGE_MOVE_TABLE, CHANGE_RESULTS, pair->title,
                          arena_printf(differ->arena, "the location becomes `%.*s`",
                                       SLICE_ARG(pair->new_table->location.value)));
        differ_add_statement(differ, pair->new_document, STATEMENT_MOVE_TABLE);
    }
    if (sets_format) {
        differ_add_change(differ, CHANGE_SET_FORMAT, CHANGE_RESULTS, pair->title,
                          arena_printf(differ->arena, "the format becomes %s",
                                       formats[pair->new_table->format.stored_as].stored_as));
        differ_add_statement(differ, pair->new_document, STATEMENT_SET_FORMAT);
    }
    differ_set_properties(differ, pair);
    differ_rename_columns(differ, pair);
    differ_add_columns(differ, pair); /* first: a table is never without columns */
    differ_drop_columns(differ, pair);
    differ_diff_partitions(differ, pair);
}

static bool fill_pair(struct differ *differ, struct table_pair *pair)
{
    pair->old_table = &pair->old_document->table;
    pair->new_table = &pair->new_document->table;
    pair->title = table_title(pair->new_table, differ->arena);
    return plan_partitions(differ->diags, pair->new_table, differ->options->until,
                           &pair->new_partitions) &&
           plan_partitions(differ->diags, pair->old_table, differ->options->until,
                           &pair->old_partitions);
}

static void diff_table(struct differ *differ, const struct document *old_document,
                       const struct document *new_document)
{
    struct table_pair pair = {.old_document = old_document, .new_document = new_document};
    bool sets_format;

    if (!fill_pair(differ, &pair))
        return;
    differ_vet_renames(differ, &pair);
    differ_compare_keys(differ, &pair);
    differ_compare_columns(differ, &pair);
    sets_format = differ_compare_format(differ, &pair);
    differ_compare_lost_properties(differ, &pair);
    if (pair.reasons.count)
        recreate(differ, &pair);
    else
        alter(differ, &pair, sets_format);
}

static void add_table(struct differ *differ, const struct document *document)
{
    struct partition_list all;
    struct slice title = table_title(&document->table, differ->arena);

    if (!plan_partitions(differ->diags, &document->table, differ->options->until, &all))
        return;
    differ_add_change(differ, CHANGE_ADD_TABLE, CHANGE_SAFE, title,
                      all.count
                          ? arena_printf(differ->arena, "the table is new, with %.*s",
                                         SLICE_ARG(plural(differ->arena, all.count, "partition")))
                          : SLICE("the table is new"));
    differ_add_statement(differ, document, STATEMENT_CREATE_TABLE);
    differ_add_partitions(differ, document, all);
}

/* What only the old side has: a table is dropped; a schema is left, for others may use it. */
static void drop_document(struct differ *differ, const struct document *document)
{
    struct change *change;

    if (document->kind == DOCUMENT_SCHEMA) {
        change = differ_add_change(differ, CHANGE_LEAVE_SCHEMA, CHANGE_SAFE,
                                   document->schema.name.value,
                                   SLICE("the schema is no longer there, but is not dropped"));
        *vec_push(&change->reasons, differ->arena) =
            SLICE("drop it by hand, without DROP EXTERNAL DATABASE, when nothing uses it");
        return;
    }
    change = differ_add_change(differ, CHANGE_DROP_TABLE, CHANGE_DESTRUCTIVE,
                               table_title(&document->table, differ->arena),
                               SLICE("the table is dropped"));
    if (document->table.keys.count)
        *vec_push(&change->reasons, differ->arena) = SLICE("its registered partitions go with it");
    differ_add_statement(differ, document, STATEMENT_DROP_TABLE);
}

void plan_diff(struct diags *diags, const struct model *before, const struct model *after,
               const struct diff_options *options, struct changes *changes)
{
    struct differ differ = {diags, diags->arena, before, after, options, changes, {0}};

    deployments_init(&differ.deployments, differ.arena,
                     &(struct deployment){.schema = options->schema});
    for (size_t i = 0; i < after->documents.count; i++)
        if (after->documents.at[i]->kind == DOCUMENT_SCHEMA)
            differ_diff_schema(&differ, after->documents.at[i]);
    for (size_t i = 0; i < after->documents.count; i++) {
        const struct document *document = after->documents.at[i], *former;

        if (document->kind != DOCUMENT_TABLE)
            continue;
        former = model_counterpart(before, document);
        if (former)
            diff_table(&differ, former, document);
        else
            add_table(&differ, document);
    }
    for (size_t i = 0; i < before->documents.count; i++)
        if (!model_counterpart(after, before->documents.at[i]))
            drop_document(&differ, before->documents.at[i]);
}

void diff_as_deployed(struct model *model)
{
    for (size_t i = 0; i < model->documents.count; i++) {
        struct table *table = &model->documents.at[i]->table;

        for (size_t key = 0; key < table->keys.count; key++)
            table->keys.at[key].domain = (struct domain){0};
    }
}
