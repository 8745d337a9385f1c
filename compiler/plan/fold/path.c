/* Finds the path that the locations of partitions follow. */
#include "plan/fold/folding.h"

#include "base/ascii.h"
#include "path/encode.h"
#include "path/template.h"

/* The folders of a row below the table's location; empty if it is elsewhere. */
static struct slice row_folders(const struct folding *folding, const struct row *row)
{
    struct slice base = folding->table->location.value;

    if (!slice_starts(row->location.value, base))
        return (struct slice){0};
    return slice_from(row->location.value, base.len);
}

static bool is_by_path(const struct folding *folding, const struct path_renderer *renderer,
                       const struct row *row, struct str *scratch)
{
    scratch->len = 0;
    path_render(scratch, renderer, row->values, row->when);
    return slice_eq(str_slice(scratch), row_folders(folding, row));
}

/* Of every `step`-th row, how many are where the table's path puts them. */
static size_t rows_by_path(struct folding *folding, size_t step)
{
    struct path_renderer renderer = path_renderer_new(folding->arena, folding->table);
    struct str scratch = {0};
    size_t count = 0;

    for (size_t i = 0; i < folding->rows.count; i += step)
        count += is_by_path(folding, &renderer, &folding->rows.at[i], &scratch);
    str_release(&scratch);
    return count;
}

static void search_template(struct folding *folding, const struct row *row, struct slice rest,
                            unsigned used, struct str *made, bool after_key);

/* Tries a placeholder for the key if `rest` begins with the key's text. */
static void try_key(struct folding *folding, const struct row *row, struct slice rest,
                    unsigned used, struct str *made, size_t key, const char *pattern)
{
    const struct key_column *column = &folding->table->keys.at[key];
    const struct date_pattern *date = NULL;
    struct str text = {0};
    size_t len = made->len;

    if (pattern)
        date = folding_pattern_of(folding, slice_of(pattern));
    if (date)
        date_pattern_print(&text, date, row->when);
    else
        path_encode(&text, row->values[key]);
    if (text.len && slice_starts(rest, str_slice(&text))) {
        str_printf(made, "{%.*s%s%s}", SLICE_ARG(column->column.name.value), pattern ? ":" : "",
                   pattern ? pattern : "");
        search_template(folding, row, slice_from(rest, text.len), used | 1u << key, made, true);
        made->len = len;
    }
    str_release(&text);
}

static void try_keys(struct folding *folding, const struct row *row, struct slice rest,
                     unsigned used, struct str *made)
{
    static const char *const day[] = {"%Y/%m/%d",   "%Y%m%d",
                                      "%Y-%m-%d",   "year=%Y/month=%m/day=%d",
                                      "%Y/%-m/%-d", "year=%Y/month=%-m/day=%-d",
                                      "%d-%m-%Y",   "%Y/%m-%d",
                                      "%Y_%m_%d",   "%Y/%Y-%m/%Y-%m-%d",
                                      "%Y/%j"};
    static const char *const hour[] = {
        "%Y/%m/%d/%H", "%Y%m%d%H", "%Y-%m-%d/%H", "%Y-%m-%d-%H", "year=%Y/month=%m/day=%d/hour=%H",
        "%Y%m%d/%H"};
    static const char *const month[] = {"%Y/%m", "%Y%m", "%Y-%m", "year=%Y/month=%m", "%Y/%-m"};
    enum { YEAR = 1 << FIELD_YEAR, MONTH = 1 << FIELD_MONTH, DAY = 1 << FIELD_DAY };

    for (size_t key = 0; key < folding->table->keys.count; key++) {
        const struct date_pattern *date = key_date(&folding->table->keys.at[key]);
        const char *const *others = NULL;
        size_t count = 0;

        if (used & 1u << key)
            continue;
        try_key(folding, row, rest, used, made, key, NULL);
        if (!date || !folding->has_dates)
            continue;
        if (date->fields == (YEAR | MONTH | DAY))
            others = day, count = sizeof day / sizeof *day;
        else if (date->fields == (YEAR | MONTH | DAY | 1 << FIELD_HOUR))
            others = hour, count = sizeof hour / sizeof *hour;
        else if (date->fields == (YEAR | MONTH))
            others = month, count = sizeof month / sizeof *month;
        for (size_t i = 0; i < count; i++)
            if (!slice_is(date->text.value, others[i]))
                try_key(folding, row, rest, used, made, key, others[i]);
    }
}

