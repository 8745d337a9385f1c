/* The fewest entries that denote a table's partitions: ranges of dates, and products of values. */
#define _GNU_SOURCE /* qsort_r */

#include <stdio.h>
#include <stdlib.h>

#include "plan/fold/folding.h"

/* The distinct values of one column that is not a date, sorted. */
struct column_values {
    size_t key;
    VEC(struct slice) values;
    struct map places; /* value to its place, from 1 */
    bool is_listed;    /* the values are to become the column's domain */
};

/* One combination of values, and the dates (in minutes) of its partitions. */
struct tuple {
    const uint32_t *places; /* by axis, from 1 */
    VEC(int64_t) dates;
};

struct places {
    VEC(uint32_t) list;
};

/* Tuples with the same dates; and, later, one product of values that covers some of them. */
struct tuples {
    VEC(const struct tuple *) list;
};

struct product {
    const struct tuple *tuple;   /* one of them, for its dates */
    const struct places *places; /* by axis */
};

struct cover {
    struct folding *folding;
    struct arena *arena;
    struct column_values *axes;
    size_t axis_count;
    struct map tuple_of; /* by places */
    struct tuples tuples;
    VEC(struct tuples *) classes;
    VEC(struct product) products;
};

static int value_cmp(const void *a, const void *b, void *type)
{
    const struct slice *x = a, *y = b;
    long long m, n;

    if (type_is_integer(((const struct type *)type)->kind) && slice_to_int(*x, &m) &&
        slice_to_int(*y, &n) && m != n)
        return m < n ? -1 : 1;
    return slice_cmp(*x, *y);
}

static void fill_axis(struct folding *folding, struct column_values *axis)
{
    struct map seen;

    map_init(&seen, folding->arena);
    map_init(&axis->places, folding->arena);
    for (size_t i = 0; i < folding->rows.count; i++) {
        struct slice value = folding->rows.at[i].values[axis->key];

        if (!map_add(&seen, value, folding))
            *vec_push(&axis->values, folding->arena) = value;
    }
    if (axis->values.count)
        qsort_r(axis->values.at, axis->values.count, sizeof *axis->values.at, value_cmp,
                (void *)folding->table->keys.at[axis->key].column.type);
    for (size_t i = 0; i < axis->values.count; i++) {
        uint32_t *place = arena_new(folding->arena, uint32_t);

        *place = (uint32_t)i + 1;
        map_add(&axis->places, axis->values.at[i], place);
    }
}

static struct slice bytes_of(const void *at, size_t size)
{
    return (struct slice){size ? at : "", size};
}

static void add_row(struct cover *cover, const struct row *row)
{
    uint32_t *places = arena_zalloc(cover->arena, cover->axis_count + 1, sizeof *places);
    struct tuple *tuple = arena_new(cover->arena, struct tuple), *known;

    for (size_t i = 0; i < cover->axis_count; i++)
        places[i] = *(uint32_t *)map_get(&cover->axes[i].places, row->values[cover->axes[i].key]);
    tuple->places = places;
    known = map_add(&cover->tuple_of, bytes_of(places, cover->axis_count * sizeof *places), tuple);
    if (!known)
        *vec_push(&cover->tuples.list, cover->arena) = tuple;
    *vec_push(&(known ? known : tuple)->dates,
              cover->arena) = cover->folding->has_dates ? date_minutes(row->when) : 0;
}

