/* Sorts the folders of a survey by their values. */
#define _GNU_SOURCE /* qsort_r */

#include <stdlib.h>

#include "base/die.h"
#include "plan/order.h"
#include "plan/partitions.h"
#include "plan/survey/survey.h"

/* A folder and its sort key. */
struct ranked {
    struct order order;
    struct survey_folder *found;
};

int survey_folder_cmp(const struct table *table, const struct survey_folder *a,
                      const struct survey_folder *b)
{
    struct partition left = {.values = a->values}, right = {.values = b->values};
    int order = partition_cmp(table, &left, &right);

    return order ? order : slice_cmp(survey_folder_name(a), survey_folder_name(b));
}

static int ranked_cmp(const void *a, const void *b, void *table)
{
    const struct ranked *left = a, *right = b;
    int order = order_cmp(&left->order, &right->order);

    return order ? order : survey_folder_cmp(table, left->found, right->found);
}

/* Each folder with its order. If one has none, all get equal ones, so that survey_folder_cmp
   decides. */
static struct ranked *rank(const struct survey *survey)
{
    struct ranked *all = must_alloc(survey->count * sizeof *all);
    bool is_ranked = true;

    for (size_t i = 0; i < survey->count; i++) {
        all[i].found = survey->folders[i];
        is_ranked = is_ranked && order_of(survey->table, all[i].found->values, &all[i].order);
    }
    for (size_t i = 0; !is_ranked && i < survey->count; i++)
        all[i].order = (struct order){{0}};
    return all;
}

static void sort_folders(const struct survey *survey, struct survey_folder **all)
{
    struct ranked *ranked = rank(survey);

    qsort_r(ranked, survey->count, sizeof *ranked, ranked_cmp, (void *)survey->table);
    for (size_t i = 0; i < survey->count; i++)
        all[i] = ranked[i].found;
    free(ranked);
}

struct survey_folder **survey_sorted(const struct survey *survey)
{
    struct survey_folder **all = arena_alloc(survey->arena, survey->count * sizeof *all);
    bool is_sorted = true;

    for (size_t i = 0; i < survey->count; i++) {
        all[i] = survey->folders[i];
        is_sorted = is_sorted && (!i || survey_folder_cmp(survey->table, all[i - 1], all[i]) < 0);
    }
    if (!is_sorted)
        sort_folders(survey, all);
    return all;
}
