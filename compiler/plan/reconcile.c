#define _GNU_SOURCE /* qsort_r */

#include "plan/reconcile.h"

#include <stdlib.h>

#include "model/same_value.h"
#include "plan/add_partitions.h"
#include "plan/partitions.h"

struct reconciler {
    struct diags *diags;
    struct arena *arena;
    const struct table *table;
    const struct reconcile_options *options;
    struct statement_list *statements;
    struct tally *tally;
    struct map by_text; /* of struct registered_partition, by the values that the catalog has */
    struct map by_read; /* the first of those that an engine reads as the same */
    bool *is_matched;   /* by registered partition */
    bool *is_claimed;   /* by registered partition: a folder has its very values */
    const struct path_renderer *path;
    struct str key, location;
    size_t respelt; /* registered in another spelling; and the first */
    const struct registered_partition *first_respelt;
    const struct slice *its_values;
};

/* The values as one text, which is equal for values that are read as the same. */
static struct slice read_key(struct str *key, const struct table *table, const struct slice *values)
{
    key->len = 0;
    values_put_as_read(key, table, values, table->keys.count);
    return str_slice(key);
}

/* The same for values of which the catalog has one partition. */
static struct slice text_key(struct str *key, const struct table *table, const struct slice *values)
{
    key->len = 0;
    for (size_t i = 0; i < table->keys.count; i++) {
        str_add(key, values[i]);
        str_putc(key, '\0');
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
        is_equal = slice_eq(read_key(&other, run->table, given),
                            read_key(&run->key, run->table, values));
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

/* The one, earlier in the list, that is read as the same; or NULL. */
static struct registered_partition *index_one(struct reconciler *run,
                                              struct registered_partition *partition)
{
    struct slice text = text_key(&run->key, run->table, partition->values), read;

    map_add(&run->by_text, arena_copy(run->arena, text), partition);
    read = arena_copy(run->arena, read_key(&run->key, run->table, partition->values));
    return map_add(&run->by_read, read, partition);
}

/* The registered partition of these values: in the same spelling, else one that is read alike and
   is no other folder's. Both it and the first that is read alike are matched, so that neither is
   dropped. */
static const struct registered_partition *find_registered(struct reconciler *run,
                                                          const struct slice *values)
{
    const struct registered_partition *all = run->options->registered->list.at;
    const struct registered_partition *exact = map_get(&run->by_text,
                                                       text_key(&run->key, run->table, values));
    const struct registered_partition *alike = map_get(&run->by_read,
                                                       read_key(&run->key, run->table, values));

    if (alike)
        run->is_matched[alike - all] = true;
    if (exact)
        run->is_matched[exact - all] = true;
    if (!exact && alike && run->is_claimed[alike - all])
        return NULL;
    return exact ? exact : alike;
}

static void index_registered(struct reconciler *run)
{
    const struct registered *registered = run->options->registered;
    size_t twice = 0;
    const struct registered_partition *first = NULL, *second = NULL;

    map_init(&run->by_text, run->arena);
    map_init(&run->by_read, run->arena);
    run->is_matched = arena_zalloc(run->arena, registered->list.count, sizeof(bool));
    run->is_claimed = arena_zalloc(run->arena, registered->list.count, sizeof(bool));
    for (size_t i = 0; i < registered->list.count; i++) {
        struct registered_partition *partition = &registered->list.at[i];
        struct registered_partition *same = index_one(run, partition);

        if (same && !twice++) {
            first = same;
            second = partition;
        }
        /* read like another one: it exists if that does */
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

static void claim_registered(struct reconciler *run, const struct partition_list *partitions)
{
    const struct registered_partition *all = run->options->registered->list.at, *exact;

    for (size_t i = 0; i < partitions->count; i++) {
        exact = map_get(&run->by_text, text_key(&run->key, run->table, partitions->at[i].values));
        if (exact)
            run->is_claimed[exact - all] = true;
    }
}

static void note_spelling(struct reconciler *run, const struct partition *partition,
                          const struct registered_partition *registered)
{
    if (values_difference(run->table, partition->values, registered->values) ==
            run->table->keys.count ||
        run->respelt++)
        return;
    run->first_respelt = registered;
    run->its_values = partition->values;
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
                    "%zu partition%s registered in a spelling that differs from the folders'",
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
    const struct registered_partition *known = find_registered(run, partition->values);
    struct partition moved = *partition;

    if (!known)
        return !partition->is_empty;
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
    if (options->registered) {
        index_registered(&run);
        claim_registered(&run, &partitions);
    }
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
