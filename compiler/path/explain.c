#include "path/explain.h"

#include "base/nearest.h"
#include "path/encode.h"
#include "path/value.h"

enum { FOLDERS_MAX = 64 };

/* The folders of a key, without its file. */
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

/* Whether the folders from `from` on have the form of the components from `at` on, as far as both
   go. */
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

/* A folder's name against a component of `name={column}`. */
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

/* A folder's name that is not of the component's form. */
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

/* What is wrong with a date, which is not of its pattern. */
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

/* Whether the miss is one of values (SP0912), not of structure (SP0911). */
static bool miss_is_of_values(enum miss_kind kind)
{
    switch (kind) {
    case MISS_EMPTY:
    case MISS_NULL:
    case MISS_PADDING:
    case MISS_PATTERN:
    case MISS_DATE:
    case MISS_VALUE: return true;
    case MISS_SHALLOW:
    case MISS_EXTRA:
    case MISS_LACKING:
    case MISS_URL:
    case MISS_CASE:
    case MISS_NAME:
    case MISS_ORDER:
    case MISS_BARE:
    case MISS_NAMED:
    case MISS_LITERAL:
    case MISS_FORM:
    case MISS_KIND_COUNT: break;
    }
    return false;
}

/* "1 key has" or "1,204 keys have", by `one` and `many`. */
static struct slice keys_that(struct arena *arena, uint64_t count, const char *one,
                              const char *many)
{
    struct str text = {0};
    struct slice copy;

    str_put_count(&text, count);
    str_printf(&text, count == 1 ? " key %s" : " keys %s", count == 1 ? one : many);
    copy = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return copy;
}

/* What the message says after the count of keys. */
static struct slice message_of(struct arena *arena, const struct path_components *all,
                               const struct miss *miss, uint64_t count)
{
    static const struct path_component none = {0};
    const struct path_component *component = miss->component < all->list.count
                                                 ? &all->list.at[miss->component]
                                                 : &none;
    struct slice text = component->text, name = component_name(component), found = miss->found;
    struct slice column = component->piece != NO_PIECE && all->table->keys.count
                              ? all->table->keys.at[component->key].column.name.value
                              : text;
    struct slice have = keys_that(arena, count, "has", "have");
    struct slice are = keys_that(arena, count, "is", "are");
    struct slice named = arena_printf(arena, miss->is_varied ? "`%.*s` and the like" : "`%.*s`",
                                      SLICE_ARG(found));
#define SAY(format, ...) return arena_printf(arena, format, __VA_ARGS__)

    switch (miss->kind) {
    case MISS_SHALLOW: SAY("%.*s no folder for `%.*s`", SLICE_ARG(have), SLICE_ARG(text));
    case MISS_EXTRA:
        if (!found.len)
            SAY("%.*s a folder without a name, `//`, before `%.*s`", SLICE_ARG(have),
                SLICE_ARG(text));
        SAY("%.*s the folder %.*s before `%.*s`, which the path does not", SLICE_ARG(have),
            SLICE_ARG(named), SLICE_ARG(text));
    case MISS_LACKING: SAY("%.*s no folder for `%.*s`", SLICE_ARG(have), SLICE_ARG(text));
    case MISS_URL: SAY("%.*s URL-encoded, with %%3D for =", SLICE_ARG(are));
    case MISS_CASE:
        SAY("%.*s `%.*s=`, where the path has `%.*s=`", SLICE_ARG(have), SLICE_ARG(found),
            SLICE_ARG(name));
    case MISS_NAME:
        SAY("%.*s `%.*s=`, where the path has `%.*s=`", SLICE_ARG(have), SLICE_ARG(found),
            SLICE_ARG(name));
    case MISS_ORDER:
        SAY("%.*s `%.*s=` first, where the path has `%.*s=`", SLICE_ARG(have), SLICE_ARG(found),
            SLICE_ARG(name));
    case MISS_BARE:
        SAY("%.*s %.*s, a value alone, where the path has `%.*s=`", SLICE_ARG(have),
            SLICE_ARG(named), SLICE_ARG(name));
    case MISS_NAMED:
        SAY("%.*s `%.*s=` before the value, where the path has the value alone", SLICE_ARG(have),
            SLICE_ARG(found));
    case MISS_LITERAL:
        SAY("%.*s the folder `%.*s`, where the path has `%.*s`", SLICE_ARG(have), SLICE_ARG(found),
            SLICE_ARG(text));
    case MISS_FORM:
        SAY("%.*s %.*s, which is not of the form `%.*s`", SLICE_ARG(have), SLICE_ARG(named),
            SLICE_ARG(text));
    case MISS_EMPTY: SAY("%.*s no value for `%.*s`", SLICE_ARG(have), SLICE_ARG(column));
    case MISS_NULL:
        SAY("%.*s the null partition for `%.*s`, which is no text", SLICE_ARG(have),
            SLICE_ARG(column));
    case MISS_PADDING:
        SAY("%.*s %.*s for `%.*s`, with other zeros in front than its column says", SLICE_ARG(have),
            SLICE_ARG(named), SLICE_ARG(column));
    case MISS_PATTERN:
        SAY("%.*s %.*s for `%.*s`, which is not a date in its pattern", SLICE_ARG(have),
            SLICE_ARG(named), SLICE_ARG(column));
    case MISS_DATE:
        if (!found.len)
            SAY("%.*s a date that does not exist", SLICE_ARG(have));
        SAY("%.*s %.*s for `%.*s`, a date that does not exist", SLICE_ARG(have), SLICE_ARG(named),
            SLICE_ARG(column));
    case MISS_VALUE:
        SAY("%.*s %.*s for `%.*s`, which is not %.*s", SLICE_ARG(have), SLICE_ARG(named),
            SLICE_ARG(column), SLICE_ARG(miss->wanted));
    case MISS_KIND_COUNT: break;
    }
#undef SAY
    return have;
}

