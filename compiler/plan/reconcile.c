#define _GNU_SOURCE /* qsort_r */

#include "plan/reconcile.h"

#include <stdlib.h>

#include "plan/add_partitions.h"
#include "plan/partitions.h"

struct reconciler {
    struct diags *diags;
    struct arena *arena;
    const struct table *table;
    const struct reconcile_options *options;
    struct statement_list *statements;
    struct tally *tally;
    struct map by_values; /* of struct registered_partition */
    bool *is_matched;     /* by registered partition */
    const struct path_renderer *path;
    struct str key, location;
    size_t respelt; /* registered in another spelling; and the first */
    const struct registered_partition *first_respelt;
    const struct slice *its_values;
};

/* The values as one text, which is equal for equal values: integers by value. */
static struct slice key_of(struct str *key, const struct table *table, const struct slice *values)
{
    key->len = 0;
    for (size_t i = 0; i < table->keys.count; i++) {
        long long number;

        if (type_is_integer(table->keys.at[i].column.type->kind) &&
            slice_to_int(values[i], &number)) {
            str_printf(key, "%lld;", number);
        } else {
            str_printf(key, "%zu:", values[i].len);
            str_add(key, values[i]);
        }
    }
    return str_slice(key);
}

static struct slice location_of(struct reconciler *run, const struct partition *partition)
{
    partition_location(&run->location, run->path, partition);
    return str_slice(&run->location);
}

/* The location that an entry of the spec gives to this partition alone, or an empty one. */
static struct slice own_location(struct reconciler *run, const struct slice *values)
{
    struct slice *given = arena_alloc(run->arena, run->table->keys.count * sizeof *given);

    for (size_t i = 0; i < run->table->entries.count; i++) {
        const struct entry *entry = &run->table->entries.at[i];
        struct str other = {0};
        bool is_equal;

        if (!text_is_given(entry->location) || entry->values.count != run->table->keys.count)
            continue;
        for (size_t j = 0; j < entry->values.count; j++)
            given[entry->values.at[j].key] = entry->values.at[j].values.at[0].value;
        is_equal = slice_eq(key_of(&other, run->table, given),
                            key_of(&run->key, run->table, values));
        str_release(&other);
        if (is_equal)
            return entry->location.value;
    }
    return (struct slice){0};
}

static struct statement *add_single(struct reconciler *run, enum statement_kind kind,
                                    const struct partition *partition)
{
    struct statement *statement = vec_push(&run->statements->list, run->arena);
    struct partition *copy = arena_new(run->arena, struct partition);

    *copy = *partition;
    *statement = run->options->common;
    statement->kind = kind;
    statement->batch = (struct partition_batch){.path = run->path, .partitions = {copy, 1}};
    return statement;
}

static void index_registered(struct reconciler *run)
{
    const struct registered *registered = run->options->registered;
    size_t twice = 0;
    const struct registered_partition *first = NULL, *second = NULL;

    map_init(&run->by_values, run->arena);
    run->is_matched = arena_zalloc(run->arena, registered->list.count, sizeof(bool));
    for (size_t i = 0; i < registered->list.count; i++) {
        struct registered_partition *partition = &registered->list.at[i];
        struct slice key = arena_copy(run->arena, key_of(&run->key, run->table, partition->values));
        struct registered_partition *same = map_add(&run->by_values, key, partition);

        if (same && !twice++) {
            first = same;
            second = partition;
        }
        /* equal by value to another one: it exists if that does */
        run->is_matched[i] = same != NULL;
    }
    if (twice) {
        struct slice values = partition_values_text(run->arena, run->table, second->values);
        struct diag *diag = diag_add(run->diags, SP0926, second->span,
                                     "the partition %.*s is registered twice%s", SLICE_ARG(values),
                                     twice > 1 ? ", and so are others" : "");

        diag_related(run->diags, diag, first->span, "also registered here");
        diag_help(run->diags, diag, "drop one of the two");
    }
}

static void note_spelling(struct reconciler *run, const struct partition *partition,
                          const struct registered_partition *registered)
{
    for (size_t i = 0; i < run->table->keys.count; i++) {
        if (slice_eq(partition->values[i], registered->values[i]))
            continue;
        if (!run->respelt++) {
            run->first_respelt = registered;
            run->its_values = partition->values;
        }
        return;
    }
}

static void report_spelling(struct reconciler *run)
{
    struct slice theirs, ours;
    struct diag *diag;

    if (!run->respelt)
        return;
    theirs = partition_values_text(run->arena, run->table, run->first_respelt->values);
    ours = partition_values_text(run->arena, run->table, run->its_values);
    diag = diag_add(run->diags, SP0922, run->first_respelt->span,
                    "%zu partition%s registered with leading zeros that differ from the folders'",
                    run->respelt, run->respelt == 1 ? " is" : "s are");
    diag_note(run->diags, diag, "such as %.*s for %.*s", SLICE_ARG(theirs), SLICE_ARG(ours));
    diag_help(run->diags, diag, "drop the partition, and add it as the folder spells it");
}

