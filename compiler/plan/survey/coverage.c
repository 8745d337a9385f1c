#include "plan/survey/coverage.h"

#include <stdlib.h>

/* The index of a date when counted in the unit. */
static int64_t ordinal(struct civil when, enum date_unit unit)
{
    static const int64_t minutes[] = {0, 0, 24 * 60, 60, 1};
    int64_t at = date_minutes(when);

    if (unit == UNIT_YEAR)
        return when.year;
    if (unit == UNIT_MONTH)
        return (int64_t)when.year * 12 + when.month - 1;
    return at >= 0 ? at / minutes[unit] : -((-at + minutes[unit] - 1) / minutes[unit]);
}

static struct civil date_at(int64_t ordinal_at, enum date_unit unit)
{
    static const int64_t minutes[] = {0, 0, 24 * 60, 60, 1};

    if (unit == UNIT_YEAR)
        return (struct civil){(int)ordinal_at, 1, 1, 0, 0};
    if (unit == UNIT_MONTH)
        return (struct civil){(int)(ordinal_at / 12), (int)(ordinal_at % 12) + 1, 1, 0, 0};
    return date_civil(ordinal_at * minutes[unit]);
}

struct civil coverage_date(const struct coverage *coverage, size_t index)
{
    return date_at(ordinal(coverage->from, coverage->unit) + (int64_t)index, coverage->unit);
}

static enum cell_state coverage_state(const struct coverage *coverage, const struct cell *cell)
{
    if (!cell->present)
        return cell->empty ? CELL_EMPTY : CELL_MISSING;
    return cell->present < coverage->expected ? CELL_PARTIAL : CELL_FULL;
}

/* The number of distinct combinations of values in the columns that are not dates. */
static uint32_t count_combinations(const struct survey *survey)
{
    const struct table *table = survey->table;
    struct arena arena = {0};
    struct str key = {0};
    struct map seen;
    uint32_t count;

    map_init(&seen, &arena);
    for (size_t i = 0; i < survey->count; i++) {
        key.len = 0;
        for (size_t j = 0; j < table->keys.count; j++)
            if (!key_date(&table->keys.at[j]))
                str_printf(&key, "%zu:%.*s", survey->folders[i]->values[j].len,
                           SLICE_ARG(survey->folders[i]->values[j]));
        if (survey->folders[i]->files && !map_get(&seen, str_slice(&key)))
            map_add(&seen, arena_copy(&arena, str_slice(&key)), &seen);
    }
    count = (uint32_t)seen.count;
    str_release(&key);
    arena_release(&arena);
    return count;
}

/* Finds the first and the last date with files. */
static bool find_range(const struct survey *survey, struct coverage *coverage)
{
    bool has_any = false;

    for (size_t i = 0; i < survey->count; i++) {
        struct civil when = date_civil(survey->folders[i]->minutes);

        if (!survey->folders[i]->files)
            continue;
        if (!has_any || date_cmp(when, coverage->from) < 0)
            coverage->from = when;
        if (!has_any || date_cmp(when, coverage->to) > 0)
            coverage->to = when;
        has_any = true;
    }
    return has_any;
}

static void fill_cells(const struct survey *survey, struct coverage *coverage)
{
    int64_t first = ordinal(coverage->from, coverage->unit);

    coverage->cells = arena_zalloc(survey->arena, coverage->cell_count, sizeof *coverage->cells);
    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_folder *found = survey->folders[i];
        int64_t at = ordinal(date_civil(found->minutes), coverage->unit) - first;

        if (at < 0 || at >= (int64_t)coverage->cell_count)
            continue;
        coverage->cells[at].present += found->files > 0;
        coverage->cells[at].empty += !found->files;
    }
}

static void count_cells(const struct survey *survey, struct coverage *coverage)
{
    struct gap *gap = NULL;

    for (size_t i = 0; i < coverage->cell_count; i++) {
        enum cell_state state = coverage_state(coverage, &coverage->cells[i]);

        coverage->full += state == CELL_FULL;
        coverage->partial += state == CELL_PARTIAL;
        coverage->empty += state == CELL_EMPTY;
        coverage->missing += state == CELL_MISSING;
        if (state == CELL_FULL || state == CELL_PARTIAL) {
            gap = NULL;
            continue;
        }
        if (!gap) {
            gap = vec_push(&coverage->gaps, survey->arena);
            gap->from = coverage_date(coverage, i);
        }
        gap->to = coverage_date(coverage, i);
        gap->count++;
    }
}

static void measure_dates(const struct survey *survey, struct coverage *coverage)
{
    enum date_field missing;
    int64_t count;

    if (!date_fields_determine(table_date_fields(survey->table), &coverage->unit, &missing) ||
        !table_date_fields(survey->table) || !find_range(survey, coverage))
        return;
    count = ordinal(coverage->to, coverage->unit) - ordinal(coverage->from, coverage->unit) + 1;
    if (count > CELLS_MAX)
        return;
    coverage->has_dates = true;
    coverage->cell_count = (size_t)count;
    coverage->expected = count_combinations(survey);
    fill_cells(survey, coverage);
    count_cells(survey, coverage);
}

static int size_cmp(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static void measure_sizes(const struct survey *survey, struct coverage *coverage)
{
    uint64_t *sizes = arena_alloc(survey->arena, survey->count * sizeof *sizes);
    size_t count = 0;

    for (size_t i = 0; i < survey->count; i++) {
        const struct survey_folder *found = survey->folders[i];

        if (!found->files) {
            coverage->empty_partitions++;
            continue;
        }
        coverage->files += found->files;
        coverage->bytes += found->bytes;
        coverage->small += found->small;
        coverage->large += found->large;
        sizes[count++] = found->bytes;
    }
    coverage->partitions = count;
    if (!count)
        return;
    qsort(sizes, count, sizeof *sizes, size_cmp);
    coverage->least = sizes[0];
    coverage->median = sizes[count / 2];
    coverage->most = sizes[count - 1];
}

struct coverage coverage_of(const struct survey *survey)
{
    struct coverage coverage = {0};

    measure_dates(survey, &coverage);
    measure_sizes(survey, &coverage);
    return coverage;
}
