/* The path that the locations of partitions follow. */
#include "plan/fold/folder.h"

#include "base/ascii.h"
#include "path/encode.h"
#include "path/template.h"

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
        date = folder_pattern_of(folder, slice_of(pattern));
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

void folder_fold_path(struct folder *folder)
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
void folder_give_locations(struct folder *folder)
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

void folder_mark_odd_rows(struct folder *folder)
{
    struct path_renderer renderer = path_renderer_new(folder->arena, folder->table);
    struct str scratch = {0};

    for (size_t i = 0; i < folder->rows.count; i++)
        folder->rows.at[i].is_odd = !is_by_path(folder, &renderer, &folder->rows.at[i], &scratch);
    str_release(&scratch);
}
