/* From the folders of a survey to partitions. */
#include "plan/survey/partitions.h"

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
    for (size_t i = 0; i < table->keys.count; i++)
        if (!slice_eq(a->values[i], b->values[i]))
            return false;
    return true;
}

/* Which of two folders of one partition to keep: first the one with files, then the one that the
   path would write. */
static bool is_better(const struct survey_folder *a, const struct survey_folder *b)
{
    if (!a->files != !b->files)
        return a->files > 0;
    return !a->is_other && b->is_other;
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
    return list;
}
