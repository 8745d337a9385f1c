/* The folders of a survey in the order of their values. */
#define _GNU_SOURCE /* qsort_r */

#include <stdlib.h>

#include "base/die.h"
#include "plan/order.h"
#include "plan/partitions.h"
#include "plan/survey/survey.h"

/* A folder and its place among the others. */
struct ranked {
    struct order order;
    struct found *found;
};

int found_cmp(const struct table *table, const struct found *a, const struct found *b)
{
    struct partition left = {.values = a->values}, right = {.values = b->values};
    int order = partition_cmp(table, &left, &right);

    return order ? order : slice_cmp(found_folder(a), found_folder(b));
}

static int ranked_cmp(const void *a, const void *b, void *table)
{
    const struct ranked *left = a, *right = b;
    int order = order_cmp(&left->order, &right->order);

    return order ? order : found_cmp(table, left->found, right->found);
}

/* Each folder with its order; where one has none, all are left alike, for found_cmp. */
static struct ranked *rank(const struct survey *survey)
{
    struct ranked *all = must_alloc(survey->count * sizeof *all);
    bool is_ranked = true;

    for (size_t i = 0; i < survey->count; i++) {
        all[i].found = survey->found[i];
        is_ranked = is_ranked && order_of(survey->table, all[i].found->values, &all[i].order);
    }
    for (size_t i = 0; !is_ranked && i < survey->count; i++)
        all[i].order = (struct order){{0}};
    return all;
}

static void sort_found(const struct survey *survey, struct found **all)
{
    struct ranked *ranked = rank(survey);

    qsort_r(ranked, survey->count, sizeof *ranked, ranked_cmp, (void *)survey->table);
    for (size_t i = 0; i < survey->count; i++)
        all[i] = ranked[i].found;
    free(ranked);
}

struct found **survey_sorted(const struct survey *survey)
{
    struct found **all = arena_alloc(survey->arena, survey->count * sizeof *all);
    bool is_sorted = true;

    for (size_t i = 0; i < survey->count; i++) {
        all[i] = survey->found[i];
        is_sorted = is_sorted && (!i || found_cmp(survey->table, all[i - 1], all[i]) < 0);
    }
    if (!is_sorted)
        sort_found(survey, all);
    return all;
}
