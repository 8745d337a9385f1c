#define _GNU_SOURCE /* qsort_r */

#include "plan/fold.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "path/encode.h"
#include "path/template.h"

enum {
    SAMPLE_MAX = 40,     /* partitions that a template is first tried on */
    TEMPLATES_MAX = 16,  /* tried for a table */
    SEARCH_STEPS = 4000, /* in one folder's name */
    VALUES_MAX = 32      /* of a column that are listed as its domain */
};

/* One partition. */
struct row {
    const struct slice *values; /* by partition column */
    struct text location;       /* empty: by the path */
    struct civil when;
    bool is_odd; /* it is not where the path says */
};

struct folder {
    struct diags *diags;
    struct arena *arena;
    struct table *table;
    VEC(struct row) rows;
    bool has_dates;
    enum date_unit unit; /* the finest of the dates */
    VEC(struct text) templates;
    size_t steps;
};

/* False where an entry lacks a value: that is reported, and there is nothing to fold. */
static bool take_rows(struct folder *folder)
{
    const struct table *table = folder->table;

    for (size_t i = 0; i < table->entries.count; i++) {
        const struct entry *entry = &table->entries.at[i];
        struct row *row = vec_push(&folder->rows, folder->arena);
        struct slice *values =
            arena_zalloc(folder->arena, table->keys.count + 1, sizeof *values);

        for (size_t j = 0; j < entry->values.count; j++)
            values[entry->values.at[j].key] = entry->values.at[j].values.at[0].value;
        row->values = values;
        row->location = entry->location;
        for (size_t key = 0; key < table->keys.count; key++)
            if (!values[key].at)
                return false;
    }
    return true;
}

/* ---- Dates ---- */

/* What a column's name says that its values are. */
static const char *field_of_name(struct slice name)
{
    static const struct {
        const char *names, *pattern;
    } rows[] = {
        {"year yr yyyy y", "%Y"}, {"month mon mm m", "%m"},   {"day dd d dom", "%d"},
        {"hour hr hh h", "%H"},   {"minute min mi", "%M"},
    };

    for (size_t i = 0; i < name.len; i++)
        if (name.at[name.len - 1 - i] == '_') {
            name = slice_from(name, name.len - i);
            break;
        }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *names = rows[i].names;
        struct slice word;

        while (words_next(&names, &word))
            if (slice_eq_folded(word, name))
                return rows[i].pattern;
    }
    return NULL;
}

static const struct date_pattern *pattern_of(struct folder *folder, struct slice text)
{
    return date_pattern_parse(folder->diags, (struct text){.value = text, .style = TEXT_OTHER});
}

/* Whether `value` is written in the pattern, of a year that a table may have. */
static bool is_in_pattern(const struct date_pattern *pattern, struct slice value)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1}, year;

    if (!date_pattern_read(pattern, value, numbers))
        return false;
    year = numbers[FIELD_YEAR];
    for (size_t i = 0; i < pattern->items.count; i++)
        if (!pattern->items.at[i].is_literal && !pattern->items.at[i].is_padded &&
            value.at[0] == '0' && value.len > 1)
            return false;
    return (year < 0 || (year >= 1970 && year < 2200)) && numbers[FIELD_MONTH] <= 12 &&
           numbers[FIELD_MONTH] != 0 && numbers[FIELD_DAY] <= 31 && numbers[FIELD_DAY] != 0 &&
           numbers[FIELD_HOUR] < 24 && numbers[FIELD_MINUTE] < 60;
}

static bool all_in_pattern(const struct folder *folder, size_t key,
                           const struct date_pattern *pattern)
{
    static const struct civil widest = {9999, 12, 31, 23, 59};
    const struct column *column = &folder->table->keys.at[key].column;
    char text[64];
    size_t len = date_pattern_put(text, sizeof text, pattern, widest);
    const char *why;

    if (len > sizeof text || !type_holds(column->type, (struct slice){text, len}, &why))
        return false;
    for (size_t i = 0; i < folder->rows.count; i++)
        if (!is_in_pattern(pattern, folder->rows.at[i].values[key]))
            return false;
    return true;
}