static void add_help(struct diags *diags, struct diag *diag, const struct path_components *all,
                     const struct miss *miss)
{
    const struct path_component *component = miss->component < all->list.count
                                                 ? &all->list.at[miss->component]
                                                 : NULL;
    struct slice column = component && component->piece != NO_PIECE
                              ? all->table->keys.at[component->key].column.name.value
                              : SLICE("");

    switch (miss->kind) {
    case MISS_EXTRA:
        if (!miss->found.len)
            diag_help(diags, diag,
                      "move the files to one `/`: Athena does not read `//` "
                      "in a location");
        else
            diag_help(diags, diag, "put the folder into the path, or into the location");
        break;
    case MISS_CASE:
    case MISS_NAME:
        diag_help(diags, diag, "write `%.*s={%.*s}` in the path", SLICE_ARG(miss->found),
                  SLICE_ARG(column));
        break;
    case MISS_ORDER:
        diag_help(diags, diag, "write the folders of the path in the order of the keys");
        break;
    case MISS_BARE:
        diag_help(diags, diag, "write `{%.*s}` in the path, without `%.*s`", SLICE_ARG(column),
                  SLICE_ARG(component->head));
        break;
    case MISS_NAMED:
        diag_help(diags, diag, "write `%.*s={%.*s}` in the path", SLICE_ARG(miss->found),
                  SLICE_ARG(column));
        break;
    case MISS_URL:
        diag_help(diags, diag,
                  "if the keys are so in S3, write them anew; if only in the listing, "
                  "list without URL-encoding");
        break;
    case MISS_PADDING:
    case MISS_PATTERN:
        if (miss->wanted.len)
            diag_help(diags, diag, "write the pattern `%.*s`, if the folders are all so",
                      SLICE_ARG(miss->wanted));
        break;
    case MISS_SHALLOW:
    case MISS_LACKING:
    case MISS_LITERAL:
    case MISS_FORM:
    case MISS_EMPTY:
    case MISS_NULL:
    case MISS_DATE:
    case MISS_VALUE:
    case MISS_KIND_COUNT: break;
    }
}

void path_report_miss(struct diags *diags, const struct path_components *all,
                      const struct miss *miss, uint64_t count, struct slice example)
{
    const struct path_component *component = miss->component < all->list.count
                                                 ? &all->list.at[miss->component]
                                                 : NULL;
    const struct table *table = all->table;
    enum diag_code code = miss_is_of_values(miss->kind) ? SP0912 : SP0911;
    struct slice message = message_of(diags->arena, all, miss, count);
    struct span span = component                         ? component->span
                       : text_is_given(table->path.text) ? table->path.text.span
                                                         : table->keys_span;
    struct diag *diag = diag_add(diags, code, span, "%.*s", SLICE_ARG(message));

    diag_note(diags, diag, "%s %.*s", count == 1 ? "it is" : "such as", SLICE_ARG(example));
    add_help(diags, diag, all, miss);
}
