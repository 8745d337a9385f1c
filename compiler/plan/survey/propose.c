#include "plan/survey/propose.h"

#include "base/nearest.h"
#include "path/encode.h"
#include "path/value.h"

enum { FOLDERS_MAX = 32, FORMS_TRIED = 8 };

struct folders {
    struct slice at[FOLDERS_MAX];
    size_t count;
    size_t ends[FOLDERS_MAX]; /* offset after each one's slash */
};

struct proposer {
    const struct survey *survey;
    struct arena *arena;
    const struct table *table;
    struct proposal *best;
};

/* One path under construction. */
struct draft {
    struct str path;
    bool *is_used; /* by partition column */
    size_t left;   /* columns not placed yet */
};

static struct folders split(struct slice dir)
{
    struct folders folders = {.count = 0};
    size_t at = 0;

    while (folders.count < FOLDERS_MAX && at < dir.len) {
        size_t slash = at + slice_find(slice_from(dir, at), '/');

        if (slash == dir.len)
            break;
        folders.at[folders.count] = slice_cut(dir, at, slash);
        folders.ends[folders.count++] = at = slash + 1;
    }
    return folders;
}

static struct slice bucket_of(const struct survey *survey)
{
    return survey->other_bucket.len && !survey->has_own_bucket ? survey->other_bucket
                                                               : survey->location.bucket;
}

/* Considers a location and a path: keeps the better of it and the best so far. */
static void offer(struct proposer *proposer, struct slice prefix, struct slice path)
{
    struct table table = *proposer->table;
    struct slice bucket = bucket_of(proposer->survey);
    struct diags diags;
    size_t left, right;
    uint64_t count;

    if (slice_find_slice(prefix, SLICE("//")) < prefix.len ||
        (path.at && slice_find_slice(path, SLICE("//")) < path.len))
        return;
    diags_init(&diags, proposer->arena);
    table.location.value = location_join(proposer->arena, (struct location){bucket, prefix});
    if (path.at) {
        table.path = (struct path){0};
        if (!path_parse(&diags, (struct text){.value = path, .style = TEXT_OTHER}, &table.path) ||
            !path_is_readable(&table, &left, &right))
            return;
    }
    count = survey_count_for(proposer->survey, &table);
    if (count <= proposer->best->count)
        return;
    *proposer->best = (struct proposal){
        .location = table.location.value,
        .path = path,
        .is_new_location = !slice_eq(table.location.value, proposer->table->location.value),
        .is_new_path = path.at != NULL,
        .count = count,
    };
}

static bool fits_column(const struct key_column *key, struct slice folder)
{
    struct str value = {0};
    const char *why;
    bool fits;

    path_decode(&value, folder);
    fits = folder.len && value_fits(key, str_slice(&value), &why) == VALUE_FITS;
    str_release(&value);
    return fits;
}

/* The text from `value`, which ends a folder's name, to the end of the last of `depth` folders. */
static struct slice run_of(const struct folders *folders, size_t at, size_t depth,
                           struct slice value)
{
    struct slice last = folders->at[at + depth - 1];

    return (struct slice){value.at, (size_t)(last.at + last.len - value.at)};
}

/* Like place, for a date that is split over several folders. */
static size_t place_cut(struct proposer *proposer, struct draft *draft,
                        const struct key_column *column, const struct folders *folders, size_t at,
                        struct slice value)
{
    static const struct {
        const char *pattern;
        size_t depth;
    } cut[] = {{"%Y/%m/%d/%H", 4}, {"%Y/%m/%d", 3}, {"%Y/%-m/%-d", 3}, {"%Y/%m", 2}};

    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
        const struct date_pattern *pattern;
        struct diags none;

        diags_init(&none, proposer->arena);
        pattern = date_pattern_parse(&none, (struct text){.value = slice_of(cut[i].pattern)});
        if (pattern->fields != key_date(column)->fields || at + cut[i].depth > folders->count ||
            !date_pattern_read(pattern, run_of(folders, at, cut[i].depth, value), numbers))
            continue;
        str_printf(&draft->path, "{%.*s:%s}", SLICE_ARG(column->column.name.value), cut[i].pattern);
        return cut[i].depth;
    }
    return 0;
}

/* Appends the column's placeholder if the folders can be its values. Returns how many folders it
   takes, or 0. */
static size_t place(struct proposer *proposer, struct draft *draft, size_t key,
                    const struct folders *folders, size_t at, struct slice value)
{
    const struct key_column *column = &proposer->table->keys.at[key];
    const struct date_pattern *date = key_date(column);
    const struct date_pattern *guess;
    struct slice name = column->column.name.value;

    if (fits_column(column, value)) {
        str_printf(&draft->path, "{%.*s}", SLICE_ARG(name));
        return 1;
    }
    if (!date)
        return 0;
    guess = date_pattern_guess(proposer->arena, date->fields, value);
    if (!guess)
        return place_cut(proposer, draft, column, folders, at, value);
    str_printf(&draft->path, "{%.*s:%.*s}", SLICE_ARG(name), SLICE_ARG(guess->text.value));
    return 1;
}

/* The column meant by a name before =: the one with that name, else the nearest name, else the next
   column. */
