#include "path/explain.h"

#include "base/nearest.h"
#include "path/encode.h"
#include "path/value.h"

enum { FOLDERS_MAX = 64 };

/* The folders of a key, without the file's name. */
struct key_folders {
    struct slice at[FOLDERS_MAX];
    size_t count;
};

static struct key_folders split(struct slice key)
{
    struct key_folders folders = {.count = 0};

    while (folders.count < FOLDERS_MAX) {
        size_t slash = slice_find(key, '/');

        if (slash == key.len)
            break;
        folders.at[folders.count++] = slice_cut(key, 0, slash);
        key = slice_from(key, slash + 1);
    }
    return folders;
}

const struct date_pattern *date_pattern_guess(struct arena *arena, unsigned fields,
                                              struct slice text)
{
    static const char *const known[] = {
        "%Y-%m-%d",    "%Y%m%d",
        "%Y_%m_%d",    "%Y.%m.%d",
        "%d-%m-%Y",    "%d.%m.%Y",
        "%m-%d-%Y",    "%Y-%-m-%-d",
        "%Y-%m",       "%Y%m",
        "%Y_%m",       "%Y-%j",
        "%Y%j",        "%Y",
        "%m",          "%d",
        "%H",          "%M",
        "%-m",         "%-d",
        "%-H",         "%Y-%m-%d-%H",
        "%Y%m%d%H",    "%Y-%m-%d %H",
        "%Y-%m-%dT%H", "%Y-%m-%d-%H-%M",
        "%Y%m%d%H%M",  "%Y-%m-%d %H:%M",
        "%j",
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
        const struct date_pattern *pattern;
        struct civil when;
        struct diags none;

        diags_init(&none, arena);
        pattern = date_pattern_parse(&none, (struct text){.value = slice_of(known[i])});
        if ((!fields || pattern->fields == fields) && date_pattern_read(pattern, text, numbers) &&
            date_fields_civil(numbers, &when))
            return pattern;
    }
    return NULL;
}

static const struct date_pattern *date_of(const struct path_components *all,
                                          const struct path_component *component)
{
    if (component->piece == NO_PIECE)
        return NULL;
    return path_piece_date(&all->table->path.pieces.at[component->piece],
                           &all->table->keys.at[component->key]);
}

/* Whether the folders from `from` on have the form of the components from `at` on, until either
   list ends. */
static bool rest_fits(const struct path_components *all, size_t at,
                      const struct key_folders *folders, size_t from)
{
    struct slice value;

    if (at == all->list.count || from == folders->count)
        return false;
    for (; at < all->list.count && from < folders->count; at++, from++)
        if (!component_fits(&all->list.at[at], folders->at[from], &value))
            return false;
    return at == all->list.count;
}

/* Whether a folder after `at` has the component's form. */
static bool comes_later(const struct path_component *component, const struct key_folders *folders,
                        size_t at)
{
    struct slice value;

    while (++at < folders->count)
        if (component_fits(component, folders->at[at], &value))
            return component_name(component).len > 0;
    return false;
}

static struct slice decode(struct arena *arena, struct slice text)
{
    struct str decoded = {0};
    struct slice copy;

    path_decode(&decoded, text);
    copy = arena_copy(arena, str_slice(&decoded));
    str_release(&decoded);
    return copy;
}

/* Compares a folder's name with a component of the form `name={column}`. */
static void explain_name(const struct path_components *all, struct slice folder, struct miss *miss)
{
    struct slice name = component_name(&all->list.at[miss->component]);
    size_t equals = slice_find(folder, '=');

    miss->found = slice_cut(folder, 0, equals);
    if (equals == folder.len) {
        miss->kind = MISS_BARE;
        return;
    }
    miss->kind = slice_eq(miss->found, name)          ? MISS_FORM
                 : slice_eq_folded(miss->found, name) ? MISS_CASE
                                                      : MISS_NAME;
    if (equals + 1 == folder.len)
        miss->kind = slice_eq(miss->found, name) ? MISS_EMPTY : miss->kind;
    for (size_t i = 0; miss->kind == MISS_NAME && i < all->list.count; i++)
        if (slice_eq_folded(component_name(&all->list.at[i]), miss->found))
            miss->kind = MISS_ORDER;
}

/* Explains a folder's name that does not have the component's form. */
static void explain_folder(const struct path_components *all, struct slice folder,
                           struct miss *miss)
{
    const struct path_component *component = &all->list.at[miss->component];
    bool is_named = slice_find(folder, '=') < folder.len;