static void keep_template(struct folding *folding, const struct str *made)
{
    struct text text = {.value = arena_copy(folding->arena, str_slice(made)), .style = TEXT_OTHER};

    for (size_t i = 0; i < folding->templates.count; i++)
        if (slice_eq(folding->templates.at[i].value, text.value))
            return;
    *vec_push(&folding->templates, folding->arena) = text;
}

/* Collects templates that write the row's folders. A value begins a word, or follows another value.
 */
static void search_template(struct folding *folding, const struct row *row, struct slice rest,
                            unsigned used, struct str *made, bool after_key)
{
    unsigned all = (1u << folding->table->keys.count) - 1;
    bool is_start = !made->len || after_key || !ascii_is_alnum(made->at[made->len - 1]);

    if (folding->templates.count >= TEMPLATES_MAX || ++folding->steps > SEARCH_STEPS)
        return;
    if (!rest.len) {
        if (used == all && made->len && made->at[made->len - 1] == '/')
            keep_template(folding, made);
        return;
    }
    if (is_start)
        try_keys(folding, row, rest, used, made);
    if (rest.at[0] == '{' || rest.at[0] == '}' || slice_starts(rest, SLICE("//")))
        return;
    str_putc(made, rest.at[0]);
    search_template(folding, row, slice_from(rest, 1), used, made, false);
    made->len--;
}

static bool has_wrong_slash(struct slice text)
{
    return slice_starts(text, SLICE("/")) || slice_find_slice(text, SLICE("//")) < text.len;
}

/* Makes `text` the table's path. False if it is not a valid path. */
static bool set_path(struct folding *folding, struct text text)
{
    struct path path = {0};
    size_t left, right;

    if (has_wrong_slash(text.value) || !path_parse(folding->diags, text, &path))
        return false;
    folding->table->path = path;
    return path_is_readable(folding->table, &left, &right);
}

/* Keeps the collected template that fits the most rows; if none does better, the current path. */
static void choose_template(struct folding *folding)
{
    size_t step = folding->rows.count / SAMPLE_MAX + 1, best_count = rows_by_path(folding, step);
    struct path best = folding->table->path;

    for (size_t i = 0; i < folding->templates.count; i++) {
        size_t count = set_path(folding, folding->templates.at[i]) ? rows_by_path(folding, step)
                                                                   : 0;

        if (count > best_count) {
            best_count = count;
            best = folding->table->path;
        }
    }
    folding->table->path = best;
}

void fold_path(struct folding *folding)
{
    size_t count = folding->rows.count, picks[] = {0, count / 2, count - 1};
    struct str made = {0};

    if (folding->table->keys.count > 16 || rows_by_path(folding, 1) == count)
        return;
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++) {
        struct slice folders = row_folders(folding, &folding->rows.at[picks[i]]);

        folding->steps = 0;
        made.len = 0;
        if (folders.len)
            search_template(folding, &folding->rows.at[picks[i]], folders, 0, &made, false);
    }
    str_release(&made);
    choose_template(folding);
}

/* Gives each row without a location the one of the Hive path, wherever the others are. */
void folding_give_locations(struct folding *folding)
{
    struct path_renderer renderer = path_renderer_new(folding->arena, folding->table);
    struct str text = {0};

    for (size_t i = 0; i < folding->rows.count; i++) {
        struct row *row = &folding->rows.at[i];

        if (text_is_given(row->location))
            continue;
        text.len = 0;
        str_add(&text, folding->table->location.value);
        path_render(&text, &renderer, row->values, row->when);
        row->location.value = arena_copy(folding->arena, str_slice(&text));
        row->location.style = TEXT_OTHER;
    }
    str_release(&text);
}

void folding_mark_odd_rows(struct folding *folding)
{
    struct path_renderer renderer = path_renderer_new(folding->arena, folding->table);
    struct str scratch = {0};

    for (size_t i = 0; i < folding->rows.count; i++)
        folding->rows.at[i].is_odd = !is_by_path(folding, &renderer, &folding->rows.at[i],
                                                 &scratch);
    str_release(&scratch);
}