static int minutes_cmp(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static int tuple_cmp(const void *a, const void *b, void *cover)
{
    const struct tuple *x = *(const struct tuple *const *)a, *y = *(const struct tuple *const *)b;

    for (size_t i = 0; i < ((const struct cover *)cover)->axis_count; i++)
        if (x->places[i] != y->places[i])
            return x->places[i] < y->places[i] ? -1 : 1;
    return 0;
}

/* Groups tuples with the same dates. */
static void classify(struct cover *cover)
{
    struct map by_dates;

    map_init(&by_dates, cover->arena);
    if (cover->tuples.list.count)
        qsort_r(cover->tuples.list.at, cover->tuples.list.count, sizeof *cover->tuples.list.at,
                tuple_cmp, cover);
    for (size_t i = 0; i < cover->tuples.list.count; i++) {
        const struct tuple *tuple = cover->tuples.list.at[i];
        struct tuples *class = arena_new(cover->arena, struct tuples), *known;

        qsort(tuple->dates.at, tuple->dates.count, sizeof *tuple->dates.at, minutes_cmp);
        known = map_add(&by_dates,
                        bytes_of(tuple->dates.at, tuple->dates.count * sizeof *tuple->dates.at),
                        class);
        if (!known)
            *vec_push(&cover->classes, cover->arena) = class;
        *vec_push(&(known ? known : class)->list, cover->arena) = tuple;
    }
}

/* The places from `axis` on of all the tuples, as one string: the remainder after a value of the
   axis. */
static struct slice remainder_of(const struct cover *cover, const struct tuple *const *tuples,
                                 size_t count, size_t axis)
{
    size_t width = cover->axis_count - axis;
    uint32_t *all = arena_alloc(cover->arena, (count * width + 1) * sizeof *all);

    for (size_t i = 0; i < count; i++)
        memcpy(all + i * width, tuples[i]->places + axis, width * sizeof *all);
    return bytes_of(all, count * width * sizeof *all);
}

/* Values of one axis that are followed by the same combinations of the later axes. */
struct group {
    struct places values;
    const struct tuple *const *tuples;
    size_t count;
};

/* Covers sorted tuples with products, from `axis` on; the earlier axes are fixed in `places`. */
static void cover_tuples(struct cover *cover, const struct tuple *const *tuples, size_t count,
                         size_t axis, const struct places *places)
{
    VEC(struct group *) groups = {0};
    struct map by_remainder;

    if (axis == cover->axis_count) {
        struct places *kept = arena_zalloc(cover->arena, cover->axis_count + 1, sizeof *kept);

        memcpy(kept, places, cover->axis_count * sizeof *kept);
        *vec_push(&cover->products, cover->arena) = (struct product){tuples[0], kept};
        return;
    }
    map_init(&by_remainder, cover->arena);
    for (size_t lo = 0, hi; lo < count; lo = hi) {
        struct group *group = arena_new(cover->arena, struct group), *known;

        for (hi = lo + 1; hi < count && tuples[hi]->places[axis] == tuples[lo]->places[axis]; hi++)
            ;
        *group = (struct group){.tuples = tuples + lo, .count = hi - lo};
        known = map_add(&by_remainder, remainder_of(cover, tuples + lo, hi - lo, axis + 1), group);
        if (!known)
            *vec_push(&groups, cover->arena) = group;
        *vec_push(&(known ? known : group)->values.list, cover->arena) = tuples[lo]->places[axis];
    }
    for (size_t i = 0; i < groups.count; i++) {
        struct places *more = arena_zalloc(cover->arena, cover->axis_count + 1, sizeof *more);

        memcpy(more, places, axis * sizeof *more);
        more[axis] = groups.at[i]->values;
        cover_tuples(cover, groups.at[i]->tuples, groups.at[i]->count, axis + 1, more);
    }
}

static bool is_full(const struct cover *cover, const struct product *product, size_t axis)
{
    return product->places[axis].list.count == cover->axes[axis].values.count;
}

/* The range that the values of the axis fill without gaps, if there is one. */
static bool axis_range(const struct cover *cover, const struct column_values *axis,
                       struct domain *domain)
{
    enum type_kind kind = cover->folding->table->keys.at[axis->key].column.type->kind;
    struct slice first = axis->values.at[0];
    char text[24];

    if (axis->values.count < 3 || !slice_to_int(first, &domain->from) || domain->from < 0 ||
        (!type_is_integer(kind) && kind != TYPE_CHAR && kind != TYPE_VARCHAR))
        return false;
    domain->kind = DOMAIN_RANGE;
    domain->to = domain->from + (long long)axis->values.count - 1;
    if (first.at[0] == '0' && first.len > 1 && first.len <= 18)
        domain->width = (long long)first.len;
    for (size_t i = 0; i < axis->values.count; i++) {
        int len = snprintf(text, sizeof text, "%0*lld", (int)domain->width,
                           domain->from + (long long)i);

        if (!slice_eq(axis->values.at[i], (struct slice){text, (size_t)len}))
            return false;
    }
    return true;
}

static void list_axis(struct cover *cover, struct column_values *axis)
{
    struct domain *domain = &cover->folding->table->keys.at[axis->key].domain, range = {0};

    if (axis_range(cover, axis, &range)) {
        *domain = range;
    } else if (axis->values.count <= VALUES_MAX) {
        *domain = (struct domain){.kind = DOMAIN_VALUES};
        for (size_t i = 0; i < axis->values.count; i++)
            *vec_push(&domain->values, cover->arena) = (struct text){.value = axis->values.at[i],
                                                                     .style = TEXT_OTHER};
    } else {
        return;
    }
    axis->is_listed = true;
}

/* Whether one product without dates is the whole table. */
static bool is_all(const struct cover *cover)
{
    const struct folding *folding = cover->folding;

    return !folding->has_dates && cover->products.count == 1 && cover->tuples.list.count > 1 &&
           cover->tuples.list.count == folding->rows.count;
}

/* Chooses the columns whose values are listed in the column rather than in each entry. */
static void list_axes(struct cover *cover)
{
    struct table *table = cover->folding->table;
    size_t listed = 0;

    if (!cover->folding->has_dates && !is_all(cover))
        return;
    for (size_t i = 0; i < cover->axis_count; i++) {
        bool has_full = false;

        for (size_t j = 0; j < cover->products.count; j++)
            has_full = has_full || is_full(cover, &cover->products.at[j], i);
        if (has_full)
            list_axis(cover, &cover->axes[i]);
        listed += cover->axes[i].is_listed;
    }
    table->takes_all = is_all(cover) && listed == cover->axis_count;
}

static void give_value(struct cover *cover, struct entry *entry, size_t key, struct slice value)
{
    size_t last = entry->values.count;

    if (!last || entry->values.at[last - 1].key != key) {
        struct entry_value *added = vec_push(&entry->values, cover->arena);

        added->key = key;
        added->name = cover->folding->table->keys.at[key].column.name;
        last++;
    }
    *vec_push(&entry->values.at[last - 1].values,
              cover->arena) = (struct text){.value = value, .style = TEXT_OTHER};
}

static void set_bound(struct cover *cover, struct bound *bound, int64_t minutes)
{
    char buf[17];

    bound->when = date_civil(minutes);
    bound->unit = cover->folding->unit;
    bound->text.value = arena_copy(cover->arena, date_format(buf, bound->when, bound->unit));
    bound->text.style = TEXT_OTHER;
}

/* Adds the values that an entry must give: those of the axes and, for a single date, of the date
   column. */
static void give_values(struct cover *cover, struct entry *entry, const struct product *product,
                        const int64_t *date)
{
    struct table *table = cover->folding->table;
    size_t axis = 0;

    for (size_t key = 0; key < table->keys.count; key++) {
        bool is_axis = axis < cover->axis_count && cover->axes[axis].key == key;
        struct str text = {0};

        if (is_axis && !(cover->axes[axis].is_listed && is_full(cover, product, axis)))
            for (size_t i = 0; i < product->places[axis].list.count; i++)
                give_value(cover, entry, key,
                           cover->axes[axis].values.at[product->places[axis].list.at[i] - 1]);
        if (!is_axis && date) {
            date_pattern_print(&text, key_date(&table->keys.at[key]), date_civil(*date));
            give_value(cover, entry, key, arena_copy(cover->arena, str_slice(&text)));
        }
        str_release(&text);
        axis += is_axis;
    }
}

/* Whether `when` is the start of its year, month, day or hour, as a range with that step requires.
 */
static bool is_first_of(struct civil when, enum date_unit unit)
{
    return (unit > UNIT_YEAR || when.month == 1) && (unit > UNIT_MONTH || when.day == 1) &&
           (unit > UNIT_DAY || when.hour == 0) && (unit > UNIT_HOUR || when.minute == 0);
}

static bool follows(int64_t before, int64_t after, enum date_unit unit)
{
    struct civil when = date_civil(before);

    return is_first_of(when, unit) && date_minutes(date_next(when, unit)) == after;
}

static size_t run_count(const struct tuple *tuple, enum date_unit unit)
{
    size_t runs = 1;

    for (size_t i = 1; i < tuple->dates.count; i++)
        runs += !follows(tuple->dates.at[i - 1], tuple->dates.at[i], unit);
    return runs;
}

/* The step that gives the fewest ranges. */
static enum date_unit best_step(const struct cover *cover, const struct tuple *tuple)
{
    enum date_unit best = cover->folding->unit;
    size_t fewest = run_count(tuple, best);

    for (enum date_unit unit = cover->folding->unit; unit-- > UNIT_YEAR;) {
        if (run_count(tuple, unit) < fewest) {
            best = unit;
            fewest = run_count(tuple, unit);
        }
    }
    return best;
}

/* Adds the entry for the dates [lo, hi] of a product. */
static void add_range(struct cover *cover, const struct product *product, size_t lo, size_t hi,
                      enum date_unit step)
{
    struct table *table = cover->folding->table;
    struct entry *entry = vec_push(&table->entries, cover->arena);
    const int64_t *dates = product->tuple->dates.at;
    bool is_single = lo == hi && cover->axis_count + 1 == table->keys.count;

    give_values(cover, entry, product, is_single ? &dates[lo] : NULL);
    if (is_single)
        return;
    entry->is_range = true;
    set_bound(cover, &entry->from, dates[lo]);
    set_bound(cover, &entry->to, dates[hi]);
    entry->has_every = step != cover->folding->unit && lo != hi;
    entry->every = step;
    if (entry->has_every)
        entry->every_text = (struct text){.value = slice_of(date_unit_name(step)),
                                          .style = TEXT_OTHER};
}

static void add_product(struct cover *cover, const struct product *product)
{
    const struct tuple *tuple = product->tuple;
    enum date_unit step;
    size_t lo = 0;

    if (!cover->folding->has_dates) {
        give_values(cover, vec_push(&cover->folding->table->entries, cover->arena), product, NULL);
        return;
    }
    step = best_step(cover, tuple);
    for (size_t i = 0; i < tuple->dates.count; i++) {
        if (i + 1 < tuple->dates.count && follows(tuple->dates.at[i], tuple->dates.at[i + 1], step))
            continue;
        add_range(cover, product, lo, i, step);
        lo = i + 1;
    }
}

static void add_odd_row(struct cover *cover, const struct row *row)
{
    struct entry *entry = vec_push(&cover->folding->table->entries, cover->arena);

    for (size_t key = 0; key < cover->folding->table->keys.count; key++)
        give_value(cover, entry, key, row->values[key]);
    entry->location = row->location;
}

void fold_rows(struct folding *folding)
{
    struct table *table = folding->table;
    struct cover cover = {.folding = folding, .arena = folding->arena};
    struct places *none;

    map_init(&cover.tuple_of, folding->arena);
    cover.axes = arena_zalloc(folding->arena, table->keys.count, sizeof *cover.axes);
    none = arena_zalloc(folding->arena, table->keys.count + 1, sizeof *none);
    for (size_t key = 0; key < table->keys.count; key++) {
        if (folding->has_dates && key_date(&table->keys.at[key]))
            continue;
        cover.axes[cover.axis_count].key = key;
        fill_axis(folding, &cover.axes[cover.axis_count++]);
    }
    for (size_t i = 0; i < folding->rows.count; i++)
        if (!folding->rows.at[i].is_odd)
            add_row(&cover, &folding->rows.at[i]);
    classify(&cover);
    for (size_t i = 0; i < cover.classes.count; i++)
        cover_tuples(&cover, cover.classes.at[i]->list.at, cover.classes.at[i]->list.count, 0,
                     none);
    table->entries.count = 0;
    list_axes(&cover);
    for (size_t i = 0; !table->takes_all && i < cover.products.count; i++)
        add_product(&cover, &cover.products.at[i]);
    for (size_t i = 0; i < folding->rows.count; i++)
        if (folding->rows.at[i].is_odd)
            add_odd_row(&cover, &folding->rows.at[i]);
}