/* The pattern that all values of the column are written in, or NULL. */
static const struct date_pattern *guess_pattern(struct folder *folder, size_t key)
{
    static const char *const whole[] = {
        "%Y-%m-%d", "%Y%m%d", "%Y-%m-%d-%H", "%Y-%m-%dT%H", "%Y-%m-%d %H", "%Y%m%d%H",
        "%Y/%m/%d", "%Y-%m",  "%Y%m",        "%Y-%m-%d-%H-%M", "%Y%m%d%H%M"};
    const struct key_column *column = &folder->table->keys.at[key];
    const char *field = field_of_name(column->column.name.value);
    const struct date_pattern *pattern;
    enum type_kind kind = column->column.type->kind;

    if (kind != TYPE_CHAR && kind != TYPE_VARCHAR && !type_is_integer(kind) &&
        kind != TYPE_TIMESTAMP)
        return NULL;
    for (size_t i = 0; field && i < 2; i++) {
        pattern = pattern_of(folder, i == 0 ? slice_of(field)
                                            : arena_printf(folder->arena, "%%-%c", field[1]));
        if (all_in_pattern(folder, key, pattern))
            return pattern;
        if (field[1] == 'Y' || field[1] == 'M')
            break; /* these are always padded */
    }
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        pattern = pattern_of(folder, slice_of(whole[i]));
        if (all_in_pattern(folder, key, pattern))
            return pattern;
    }
    return NULL;
}

static bool read_date(const struct folder *folder, struct row *row)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};

    for (size_t key = 0; key < folder->table->keys.count; key++) {
        const struct date_pattern *pattern = key_date(&folder->table->keys.at[key]);

        if (pattern && !date_pattern_read(pattern, row->values[key], numbers))
            return false;
    }
    return date_fields_civil(numbers, &row->when);
}

static bool dates_make_sense(struct folder *folder)
{
    enum date_field missing;

    if (!date_fields_determine(table_date_fields(folder->table), &folder->unit, &missing))
        return false;
    for (size_t i = 0; i < folder->rows.count; i++)
        if (!read_date(folder, &folder->rows.at[i]))
            return false;
    return true;
}

static void drop_guesses(struct folder *folder)
{
    for (size_t key = 0; key < folder->table->keys.count; key++) {
        struct domain *domain = &folder->table->keys.at[key].domain;

        if (!domain->is_implied)
            *domain = (struct domain){0};
    }
}

/* Finds the date columns; all guesses or none. */
static void fold_dates(struct folder *folder)
{
    struct table *table = folder->table;

    for (size_t key = 0; key < table->keys.count; key++) {
        struct domain *domain = &table->keys.at[key].domain;
        const struct date_pattern *pattern;

        if (domain->kind != DOMAIN_NONE)
            continue;
        pattern = guess_pattern(folder, key);
        if (pattern)
            *domain = (struct domain){.kind = DOMAIN_DATE, .date = pattern};
    }
    folder->has_dates = table_date_fields(table) && dates_make_sense(folder);
    if (folder->has_dates)
        return;
    drop_guesses(folder);
    folder->has_dates = table_date_fields(table) && dates_make_sense(folder);
}

/* ---- The path ---- */

/* The folders of a row below the table's location; empty where it is elsewhere. */
static struct slice row_folders(const struct folder *folder, const struct row *row)
{
    struct slice base = folder->table->location.value;

    if (!slice_starts(row->location.value, base))
        return (struct slice){0};
    return slice_from(row->location.value, base.len);
}

static bool is_by_path(const struct folder *folder, const struct path_renderer *renderer,
                       const struct row *row, struct str *scratch)
{
    scratch->len = 0;
    path_render(scratch, renderer, row->values, row->when);
    return slice_eq(str_slice(scratch), row_folders(folder, row));
}

