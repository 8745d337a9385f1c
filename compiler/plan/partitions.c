#define _GNU_SOURCE /* qsort_r */

#include "plan/partitions.h"

#include <stdlib.h>

/* One dimension of an entry's product: the values of one column, or the dates of all date columns
   together. */
struct dimension {
    size_t count;
    bool is_dates;
    size_t key;                /* not dates: the partition column */
    const struct slice *texts; /* not dates: the values */
    const struct civil *dates;
    const struct slice **date_texts; /* by partition column; NULL if not a date */
};

struct planner {
    struct diags *diags;
    struct arena *arena;
    const struct table *table;
    struct until until;
    VEC(struct partition) partitions;
};

static int value_cmp(const struct type *type, struct slice a, struct slice b)
{
    long long x, y;

    if (a.at == b.at && a.len == b.len)
        return 0;
    if (type_is_integer(type->kind) && slice_to_int(a, &x) && slice_to_int(b, &y) && x != y)
        return x < y ? -1 : 1;
    return slice_cmp(a, b);
}

int partition_cmp(const struct table *table, const struct partition *a, const struct partition *b)
{
    for (size_t key = 0; key < table->keys.count; key++) {
        int order = value_cmp(table->keys.at[key].column.type, a->values[key], b->values[key]);

        if (order)
            return order;
    }
    return 0;
}

struct slice partition_values_text(struct arena *arena, const struct table *table,
                                   const struct slice *values)
{
    struct str text = {0};
    struct slice copy;

    for (size_t i = 0; i < table->keys.count; i++)
        str_printf(&text, "%s%.*s=%.*s", i ? ", " : "",
                   SLICE_ARG(table->keys.at[i].column.name.value), SLICE_ARG(values[i]));
    copy = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return copy;
}

void partition_location(struct str *out, const struct path_renderer *path,
                        const struct partition *partition)
{
    out->len = 0;
    if (partition->location) {
        str_add(out, partition->location->value);
        return;
    }
    str_add(out, path->table->location.value);
    path_render(out, path, partition->values, partition->when);
}

static int sort_cmp(const void *a, const void *b, void *table)
{
    return partition_cmp(table, a, b);
}

static int text_cmp(const void *a, const void *b, void *type)
{
    return value_cmp(type, *(const struct slice *)a, *(const struct slice *)b);
}

static const struct entry_value *value_of(const struct entry *entry, size_t key)
{
    for (size_t i = 0; entry && i < entry->values.count; i++)
        if (entry->values.at[i].key == key)
            return &entry->values.at[i];
    return NULL;
}

static void take_texts(struct planner *planner, struct dimension *dimension,
                       const struct text *texts, size_t count)
{
    struct slice *slices = arena_alloc(planner->arena, count * sizeof *slices);

    for (size_t i = 0; i < count; i++)
        slices[i] = texts[i].value;
    dimension->texts = slices;
    dimension->count = count;
}

static void take_numbers(struct planner *planner, struct dimension *dimension,
                         const struct domain *domain)
{
    struct slice *slices;

    dimension->count = (size_t)domain->to - (size_t)domain->from;
    if (dimension->count++ >= PARTITIONS_MAX) {
        dimension->count = PARTITIONS_MAX + 1; /* the product is refused as too large */
        return;
    }
    slices = arena_alloc(planner->arena, dimension->count * sizeof *slices);
    for (size_t i = 0; i < dimension->count; i++)
        slices[i] = arena_printf(planner->arena, "%0*lld", (int)domain->width,
                                 domain->from + (long long)i);
    dimension->texts = slices;
}

/* The values of one column in an entry: those given, else the whole domain. */
static struct dimension value_dimension(struct planner *planner, const struct entry *entry,
                                        size_t key)
{
    const struct key_column *column = &planner->table->keys.at[key];
    const struct entry_value *value = value_of(entry, key);
    struct dimension dimension = {.key = key};

    if (value)
        take_texts(planner, &dimension, value->values.at, value->values.count);
    else if (column->domain.kind == DOMAIN_RANGE)
        take_numbers(planner, &dimension, &column->domain);
    else
        take_texts(planner, &dimension, column->domain.values.at, column->domain.values.count);
    if (dimension.texts)
        qsort_r((void *)dimension.texts, dimension.count, sizeof *dimension.texts, text_cmp,
                (void *)column->column.type);
    return dimension;
}