static size_t column_named(const struct proposer *proposer, const struct draft *draft,
                           struct slice name)
{
    const struct table *table = proposer->table;
    struct nearest nearest = nearest_to(name);
    size_t key = table_key_named(table, name), next = table->keys.count;

    if (key < table->keys.count)
        return key;
    for (size_t i = 0; i < table->keys.count; i++) {
        if (draft->is_used[i])
            continue;
        nearest_offer(&nearest, table->keys.at[i].column.name.value);
        next = next < i ? next : i;
    }
    if (nearest_found(&nearest))
        return table_key_named(table, nearest.best);
    return next;
}

static void use(struct draft *draft, size_t key)
{
    draft->is_used[key] = true;
    draft->left--;
}

/* Appends the next component, in place of the folder at `at`. Returns how many folders it takes; 0:
   none fits. */
static size_t draft_folder(struct proposer *proposer, struct draft *draft,
                           const struct folders *folders, size_t at)
{
    struct slice folder = folders->at[at];
    size_t equals = slice_find(folder, '='), count = proposer->table->keys.count, taken = 0;

    if (slice_find(folder, '{') < folder.len || slice_find(folder, '}') < folder.len)
        return 0;
    if (equals < folder.len) {
        size_t key = column_named(proposer, draft, slice_cut(folder, 0, equals));

        if (key == count || draft->is_used[key])
            return 0;
        str_add(&draft->path, slice_cut(folder, 0, equals + 1));
        taken = place(proposer, draft, key, folders, at, slice_from(folder, equals + 1));
        if (taken)
            use(draft, key);
        return taken;
    }
    for (size_t key = 0; key < count; key++) {
        if (draft->is_used[key])
            continue;
        taken = place(proposer, draft, key, folders, at, folder);
        if (taken) {
            use(draft, key);
            return taken;
        }
    }
    if (draft->left == count)
        return 0; /* a leading fixed folder belongs to the location */
    str_add(&draft->path, folder);
    return 1;
}

/* A path for the folders from `from` on: for as few as hold all columns. */
static struct slice draft_path(struct proposer *proposer, const struct folders *folders,
                               size_t from)
{
    size_t count = proposer->table->keys.count;
    struct draft draft = {.is_used = arena_zalloc(proposer->arena, count, sizeof(bool)),
                          .left = count};
    struct slice path = {0};
    size_t taken = 1;

    while (draft.left && from < folders->count && taken) {
        taken = draft_folder(proposer, &draft, folders, from);
        str_putc(&draft.path, '/');
        from += taken;
    }
    if (!draft.left && taken && count)
        path = arena_copy(proposer->arena, str_slice(&draft.path));
    str_release(&draft.path);
    return path;
}

static void offer_form(struct proposer *proposer, struct slice dir)
{
    struct folders folders = split(dir);
    struct slice prefix = proposer->survey->location.prefix, path;

    for (size_t i = 0; i <= folders.count; i++) {
        size_t end = i ? folders.ends[i - 1] : 0;

        if (slice_eq(slice_cut(dir, 0, end), prefix) &&
            (path = draft_path(proposer, &folders, i)).at)
            offer(proposer, prefix, path);
    }
    for (size_t i = 0; i <= folders.count; i++)
        offer(proposer, slice_cut(dir, 0, i ? folders.ends[i - 1] : 0), (struct slice){0});
    for (size_t i = 0; i <= folders.count; i++)
        if ((path = draft_path(proposer, &folders, i)).at)
            offer(proposer, slice_cut(dir, 0, i ? folders.ends[i - 1] : 0), path);
}

/* The next form to try, by descending count of keys: one with fewer keys than `below`, or as many
   and later in the list. */
static const struct folder_form *next_form(const struct survey *survey,
                                           const struct folder_form *last)
{
    const struct folder_form *next = NULL;

    for (size_t i = 0; i < survey->forms.count; i++) {
        const struct folder_form *form = &survey->forms.at[i];
        bool is_later = !last || form->count < last->count ||
                        (form->count == last->count && form > last);

        if (is_later && (!next || form->count > next->count))
            next = form;
    }
    return next;
}

bool propose(const struct survey *survey, struct proposal *proposal)
{
    struct proposer proposer = {
        .survey = survey, .arena = survey->arena, .table = survey->table, .best = proposal};
    const struct folder_form *form = NULL;

    *proposal = (struct proposal){.count = survey->matched};
    for (size_t i = 0; i < FORMS_TRIED && (form = next_form(survey, form)); i++)
        offer_form(&proposer, form->example);
    return proposal->location.at != NULL;
}

struct slice nearest_location(const struct survey *survey)
{
    struct slice prefix = survey->location.prefix, bucket = bucket_of(survey);
    struct folders own = split(prefix);
    struct nearest nearest = nearest_to(prefix);

    for (size_t i = 0; i < survey->forms.count; i++) {
        struct slice dir = survey->forms.at[i].example;
        struct folders folders = split(dir);
        size_t depth = own.count < folders.count ? own.count : folders.count;

        nearest_offer(&nearest, slice_cut(dir, 0, depth ? folders.ends[depth - 1] : 0));
    }
    if (!nearest.best.at)
        return (struct slice){0};
    return location_join(survey->arena, (struct location){bucket, nearest.best});
}