    miss->found = folder;
    if (component->piece == NO_PIECE)
        miss->kind = MISS_LITERAL;
    else if (component_name(component).len)
        explain_name(all, folder, miss);
    else if (!folder.len)
        miss->kind = MISS_EMPTY;
    else if (is_named && !component->head.len)
        miss->kind = MISS_NAMED;
    else
        miss->kind = MISS_FORM;
    if (miss->kind == MISS_NAMED)
        miss->found = slice_cut(folder, 0, slice_find(folder, '='));
}

static bool is_url(struct arena *arena, const struct path_components *all, struct slice key)
{
    struct slice decoded = decode(arena, key);
    struct key_folders folders = split(decoded);

    return slice_find_slice(key, SLICE("%3D")) < key.len && rest_fits(all, 0, &folders, 0);
}

/* Explains a date that does not have its pattern. */
static void explain_date(struct arena *arena, const struct date_pattern *wanted, struct slice value,
                         struct miss *miss)
{
    const struct date_pattern *guess = date_pattern_guess(arena, wanted->fields, value);
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
    struct civil when;

    if (!guess)
        guess = date_pattern_guess(arena, 0, value);
    miss->kind = MISS_PATTERN;
    if (guess && guess->fields == wanted->fields && wanted->items.count == 1)
        miss->kind = MISS_PADDING;
    if (date_pattern_read(wanted, value, numbers) && !date_fields_civil(numbers, &when))
        miss->kind = MISS_DATE;
    else if (guess)
        miss->wanted = guess->text.value;
}

static bool explain_value(struct arena *arena, const struct path_components *all,
                          struct slice folder, struct miss *miss)
{
    const struct path_component *component = &all->list.at[miss->component];
    const struct date_pattern *date = date_of(all, component);
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};
    const struct key_column *key;
    const char *why;
    struct slice value;
    struct civil when;

    if (!component_fits(component, folder, &value) || !value.len || component->part)
        return false;
    key = &all->table->keys.at[component->key];
    value = decode(arena, value);
    miss->found = value;
    if (date && !slice_eq(value, SLICE(PATH_NULL_PARTITION))) {
        if (date_pattern_read(date, value, numbers) && date_fields_civil(numbers, &when))
            return false;
        explain_date(arena, date, value, miss);
        return true;
    }
    switch (value_fits(key, value, &why)) {
    case VALUE_FITS: return false;
    case VALUE_NULL: miss->kind = MISS_NULL; break;
    case VALUE_PADDING: miss->kind = MISS_PADDING; break;
    case VALUE_DATE:
    case VALUE_TYPE:
        miss->kind = MISS_VALUE;
        miss->wanted = slice_of(why);
        break;
    case VALUE_UNKNOWN:
        miss->kind = MISS_VALUE;
        miss->wanted = SLICE("one of its values");
        break;
    case VALUE_RANGE:
        miss->kind = MISS_VALUE;
        miss->wanted = arena_printf(arena, "a number from %lld to %lld", key->domain.from,
                                    key->domain.to);
        break;
    }
    return true;
}

struct miss path_explain(struct arena *arena, const struct path_components *all, struct slice key)
{
    struct key_folders folders = split(key);
    struct miss miss = {.kind = MISS_FORM};
    struct slice value;

    if (is_url(arena, all, key))
        return (struct miss){.kind = MISS_URL, .component = all->list.count};
    for (; miss.component < all->list.count; miss.component++) {
        size_t at = miss.component;

        if (at < folders.count && component_fits(&all->list.at[at], folders.at[at], &value))
            continue;
        if (at < folders.count && rest_fits(all, at, &folders, at + 1)) {
            miss.kind = MISS_EXTRA;
            miss.found = folders.at[at];
        } else if (comes_later(&all->list.at[at], &folders, at)) {
            explain_folder(all, folders.at[at], &miss);
        } else if (at >= folders.count || rest_fits(all, at + 1, &folders, at)) {
            miss.kind = at >= folders.count ? MISS_SHALLOW : MISS_LACKING;
        } else {
            explain_folder(all, folders.at[at], &miss);
        }
        return miss;
    }
    for (miss.component = 0; miss.component < all->list.count; miss.component++)
        if (explain_value(arena, all, folders.at[miss.component], &miss))
            return miss;
    return (struct miss){.kind = MISS_DATE, .component = all->list.count};
}