static struct civil truncate_to(struct civil when, enum date_unit unit)
{
    struct civil start = {when.year, 1, 1, 0, 0};

    if (unit >= UNIT_MONTH)
        start.month = when.month;
    if (unit >= UNIT_DAY)
        start.day = when.day;
    if (unit >= UNIT_HOUR)
        start.hour = when.hour;
    if (unit >= UNIT_MINUTE)
        start.minute = when.minute;
    return start;
}

/* An upper bound of the steps in a range, to allocate room for them. */
static size_t most_steps(struct civil from, struct civil to, enum date_unit unit)
{
    static const int64_t minutes[] = {365 * 24 * 60, 28 * 24 * 60, 24 * 60, 60, 1};

    return (size_t)((date_minutes(to) - date_minutes(from)) / minutes[unit]) + 2;
}

static bool report_open(struct planner *planner, const struct entry *entry)
{
    struct diag *diag = diag_add(planner->diags, SP0323, entry->span, "the range has no end");

    diag_help(planner->diags, diag,
              "give --until DATE on the command line, or write `to:` in the spec");
    return false;
}

static bool report_too_many(struct planner *planner, struct span span)
{
    diag_help(planner->diags,
              diag_add(planner->diags, SP0330, span, "more than %d million partitions",
                       PARTITIONS_MAX / 1000000),
              "choose coarser dates or fewer values: Glue holds no more in a table");
    return false;
}

/* The last minute that the range includes. False after a diagnostic, or if the range is skipped. */
static bool range_end(struct planner *planner, const struct entry *entry, struct civil *end)
{
    const struct until *until = &planner->until;

    if (text_is_given(entry->to.text)) {
        *end = date_last(entry->to.when, entry->to.unit);
        return true;
    }
    if (!until->is_given)
        return !until->may_be_open && report_open(planner, entry);
    *end = date_last(until->when, until->unit);
    if (date_cmp(entry->from.when, *end) <= 0)
        return true;
    diag_help(planner->diags,
              diag_add(planner->diags, SP0322, entry->span, "the range begins after --until"),
              "give --until the date %.*s or a later one", SLICE_ARG(entry->from.text.value));
    return false;
}

/* Whether a pattern with these fields (bits) writes two dates in the same way. */
static bool is_alike(unsigned fields, const struct civil *a, const struct civil *b)
{
    if (fields & 1u << FIELD_YEAR_DAY)
        fields |= 1u << FIELD_YEAR | 1u << FIELD_MONTH | 1u << FIELD_DAY;
    return (!(fields & 1u << FIELD_MINUTE) || a->minute == b->minute) &&
           (!(fields & 1u << FIELD_HOUR) || a->hour == b->hour) &&
           (!(fields & 1u << FIELD_DAY) || a->day == b->day) &&
           (!(fields & 1u << FIELD_MONTH) || a->month == b->month) &&
           (!(fields & 1u << FIELD_YEAR) || a->year == b->year);
}

/* The texts of the dates in one column; equal neighbours share one text. */
static const struct slice *date_texts(struct planner *planner, const struct date_pattern *pattern,
                                      const struct civil *dates, size_t count)
{
    struct slice *texts = arena_alloc(planner->arena, (count ? count : 1) * sizeof *texts);
    struct str text = {0};

    for (size_t i = 0; i < count; i++) {
        if (i && is_alike(pattern->fields, &dates[i], &dates[i - 1])) {
            texts[i] = texts[i - 1];
            continue;
        }
        text.len = 0;
        date_pattern_print(&text, pattern, dates[i]);
        texts[i] = arena_copy(planner->arena, str_slice(&text));
    }
    str_release(&text);
    return texts;
}

static enum date_unit step_of(const struct table *table, const struct entry *entry)
{
    enum date_unit finest = UNIT_DAY;
    enum date_field missing;

