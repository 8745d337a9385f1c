/* From the folders of a survey to partitions. */
#include "plan/survey/partitions.h"

#include "base/map.h"
#include "model/same_value.h"
#include "plan/partitions.h"

static const struct text *location_of_folder(struct arena *arena, const struct table *table,
                                             struct slice folder)
{
    struct text *text = arena_new(arena, struct text);

    text->value = arena_printf(arena, "%.*s%.*s", SLICE_ARG(table->location.value),
                               SLICE_ARG(folder));
    text->style = TEXT_OTHER;
    return text;
}

static void report_two_folders(struct diags *diags, const struct table *table,
                               const struct survey_folder *kept, const struct survey_folder *left)
{
    struct slice values = partition_values_text(diags->arena, table, kept->values);
    struct diag *diag = diag_add(diags, SP0913, table->location.span,
                                 "two folders are for the partition %.*s", SLICE_ARG(values));

    diag_note(diags, diag, "%.*s is registered, with %llu file%s",
              SLICE_ARG(survey_folder_name(kept)), (unsigned long long)kept->files,
              kept->files == 1 ? "" : "s");
    diag_note(diags, diag, "%.*s is not, with %llu file%s", SLICE_ARG(survey_folder_name(left)),
              (unsigned long long)left->files, left->files == 1 ? "" : "s");
    diag_help(diags, diag, "move the files of the second folder into the first");
}

static bool is_same_values(const struct table *table, const struct survey_folder *a,
                           const struct survey_folder *b)
{
    return values_difference(table, a->values, b->values) == table->keys.count;
}

/* Which of two folders of one partition to keep: first the one with files, then the one that the
   path would write. */
static bool is_better(const struct survey_folder *a, const struct survey_folder *b)
{
    if (!a->files != !b->files)
        return a->files > 0;
    return !a->is_other && b->is_other;
}

/* Whether an engine reads two texts of the column as one value. Dates have one spelling; of a string,
   only trailing blanks do not count. */
static bool has_twins(const struct table *table, size_t key, const struct partition_list *list)
{
    enum type_kind kind = table->keys.at[key].column.type->kind;
    bool is_text = kind == TYPE_CHAR || kind == TYPE_VARCHAR, found = false;
    struct slice before = {0};
    struct arena arena = {0};
    struct str read = {0};
    struct map seen;

    map_init(&seen, &arena);
    for (size_t i = 0; i < list->count && !found && kind != TYPE_DATE; i++) {
        const struct slice *value = &list->at[i].values[key], *first;

        if (same_in_catalog(*value, before) || (is_text && !slice_ends(*value, SLICE(" "))))
            continue;
        before = *value;
        read.len = 0;
        value_put_as_read(&read, &table->keys.at[key], *value);
        first = map_get(&seen, str_slice(&read));
        if (!first)
            map_add(&seen, arena_copy(&arena, str_slice(&read)), (void *)value);
        found = is_text || (first && !same_in_catalog(*first, *value));
    }
    str_release(&read);
    arena_release(&arena);
    return found;
}

static void report_twins(struct diags *diags, const struct table *table,
                         const struct partition *first, const struct partition *second,
                         size_t count)
{
    size_t key = values_difference(table, first->values, second->values);
    struct diag *diag = diag_add(diags, SP0916, table->keys.at[key].column.type_text.span,
                                 "%zu partition%s of the listing differ%s from another only in "
                                 "spelling: `%.*s` and `%.*s`",
                                 count, count == 1 ? "" : "s", count == 1 ? "s" : "",
                                 SLICE_ARG(first->values[key]), SLICE_ARG(second->values[key]));

    diag_label(diags, diag, "read as this type, they are one value");
    diag_note(diags, diag, "a query for one value finds the rows of both folders");
    diag_help(diags, diag, "move the files of both into one folder");
}

/* Partitions that the catalog tells apart, but an engine does not. */
static void find_twins(struct diags *diags, const struct table *table,
                       const struct partition_list *list)
{
    const struct partition *first = NULL, *second = NULL;
    struct arena arena = {0};
    struct str read = {0};
    struct map seen;
    size_t key = 0, count = 0;

    while (key < table->keys.count && !has_twins(table, key, list))
        key++;
    map_init(&seen, &arena);
    for (size_t i = 0; key < table->keys.count && i < list->count; i++) {
        struct partition *same;

        read.len = 0;
        values_put_as_read(&read, table, list->at[i].values, table->keys.count);
        same = map_add(&seen, arena_copy(&arena, str_slice(&read)), &list->at[i]);
        if (same && !count++) {
            first = same;
            second = &list->at[i];
        }
    }
    if (count)
        report_twins(diags, table, first, second, count);
    str_release(&read);
    arena_release(&arena);
}

struct partition_list plan_surveyed(struct diags *diags, const struct survey *survey)
{
    const struct table *table = survey->table;
    struct survey_folder **all = survey_sorted(survey);
    struct partition_list list = {
        .at = arena_alloc(diags->arena, survey->count * sizeof(struct partition))};

    for (size_t i = 0; i < survey->count; i++) {
        struct survey_folder *found = all[i];

        for (; i + 1 < survey->count && is_same_values(table, found, all[i + 1]); i++) {
            struct survey_folder *better = is_better(all[i + 1], found) ? all[i + 1] : found;
            struct survey_folder *other = better == found ? all[i + 1] : found;

            if (other->files)
                report_two_folders(diags, table, better, other);
            found = better;
        }
        list.at[list.count++] = (struct partition){
            .values = found->values,
            .when = date_civil(found->minutes),
            .location = found->is_other
                            ? location_of_folder(diags->arena, table, survey_folder_name(found))
                            : NULL,
            .is_empty = !found->files,
        };
    }
    find_twins(diags, table, &list);
    return list;
}