/* How many of every `step`-th row are where the table's path says. */
static size_t rows_by_path(struct folder *folder, size_t step)
{
    struct path_renderer renderer = path_renderer_new(folder->arena, folder->table);
    struct str scratch = {0};
    size_t count = 0;

    for (size_t i = 0; i < folder->rows.count; i += step)
        count += is_by_path(folder, &renderer, &folder->rows.at[i], &scratch);
    str_release(&scratch);
    return count;
}

static void search_template(struct folder *folder, const struct row *row, struct slice rest,
                            unsigned used, struct str *made, bool after_key);

/* Puts a placeholder where the rest begins with the key's text. */
static void try_key(struct folder *folder, const struct row *row, struct slice rest, unsigned used,
                    struct str *made, size_t key, const char *pattern)
{
    const struct key_column *column = &folder->table->keys.at[key];
    const struct date_pattern *date = NULL;
    struct str text = {0};
    size_t len = made->len;

    if (pattern)
        date = pattern_of(folder, slice_of(pattern));
    if (date)
        date_pattern_print(&text, date, row->when);
    else
        path_encode(&text, row->values[key]);
    if (text.len && slice_starts(rest, str_slice(&text))) {
        str_printf(made, "{%.*s%s%s}", SLICE_ARG(column->column.name.value), pattern ? ":" : "",
                   pattern ? pattern : "");
        search_template(folder, row, slice_from(rest, text.len), used | 1u << key, made, true);
        made->len = len;
    }
    str_release(&text);
}

static void try_keys(struct folder *folder, const struct row *row, struct slice rest, unsigned used,
                     struct str *made)
{
    static const char *const day[] = {"%Y/%m/%d", "%Y%m%d", "%Y-%m-%d", "year=%Y/month=%m/day=%d",
                                      "%Y/%-m/%-d", "year=%Y/month=%-m/day=%-d", "%d-%m-%Y",
                                      "%Y/%m-%d", "%Y_%m_%d", "%Y/%Y-%m/%Y-%m-%d", "%Y/%j"};
    static const char *const hour[] = {"%Y/%m/%d/%H", "%Y%m%d%H", "%Y-%m-%d/%H", "%Y-%m-%d-%H",
                                       "year=%Y/month=%m/day=%d/hour=%H", "%Y%m%d/%H"};
    static const char *const month[] = {"%Y/%m", "%Y%m", "%Y-%m", "year=%Y/month=%m", "%Y/%-m"};
    enum { YEAR = 1 << FIELD_YEAR, MONTH = 1 << FIELD_MONTH, DAY = 1 << FIELD_DAY };

    for (size_t key = 0; key < folder->table->keys.count; key++) {
        const struct date_pattern *date = key_date(&folder->table->keys.at[key]);
        const char *const *others = NULL;
        size_t count = 0;

        if (used & 1u << key)
            continue;
        try_key(folder, row, rest, used, made, key, NULL);
        if (!date || !folder->has_dates)
            continue;
        if (date->fields == (YEAR | MONTH | DAY))
            others = day, count = sizeof day / sizeof *day;
        else if (date->fields == (YEAR | MONTH | DAY | 1 << FIELD_HOUR))
            others = hour, count = sizeof hour / sizeof *hour;
        else if (date->fields == (YEAR | MONTH))
            others = month, count = sizeof month / sizeof *month;
        for (size_t i = 0; i < count; i++)
            if (!slice_is(date->text.value, others[i]))
                try_key(folder, row, rest, used, made, key, others[i]);
    }
}

static void keep_template(struct folder *folder, const struct str *made)
{
    struct text text = {.value = arena_copy(folder->arena, str_slice(made)), .style = TEXT_OTHER};

    for (size_t i = 0; i < folder->templates.count; i++)
        if (slice_eq(folder->templates.at[i].value, text.value))
            return;
    *vec_push(&folder->templates, folder->arena) = text;
}