    date_fields_determine(table_date_fields(table), &finest, &missing);
    return entry->has_every ? entry->every : finest;
}

static bool date_dimension(struct planner *planner, const struct entry *entry,
                           struct dimension *dimension)
{
    enum date_unit unit = step_of(planner->table, entry);
    struct civil at = truncate_to(entry->from.when, unit), end, *dates;
    size_t count = 0, room;

    if (!range_end(planner, entry, &end))
        return false;
    room = most_steps(at, end, unit);
    if (room > PARTITIONS_MAX + 2)
        return report_too_many(planner, entry->span);
    dates = arena_alloc(planner->arena, room * sizeof *dates);
    for (; date_cmp(at, end) <= 0 && count < room; at = date_next(at, unit))
        dates[count++] = at;
    *dimension = (struct dimension){.count = count, .is_dates = true, .dates = dates};
    dimension->date_texts = arena_zalloc(planner->arena, planner->table->keys.count,
                                         sizeof *dimension->date_texts);
    for (size_t key = 0; key < planner->table->keys.count; key++) {
        const struct date_pattern *pattern = key_date(&planner->table->keys.at[key]);

        if (pattern)
            dimension->date_texts[key] = date_texts(planner, pattern, dates, count);
    }
    return true;
}

/* The date that the values of the date columns name together. */
static bool values_date(struct planner *planner, const struct slice *values,
                        const struct entry *entry, struct civil *when)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};

    for (size_t key = 0; key < planner->table->keys.count; key++) {
        const struct date_pattern *pattern = key_date(&planner->table->keys.at[key]);

        if (pattern && !date_pattern_read(pattern, values[key], numbers)) {
            diag_help(planner->diags,
                      diag_add(planner->diags, SP0326, entry->span,
                               "the values of the date columns contradict each other"),
                      "write values that name the same date");
            return false;
        }
    }
    if (date_fields_civil(numbers, when))
        return true;
    diag_help(planner->diags,
              diag_add(planner->diags, SP0326, entry->span, "the values name no date that exists"),
              "write a day that the month has");
    return false;
}

static void set_values(const struct table *table, const struct dimension *dimension, size_t at,
                       struct slice *values, struct civil *when)
{
    if (!dimension->is_dates) {
        values[dimension->key] = dimension->texts[at];
        return;
    }
    *when = dimension->dates[at];
    for (size_t key = 0; key < table->keys.count; key++)
        if (dimension->date_texts[key])
            values[key] = dimension->date_texts[key][at];
}

/* Adds the partition at the dimensions' current positions; `values` has room for its values. */
static bool add_partition(struct planner *planner, const struct entry *entry, struct slice *values,
                          const struct dimension *dimensions, size_t dimension_count,
                          const size_t *positions)
{
    struct partition *partition = vec_push(&planner->partitions, planner->arena);

    partition->values = values;
    partition->entry = entry;
    partition->when = (struct civil){1, 1, 1, 0, 0};
    partition->location = entry && text_is_given(entry->location) ? &entry->location : NULL;
    for (size_t i = 0; i < dimension_count; i++)
        set_values(planner->table, &dimensions[i], positions[i], values, &partition->when);
    return !entry || entry->is_range || values_date(planner, values, entry, &partition->when);
}

/* Adds the product of the dimensions, `count` partitions, with the last dimension varying fastest.
 */
static bool add_product(struct planner *planner, const struct entry *entry,
                        const struct dimension *dimensions, size_t dimension_count, size_t count)
{
    size_t key_count = planner->table->keys.count, turning;
    size_t *positions = arena_zalloc(planner->arena, dimension_count, sizeof *positions);
    struct slice *values = arena_alloc(planner->arena, count * key_count * sizeof *values);

    vec_reserve(&planner->partitions, planner->arena, count);
    do {
        if (!add_partition(planner, entry, values, dimensions, dimension_count, positions))
            return false;
        values += key_count;
        turning = dimension_count;
        while (turning > 0 && ++positions[turning - 1] == dimensions[turning - 1].count)
            positions[--turning] = 0;
    } while (turning > 0);
    return true;
}