static const struct text *keep_location(struct reconciler *run, struct slice location)
{
    struct text *text = arena_new(run->arena, struct text);

    text->value = arena_copy(run->arena, location);
    text->style = TEXT_OTHER;
    return text;
}

/* True if the partition is to be added. One that is registered may be moved. */
static bool match_registered(struct reconciler *run, const struct partition *partition)
{
    const struct registered_partition *known =
        map_get(&run->by_values, key_of(&run->key, run->table, partition->values));
    struct partition moved = *partition;

    if (!known)
        return !partition->is_empty;
    run->is_matched[known - run->options->registered->list.at] = true;
    note_spelling(run, partition, known);
    if (partition->is_empty || !known->location.len ||
        registered_is_at(known, location_of(run, partition)) ||
        own_location(run, partition->values).len)
        return false;
    moved.values = known->values;
    if (!moved.location)
        moved.location = keep_location(run, location_of(run, partition));
    add_single(run, STATEMENT_SET_LOCATION, &moved);
    run->tally->moved++;
    return false;
}

static int drop_cmp(const void *a, const void *b, void *table)
{
    return partition_cmp(table, a, b);
}

static void drop_missing(struct reconciler *run)
{
    const struct registered *registered = run->options->registered;
    struct partition *drops = arena_zalloc(run->arena, registered->list.count, sizeof *drops);
    size_t count = 0;

    for (size_t i = 0; i < registered->list.count; i++) {
        const struct registered_partition *partition = &registered->list.at[i];

        if (run->is_matched[i])
            continue;
        if (!registered_is_in(partition, run->table->location.value) ||
            own_location(run, partition->values).len)
            run->tally->elsewhere++;
        else
            drops[count++].values = partition->values;
    }
    if (count)
        qsort_r(drops, count, sizeof *drops, drop_cmp, (void *)run->table);
    for (size_t i = 0; i < count; i++)
        add_single(run, STATEMENT_DROP_PARTITION, &drops[i]);
    run->tally->dropped = count;
}

static bool has_own_locations(const struct table *table)
{
    for (size_t i = 0; i < table->entries.count; i++)
        if (text_is_given(table->entries.at[i].location))
            return true;
    return false;
}

/* Warns of rows that seem to be of another table with the same partition columns: they would move
   partitions. */
static void report_elsewhere(struct reconciler *run)
{
    const struct registered *registered = run->options->registered;
    const struct registered_partition *first = NULL;
    struct diag *diag;

    for (size_t i = registered->list.count; i-- > 0;) {
        const struct registered_partition *partition = &registered->list.at[i];

        if (registered_is_in(partition, run->table->location.value))
            return;
        first = partition->location.len ? partition : first;
    }
    if (!first || has_own_locations(run->table))
        return;
    diag = diag_add(run->diags, SP0927, first->span,
                    "no registered partition is in the table's location");
    diag_label(run->diags, diag, "at %.*s", SLICE_ARG(first->location));
    diag_related(run->diags, diag, run->table->location.span, "the location is here");
    diag_help(run->diags, diag,
              "give the rows of `%.*s`; if its files have moved, ignore this warning",
              SLICE_ARG(run->table->name.value));
}

static void report_all_dropped(struct reconciler *run)
{
    diag_help(run->diags,
              diag_add(run->diags, SP0924, run->table->location.span,
                       "the listing shows no partition, so --drop-missing would drop all "
                       "registered partitions"),
              "make the listing of %.*s again, with --recursive",
              SLICE_ARG(run->table->location.value));
}

/* The partitions that are to be added, in their order. */
static struct partition_list new_ones(struct reconciler *run, struct partition_list all)
{
    struct partition_list kept = {.at = all.at};

    for (size_t i = 0; i < all.count; i++) {
        run->tally->found += !all.at[i].is_empty;
        if (run->options->registered ? match_registered(run, &all.at[i]) : !all.at[i].is_empty)
            kept.at[kept.count++] = all.at[i];
    }
    return kept;
}

void plan_reconcile(struct diags *diags, struct partition_list partitions,
                    const struct reconcile_options *options, struct statement_list *statements,
                    struct tally *tally)
{
    const struct table *table = &options->common.document->table;
    struct path_renderer *path = arena_new(diags->arena, struct path_renderer);
    struct statement_list moves = {0};
    struct reconciler run = {.diags = diags,
                             .arena = diags->arena,
                             .table = table,
                             .options = options,
                             .statements = &moves,
                             .tally = tally,
                             .path = path};
    struct partition_list added;

    *path = path_renderer_new(diags->arena, table);
    *tally = (struct tally){0};
    if (options->registered)
        index_registered(&run);
    added = new_ones(&run, partitions);
    tally->added = added.count;
    plan_add_partitions(diags->arena, options->common, added, statements);
    for (size_t i = 0; i < moves.list.count; i++)
        *vec_push(&statements->list, diags->arena) = moves.list.at[i];
    run.statements = statements;
    report_spelling(&run);
    if (options->registered)
        report_elsewhere(&run);
    if (options->registered && options->drops_missing && partitions.count)
        drop_missing(&run);
    else if (options->registered && options->drops_missing && options->registered->list.count)
        report_all_dropped(&run);
    str_release(&run.key);
    str_release(&run.location);
}
