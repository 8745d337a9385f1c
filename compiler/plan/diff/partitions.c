/* Changes to the partitions of a table. */
#include "model/location.h"
#include "plan/diff/model_diff.h"

bool table_lists_partitions(const struct table *table)
{
    return table->takes_all || table->entries.count;
}

/* A partition's full location. */
struct slice diff_partition_location(struct model_diff *diff, const struct path_renderer *renderer,
                                     const struct partition *partition)
{
    struct str text = {0};
    struct slice copy;

    if (partition->location)
        return partition->location->value;
    partition_location(&text, renderer, partition);
    copy = arena_copy(diff->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

void diff_merge_partitions(struct model_diff *diff, const struct table_pair *pair,
                           struct partition_changes *out)
{
    const struct partition_list *a = &pair->old_partitions, *b = &pair->new_partitions;
    struct path_renderer from = path_renderer_new(diff->arena, pair->old_table);
    struct path_renderer to = path_renderer_new(diff->arena, pair->new_table);
    size_t i = 0, j = 0;

    while (i < a->count || j < b->count) {
        int order = i == a->count   ? 1
                    : j == b->count ? -1
                                    : partition_cmp(pair->new_table, &a->at[i], &b->at[j]);

        if (order < 0) {
            *vec_push(&out->dropped, diff->arena) = a->at[i];
        } else if (order > 0) {
            *vec_push(&out->added, diff->arena) = b->at[j];
        } else {
            struct slice where = diff_partition_location(diff, &to, &b->at[j]);

            if (!location_eq(diff_partition_location(diff, &from, &a->at[i]), where)) {
                struct text *location = arena_new(diff->arena, struct text);
                struct partition moved = b->at[j];

                location->value = where;
                moved.location = location;
                *vec_push(&out->moved, diff->arena) = moved;
            }
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* "2026-04-28", or "2026, 04, 28": a partition's values. */
static void name_partition(struct str *out, const struct table *table,
                           const struct partition *partition)
{
    for (size_t key = 0; key < table->keys.count; key++)
        str_printf(out, "%s%.*s=%.*s", key ? "/" : "",
                   SLICE_ARG(table->keys.at[key].column.name.value),
                   SLICE_ARG(partition->values[key]));
}

/* "12 partitions are dropped: dt=2026-01-01 to dt=2026-01-12" */
struct slice diff_name_partitions(struct model_diff *diff, const struct table_pair *pair,
                                  const struct partition *at, size_t count, const char *verb)
{
    struct str text = {0};
    struct slice copy;

    str_printf(&text, "%zu partition%s %s %s: `", count, count == 1 ? "" : "s",
               count == 1 ? "is" : "are", verb);
    name_partition(&text, pair->new_table, &at[0]);
    if (count > 1) {
        str_puts(&text, count == 2 ? "` and `" : "` to `");
        name_partition(&text, pair->new_table, &at[count - 1]);
    }
    str_putc(&text, '`');
    copy = arena_copy(diff->arena, str_slice(&text));
    str_release(&text);
    return copy;
}

static void change_single_partitions(struct model_diff *diff, const struct table_pair *pair,
                                     struct partition *at, size_t count, enum statement_kind kind)
{
    for (size_t i = 0; i < count; i++)
        diff_add_statement(diff, pair->new_document, kind)->batch.partitions =
            (struct partition_list){&at[i], 1};
}

void diff_partitions(struct model_diff *diff, const struct table_pair *pair)
{
    struct partition_changes found = {0};

    if (!table_lists_partitions(pair->new_table))
        return;
    diff_merge_partitions(diff, pair, &found);
    if (found.added.count) {
        diff_add_change(
            diff, CHANGE_ADD_PARTITIONS, CHANGE_SAFE, pair->title,
            diff_name_partitions(diff, pair, found.added.at, found.added.count, "added"));
        diff_add_partitions(diff, pair->new_document,
                            (struct partition_list){found.added.at, found.added.count});
    }
    if (found.moved.count) {
        diff_add_change(
            diff, CHANGE_MOVE_PARTITIONS, CHANGE_RESULTS, pair->title,
            diff_name_partitions(diff, pair, found.moved.at, found.moved.count, "moved"));
        change_single_partitions(diff, pair, found.moved.at, found.moved.count,
                                 STATEMENT_SET_LOCATION);
    }
    if (found.dropped.count) {
        diff_add_change(
            diff, CHANGE_DROP_PARTITIONS, CHANGE_DESTRUCTIVE, pair->title,
            diff_name_partitions(diff, pair, found.dropped.at, found.dropped.count, "dropped"));
        change_single_partitions(diff, pair, found.dropped.at, found.dropped.count,
                                 STATEMENT_DROP_PARTITION);
    }
}