/* The number of partitions in the product of the dimensions, at most PARTITIONS_MAX + 1. */
static size_t product_of(const struct dimension *dimensions, size_t dimension_count)
{
    size_t product = 1;

    for (size_t i = 0; i < dimension_count; i++) {
        if (dimensions[i].count && product > PARTITIONS_MAX / dimensions[i].count)
            return PARTITIONS_MAX + 1;
        product *= dimensions[i].count;
    }
    return product;
}

/* Adds the partitions of one entry; if NULL, the product of all domains. */
static bool add_entry(struct planner *planner, const struct entry *entry)
{
    const struct table *table = planner->table;
    struct dimension *dimensions = arena_zalloc(planner->arena, table->keys.count,
                                                sizeof *dimensions);
    size_t dimension_count = 0, count;
    bool has_dates = false;

    for (size_t key = 0; key < table->keys.count; key++) {
        bool is_date = entry && entry->is_range && key_date(&table->keys.at[key]);

        if (!is_date)
            dimensions[dimension_count++] = value_dimension(planner, entry, key);
        else if (!has_dates && !date_dimension(planner, entry, &dimensions[dimension_count++]))
            return false;
        has_dates = has_dates || is_date;
    }
    count = product_of(dimensions, dimension_count);
    if (count + planner->partitions.count > PARTITIONS_MAX)
        return report_too_many(planner, entry ? entry->span : table->partitions_span);
    return !count || add_product(planner, entry, dimensions, dimension_count, count);
}

static void report_two_places(struct planner *planner, const struct partition *a,
                              const struct partition *b)
{
    const struct partition *first = span_cmp(a->entry->span, b->entry->span) < 0 ? a : b;
    const struct partition *second = first == a ? b : a;
    struct str values = {0};
    struct diag *diag;

    for (size_t key = 0; key < planner->table->keys.count; key++)
        str_printf(&values, "%s%.*s=%.*s", key ? ", " : "",
                   SLICE_ARG(planner->table->keys.at[key].column.name.value),
                   SLICE_ARG(a->values[key]));
    diag = diag_add(planner->diags, SP0329, second->entry->span,
                    "the partition %.*s has two locations", SLICE_ARG(str_slice(&values)));
    diag_related(planner->diags, diag, first->entry->span, "the other location is here");
    diag_help(planner->diags, diag, "remove the partition from one of the two entries");
    str_release(&values);
}

static bool is_same_place(const struct partition *a, const struct partition *b)
{
    if (!a->location || !b->location)
        return a->location == b->location;
    return slice_eq(a->location->value, b->location->value);
}

/* Sorts the partitions and removes duplicates. */
static void sort_partitions(struct planner *planner)
{
    struct partition *at = planner->partitions.at;
    size_t count = planner->partitions.count, kept = 0;
    bool is_sorted = true;

    for (size_t i = 1; is_sorted && i < count; i++)
        is_sorted = partition_cmp(planner->table, &at[i - 1], &at[i]) < 0;
    if (is_sorted)
        return;
    qsort_r(at, count, sizeof *at, sort_cmp, (void *)planner->table);
    for (size_t i = 0; i < count; i++) {
        if (kept && partition_cmp(planner->table, &at[kept - 1], &at[i]) == 0) {
            if (!is_same_place(&at[kept - 1], &at[i]))
                report_two_places(planner, &at[kept - 1], &at[i]);
            continue;
        }
        at[kept++] = at[i];
    }
    planner->partitions.count = kept;
}

bool plan_partitions(struct diags *diags, const struct table *table, struct until until,
                     struct partition_list *partitions)
{
    struct planner planner = {
        .diags = diags, .arena = diags->arena, .table = table, .until = until};
    size_t before = diags->error_count;

    if (table->takes_all)
        add_entry(&planner, NULL);
    for (size_t i = 0; i < table->entries.count; i++)
        add_entry(&planner, &table->entries.at[i]);
    sort_partitions(&planner);
    *partitions = (struct partition_list){planner.partitions.at, planner.partitions.count};
    return diags->error_count == before;
}