/* Gathers templates that write the row's folders. A value begins a word, or follows another. */
static void search_template(struct folder *folder, const struct row *row, struct slice rest,
                            unsigned used, struct str *made, bool after_key)
{
    unsigned all = (1u << folder->table->keys.count) - 1;
    bool is_start = !made->len || after_key || !ascii_is_alnum(made->at[made->len - 1]);

    if (folder->templates.count >= TEMPLATES_MAX || ++folder->steps > SEARCH_STEPS)
        return;
    if (!rest.len) {
        if (used == all && made->len && made->at[made->len - 1] == '/')
            keep_template(folder, made);
        return;
    }
    if (is_start)
        try_keys(folder, row, rest, used, made);
    if (rest.at[0] == '{' || rest.at[0] == '}' || slice_starts(rest, SLICE("//")))
        return;
    str_putc(made, rest.at[0]);
    search_template(folder, row, slice_from(rest, 1), used, made, false);
    made->len--;
}

static bool has_wrong_slash(struct slice text)
{
    return slice_starts(text, SLICE("/")) || slice_find_slice(text, SLICE("//")) < text.len;
}

/* Makes `text` the table's path. False where it cannot be one. */
static bool set_path(struct folder *folder, struct text text)
{
    struct path path = {0};
    size_t left, right;

    if (has_wrong_slash(text.value) || !path_parse(folder->diags, text, &path))
        return false;
    folder->table->path = path;
    return path_is_readable(folder->table, &left, &right);
}

/* Tries the gathered templates, and keeps the one that most rows are at; else the path as it is. */
static void choose_template(struct folder *folder)
{
    size_t step = folder->rows.count / SAMPLE_MAX + 1, best_count = rows_by_path(folder, step);
    struct path best = folder->table->path;

    for (size_t i = 0; i < folder->templates.count; i++) {
        size_t count = set_path(folder, folder->templates.at[i]) ? rows_by_path(folder, step) : 0;

        if (count > best_count) {
            best_count = count;
            best = folder->table->path;
        }
    }
    folder->table->path = best;
}

static void fold_path(struct folder *folder)
{
    size_t count = folder->rows.count, picks[] = {0, count / 2, count - 1};
    struct str made = {0};

    if (folder->table->keys.count > 16 || rows_by_path(folder, 1) == count)
        return;
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++) {
        struct slice folders = row_folders(folder, &folder->rows.at[picks[i]]);

        folder->steps = 0;
        made.len = 0;
        if (folders.len)
            search_template(folder, &folder->rows.at[picks[i]], folders, 0, &made, false);
    }
    str_release(&made);
    choose_template(folder);
}

/* A row without a location of its own is at the Hive path, whatever the others are. */
static void give_locations(struct folder *folder)
{
    struct path_renderer renderer = path_renderer_new(folder->arena, folder->table);
    struct str text = {0};

    for (size_t i = 0; i < folder->rows.count; i++) {
        struct row *row = &folder->rows.at[i];

        if (text_is_given(row->location))
            continue;
        text.len = 0;
        str_add(&text, folder->table->location.value);
        path_render(&text, &renderer, row->values, row->when);
        row->location.value = arena_copy(folder->arena, str_slice(&text));
        row->location.style = TEXT_OTHER;
    }
    str_release(&text);
}

static void mark_odd_rows(struct folder *folder)
{
    struct path_renderer renderer = path_renderer_new(folder->arena, folder->table);
    struct str scratch = {0};

    for (size_t i = 0; i < folder->rows.count; i++)
        folder->rows.at[i].is_odd = !is_by_path(folder, &renderer, &folder->rows.at[i], &scratch);
    str_release(&scratch);
}

/* ---- Values and ranges ---- */

/* The distinct values of one column that is no date, in their order. */
struct axis {
    size_t key;
    VEC(struct slice) values;
    struct map places;   /* value: its place, from 1 */
    bool is_listed;      /* the values become the column's domain */
};

/* One combination of values, and the dates (minutes) that its partitions have. */
struct tuple {
    const uint32_t *places; /* by axis, from 1 */
    VEC(int64_t) dates;
};

struct places {
    VEC(uint32_t) list;
};

/* Tuples of the same dates; and, later, one product of values that covers some of them. */
struct tuples {
    VEC(const struct tuple *) list;
};

struct product {
    const struct tuple *tuple;   /* one of them, for its dates */
    const struct places *places; /* by axis */
};

struct cover {
    struct folder *folder;
    struct arena *arena;
    struct axis *axes;
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

static void fill_axis(struct folder *folder, struct axis *axis)
{
    struct map seen;

    map_init(&seen, folder->arena);
    map_init(&axis->places, folder->arena);
    for (size_t i = 0; i < folder->rows.count; i++) {
        struct slice value = folder->rows.at[i].values[axis->key];

        if (!map_add(&seen, value, folder))
            *vec_push(&axis->values, folder->arena) = value;
    }
    if (axis->values.count)
        qsort_r(axis->values.at, axis->values.count, sizeof *axis->values.at, value_cmp,
                (void *)folder->table->keys.at[axis->key].column.type);
    for (size_t i = 0; i < axis->values.count; i++) {
        uint32_t *place = arena_new(folder->arena, uint32_t);

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
        places[i] = *(uint32_t *)map_get(&cover->axes[i].places,
                                         row->values[cover->axes[i].key]);
    tuple->places = places;
    known = map_add(&cover->tuple_of, bytes_of(places, cover->axis_count * sizeof *places), tuple);
    if (!known)
        *vec_push(&cover->tuples.list, cover->arena) = tuple;
    *vec_push(&(known ? known : tuple)->dates, cover->arena) =
        cover->folder->has_dates ? date_minutes(row->when) : 0;
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

/* Puts tuples of the same dates together. */
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

/* The places from `axis` on of all the tuples, as one string: what follows a value of the axis. */
static struct slice remainder_of(const struct cover *cover, const struct tuple *const *tuples,
                                 size_t count, size_t axis)
{
    size_t width = cover->axis_count - axis;
    uint32_t *all = arena_alloc(cover->arena, (count * width + 1) * sizeof *all);

    for (size_t i = 0; i < count; i++)
        memcpy(all + i * width, tuples[i]->places + axis, width * sizeof *all);
    return bytes_of(all, count * width * sizeof *all);
}

/* Values of one axis that the same combinations of the further axes follow. */
struct group {
    struct places values;
    const struct tuple *const *tuples;
    size_t count;
};

/* Covers sorted tuples by products, from `axis` on; the axes before it are settled in `places`. */
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

/* The range that the values of the axis fill, if they fill one. */
static bool axis_range(const struct cover *cover, const struct axis *axis, struct domain *domain)
{
    enum type_kind kind = cover->folder->table->keys.at[axis->key].column.type->kind;
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

static void list_axis(struct cover *cover, struct axis *axis)
{
    struct domain *domain = &cover->folder->table->keys.at[axis->key].domain, range = {0};

    if (axis_range(cover, axis, &range)) {
        *domain = range;
    } else if (axis->values.count <= VALUES_MAX) {
        *domain = (struct domain){.kind = DOMAIN_VALUES};
        for (size_t i = 0; i < axis->values.count; i++)
            *vec_push(&domain->values, cover->arena) =
                (struct text){.value = axis->values.at[i], .style = TEXT_OTHER};
    } else {
        return;
    }
    axis->is_listed = true;
}

/* Whether one product without dates is all of the table. */
static bool is_all(const struct cover *cover)
{
    const struct folder *folder = cover->folder;

    return !folder->has_dates && cover->products.count == 1 && cover->tuples.list.count > 1 &&
           cover->tuples.list.count == folder->rows.count;
}

/* Chooses the columns whose values stand with them rather than in each entry. */
static void list_axes(struct cover *cover)
{
    struct table *table = cover->folder->table;
    size_t listed = 0;

    if (!cover->folder->has_dates && !is_all(cover))
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
        added->name = cover->folder->table->keys.at[key].column.name;
        last++;
    }
    *vec_push(&entry->values.at[last - 1].values, cover->arena) =
        (struct text){.value = value, .style = TEXT_OTHER};
}

static void set_bound(struct cover *cover, struct bound *bound, int64_t minutes)
{
    char buf[17];

    bound->when = date_civil(minutes);
    bound->unit = cover->folder->unit;
    bound->text.value = arena_copy(cover->arena, date_format(buf, bound->when, bound->unit));
    bound->text.style = TEXT_OTHER;
}

/* The values of the axes that an entry must give, and, for a single date, of the date column. */
static void give_values(struct cover *cover, struct entry *entry, const struct product *product,
                        const int64_t *date)
{
    struct table *table = cover->folder->table;
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

/* Whether `when` is the first of its year, month, day or hour, as a step of that unit gives it. */
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

/* The step that makes the fewest ranges. */
static enum date_unit best_step(const struct cover *cover, const struct tuple *tuple)
{
    enum date_unit best = cover->folder->unit;
    size_t fewest = run_count(tuple, best);

    for (enum date_unit unit = cover->folder->unit; unit-- > UNIT_YEAR;) {
        if (run_count(tuple, unit) < fewest) {
            best = unit;
            fewest = run_count(tuple, unit);
        }
    }
    return best;
}

/* Adds the entry of the dates [lo, hi] of a product. */
static void add_range(struct cover *cover, const struct product *product, size_t lo, size_t hi,
                      enum date_unit step)
{
    struct table *table = cover->folder->table;
    struct entry *entry = vec_push(&table->entries, cover->arena);
    const int64_t *dates = product->tuple->dates.at;
    bool is_single = lo == hi && cover->axis_count + 1 == table->keys.count;

    give_values(cover, entry, product, is_single ? &dates[lo] : NULL);
    if (is_single)
        return;
    entry->is_range = true;
    set_bound(cover, &entry->from, dates[lo]);
    set_bound(cover, &entry->to, dates[hi]);
    entry->has_every = step != cover->folder->unit && lo != hi;
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

    if (!cover->folder->has_dates) {
        give_values(cover, vec_push(&cover->folder->table->entries, cover->arena), product, NULL);
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
    struct entry *entry = vec_push(&cover->folder->table->entries, cover->arena);

    for (size_t key = 0; key < cover->folder->table->keys.count; key++)
        give_value(cover, entry, key, row->values[key]);
    entry->location = row->location;
}

static void fold_rows(struct folder *folder)
{
    struct table *table = folder->table;
    struct cover cover = {.folder = folder, .arena = folder->arena};
    struct places *none;

    map_init(&cover.tuple_of, folder->arena);
    cover.axes = arena_zalloc(folder->arena, table->keys.count, sizeof *cover.axes);
    none = arena_zalloc(folder->arena, table->keys.count + 1, sizeof *none);
    for (size_t key = 0; key < table->keys.count; key++) {
        if (folder->has_dates && key_date(&table->keys.at[key]))
            continue;
        cover.axes[cover.axis_count].key = key;
        fill_axis(folder, &cover.axes[cover.axis_count++]);
    }
    for (size_t i = 0; i < folder->rows.count; i++)
        if (!folder->rows.at[i].is_odd)
            add_row(&cover, &folder->rows.at[i]);
    classify(&cover);
    for (size_t i = 0; i < cover.classes.count; i++)
        cover_tuples(&cover, cover.classes.at[i]->list.at, cover.classes.at[i]->list.count, 0,
                     none);
    table->entries.count = 0;
    list_axes(&cover);
    for (size_t i = 0; !table->takes_all && i < cover.products.count; i++)
        add_product(&cover, &cover.products.at[i]);
    for (size_t i = 0; i < folder->rows.count; i++)
        if (folder->rows.at[i].is_odd)
            add_odd_row(&cover, &folder->rows.at[i]);
}

void fold_partitions(struct diags *diags, struct table *table)
{
    struct folder folder = {.diags = diags, .arena = diags->arena, .table = table};

    if (!table->entries.count || !table->keys.count || !take_rows(&folder))
        return;
    give_locations(&folder);
    fold_dates(&folder);
    fold_path(&folder);
    mark_odd_rows(&folder);
    fold_rows(&folder);
}

void fold_table(struct diags *diags, struct table *table, bool to_the_letter)
{
    fold_format(diags->arena, table, to_the_letter);
    fold_partitions(diags, table);
}
