#define _GNU_SOURCE /* qsort_r */

#include "plan/survey.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "path/value.h"
#include "plan/partitions.h"

enum { CHUNK = 1024, GROUPS_MAX = 40, SHAPES_MAX = 4096 };

struct survey_parts {
    struct path_matcher *matcher;
    struct path_components components;
    struct path_renderer renderer;
    struct str last_text; /* from the bucket's root: the folder of the last key that matched */
    struct found *last;
    struct found **chunks; /* of CHUNK each, which never move */
    size_t chunk_count;
    uint32_t *slots; /* index + 1 of the folder, or 0 */
    size_t slot_count; /* a power of two */
    struct str missed_folder; /* of the last key that missed */
    size_t missed_group;
    struct map shapes;
    struct str form, last_dir;
    struct shape *last_shape;
    struct str scratch;
};

void location_split(struct slice location, struct slice *bucket, struct slice *prefix)
{
    struct slice rest = location;
    size_t slash;

    if (slice_starts(rest, SLICE("s3://")))
        rest = slice_from(rest, 5);
    slash = slice_find(rest, '/');
    *bucket = slice_cut(rest, 0, slash);
    *prefix = slice_from(rest, slash < rest.len ? slash + 1 : slash);
}

void survey_init(struct survey *survey, struct arena *arena, const struct table *table)
{
    struct survey_parts *parts = must_alloc(sizeof *parts);

    *survey = (struct survey){.arena = arena, .table = table, .parts = parts};
    *parts = (struct survey_parts){
        .matcher = path_matcher_new(table),
        .components = path_components_of(arena, table),
        .renderer = path_renderer_new(arena, table),
        .slots = calloc(1024, sizeof *parts->slots),
        .slot_count = 1024,
    };
    if (!parts->slots)
        die_out_of_memory(1024 * sizeof *parts->slots);
    map_init(&parts->shapes, arena);
    location_split(table->location.value, &survey->bucket, &survey->prefix);
}

void survey_release(struct survey *survey)
{
    struct survey_parts *parts = survey->parts;

    for (size_t i = 0; i < parts->chunk_count; i++)
        free(parts->chunks[i]);
    free(parts->chunks);
    free(parts->slots);
    path_matcher_free(parts->matcher);
    str_release(&parts->last_text);
    str_release(&parts->missed_folder);
    str_release(&parts->form);
    str_release(&parts->last_dir);
    str_release(&parts->scratch);
    free(parts);
}

struct found *survey_at(const struct survey *survey, size_t index)
{
    return &survey->parts->chunks[index / CHUNK][index % CHUNK];
}

static uint32_t hash_of(struct slice text)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ text.len;

    for (; text.len >= 8; text = slice_from(text, 8)) {
        uint64_t word;

        memcpy(&word, text.at, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001b3u;
    return (uint32_t)(hash ^ hash >> 29);
}

static uint32_t *slot_of(const struct survey *survey, struct slice folder, uint32_t hash)
{
    const struct survey_parts *parts = survey->parts;
    size_t at = hash & (parts->slot_count - 1);

    while (parts->slots[at]) {
        const struct found *found = survey_at(survey, parts->slots[at] - 1);

        if (found->hash == hash && slice_eq(found->folder, folder))
            break;
        at = (at + 1) & (parts->slot_count - 1);
    }
    return &parts->slots[at];
}

static void widen(struct survey *survey)
{
    struct survey_parts *parts = survey->parts;

    free(parts->slots);
    parts->slot_count *= 2;
    parts->slots = calloc(parts->slot_count, sizeof *parts->slots);
    if (!parts->slots)
        die_out_of_memory(parts->slot_count * sizeof *parts->slots);
    for (size_t i = 0; i < survey->count; i++) {
        size_t at = survey_at(survey, i)->hash & (parts->slot_count - 1);

        while (parts->slots[at])
            at = (at + 1) & (parts->slot_count - 1);
        parts->slots[at] = (uint32_t)i + 1;
    }
}

static struct found *add_found(struct survey *survey, struct slice folder, uint32_t hash)
{
    struct survey_parts *parts = survey->parts;
    struct found *found;

    if ((survey->count + 1) * 2 > parts->slot_count)
        widen(survey);
    if (survey->count == parts->chunk_count * CHUNK) {
        parts->chunks = must_realloc(parts->chunks, (parts->chunk_count + 1) * sizeof(void *));
        parts->chunks[parts->chunk_count++] = must_alloc(CHUNK * sizeof(struct found));
    }
    found = survey_at(survey, survey->count);
    *found = (struct found){.folder = arena_copy(survey->arena, folder), .hash = hash};
    *slot_of(survey, folder, hash) = (uint32_t)++survey->count;
    return found;
}

/* The value in the folder's own bytes, where it stands there as it is; else a copy. */
static struct slice keep_value(struct survey *survey, struct slice folder, struct slice value)
{
    size_t at = slice_find_slice(folder, value);

    return at < folder.len ? slice_cut(folder, at, at + value.len)
                           : arena_copy(survey->arena, value);
}

static void keep_match(struct survey *survey, struct found *found, const struct path_match *match)
{
    size_t count = survey->table->keys.count;
    struct slice *values = arena_alloc(survey->arena, count * sizeof *values);
    struct str *rendered = &survey->parts->scratch;

    for (size_t i = 0; i < count; i++)
        values[i] = keep_value(survey, found->folder, match->values[i]);
    found->values = values;
    found->minutes = date_minutes(match->when);
    rendered->len = 0;
    path_render(rendered, &survey->parts->renderer, values, match->when);
    found->is_other = !slice_eq(str_slice(rendered), found->folder);
}

static bool values_fit(const struct survey *survey, const struct path_match *match)
{
    const char *why;

    for (size_t i = 0; i < survey->table->keys.count; i++)
        if (value_fits(&survey->table->keys.at[i], match->values[i], &why) != VALUE_FITS)
            return false;
    return true;
}

/* What Spectrum does not read: a file whose name begins with . _ or #, or ends in ~; and what is in
   a folder that begins with . or _ (facts: LOCATION). */
static bool is_hidden(struct slice rest)
{
    char first = rest.len ? rest.at[0] : 'x', last = rest.len ? rest.at[rest.len - 1] : 'x';
    size_t slash;

    if (first == '.' || first == '_' || last == '~')
        return true;
    slash = slice_find(rest, '/');
    if (slash == rest.len)
        return first == '#';
    return is_hidden(slice_from(rest, slash + 1));
}

/* Counts an object whose name below its partition's folder is `rest`. */
static inline void count_in(struct survey *survey, struct found *found, struct slice rest,
                            const struct object *object)
{
    if (!object->is_folder && (!rest.len || rest.at[rest.len - 1] == '/')) {
        survey->markers += object->count;
        found->has_hidden = true;
        return;
    }
    if (is_hidden(rest)) {
        survey->hidden += object->count;
        found->has_hidden = true;
        return;
    }
    survey->matched += object->count;
    survey->known_count += !found->files;
    found->files += object->count;
    found->bytes += object->size;
    if (!object->has_size)
        survey->unsized += object->count;
    else if (object->size / (object->count ? object->count : 1) < SMALL_FILE)
        found->small += (uint32_t)object->count;
    else if (object->size / object->count > LARGE_FILE)
        found->large += (uint32_t)object->count;
}

/* The folder's form: digits as 0. */
static void make_form(struct str *form, struct slice dir)
{
    form->len = 0;
    str_reserve(form, dir.len);
    for (size_t i = 0; i < dir.len; i++)
        str_putc(form, ascii_is_digit(dir.at[i]) ? '0' : dir.at[i]);
}

static struct slice folder_of_key(struct slice key)
{
    while (key.len && key.at[key.len - 1] != '/')
        key.len--;
    return key;
}

/* Counts a key that did not match by the form of its folder. */
static void count_shape(struct survey *survey, struct slice key, uint64_t count)
{
    struct survey_parts *parts = survey->parts;
    struct slice dir = folder_of_key(key);
    struct shape *shape;

    if (!parts->last_shape || !slice_eq(dir, str_slice(&parts->last_dir))) {
        make_form(&parts->form, dir);
        shape = map_get(&parts->shapes, str_slice(&parts->form));
        if (!shape && survey->shapes.count == SHAPES_MAX)
            return;
        if (!shape) {
            shape = arena_new(survey->arena, struct shape);
            shape->form = arena_copy(survey->arena, str_slice(&parts->form));
            shape->example = arena_copy(survey->arena, dir);
            map_add(&parts->shapes, shape->form, shape);
            *vec_push(&survey->shapes, survey->arena) = *shape;
            shape->count = survey->shapes.count; /* of the map's copy: its place, from 1 */
        }
        parts->last_shape = shape;
        parts->last_dir.len = 0;
        str_add(&parts->last_dir, dir);
    }
    survey->shapes.at[parts->last_shape->count - 1].count += count;
}

static bool is_same_miss(struct miss a, struct miss b)
{
    if (a.kind != b.kind || a.component != b.component || !slice_eq(a.wanted, b.wanted))
        return false;
    switch (a.kind) {
    case MISS_CASE:
    case MISS_NAME:
    case MISS_ORDER:
    case MISS_NAMED:
    case MISS_LITERAL: return slice_eq(a.found, b.found);
    case MISS_SHALLOW:
    case MISS_EXTRA:
    case MISS_LACKING:
    case MISS_URL:
    case MISS_BARE:
    case MISS_FORM:
    case MISS_EMPTY:
    case MISS_NULL:
    case MISS_PADDING:
    case MISS_PATTERN:
    case MISS_DATE:
    case MISS_VALUE:
    case MISS_KIND_COUNT: break;
    }
    return true;
}

static struct slice example_of(struct survey *survey, struct slice key)
{
    enum { LONGEST = 1024 };

    return arena_printf(survey->arena, "s3://%.*s/%.*s", SLICE_ARG(survey->bucket),
                        SLICE_ARG(slice_cut(key, 0, key.len < LONGEST ? key.len : LONGEST)));
}

/* The group of a miss, made where it is new; the count of groups where there are too many. */
static size_t group_of(struct survey *survey, struct miss miss, struct slice key)
{
    size_t i = 0;

    while (i < survey->misses.count && !is_same_miss(survey->misses.at[i].miss, miss))
        i++;
    if (i < survey->misses.count) {
        struct miss *same = &survey->misses.at[i].miss;

        same->is_varied = same->is_varied || !slice_eq(same->found, miss.found);
    } else if (i < GROUPS_MAX) {
        miss.found = arena_copy(survey->arena, miss.found);
        miss.wanted = arena_copy(survey->arena, miss.wanted);
        *vec_push(&survey->misses, survey->arena) =
            (struct miss_group){.miss = miss, .example = example_of(survey, key)};
    }
    return i;
}

static void miss_key(struct survey *survey, struct slice key, struct slice below, uint64_t count)
{
    struct survey_parts *parts = survey->parts;
    struct slice dir = folder_of_key(key);

    survey->missed += count;
    if (!parts->missed_folder.at || !slice_eq(dir, str_slice(&parts->missed_folder))) {
        struct arena scratch = {0};
        struct miss miss = path_explain(&scratch, &parts->components, below);

        parts->missed_group = group_of(survey, miss, key);
        arena_release(&scratch);
        parts->missed_folder.len = 0;
        str_add(&parts->missed_folder, dir);
        str_reserve(&parts->missed_folder, 1);
    }
    if (parts->missed_group < survey->misses.count)
        survey->misses.at[parts->missed_group].count += count;
    else
        survey->uncounted_misses += count;
}

static void pass_over(struct survey *survey, struct slice key, struct slice below,
                      const struct object *object)
{
    if (!object->is_folder && (!below.len || below.at[below.len - 1] == '/'))
        survey->markers += object->count;
    else if (is_hidden(below))
        survey->hidden += object->count;
    else
        miss_key(survey, key, below, object->count);
    if (survey->keeps_shapes)
        count_shape(survey, key, object->count);
}

/* The partition of a folder: known, or new and matching; NULL: it is none. */
static struct found *find_or_add(struct survey *survey, struct slice folder)
{
    uint32_t hash = hash_of(folder), slot = *slot_of(survey, folder, hash);
    struct path_match match;
    struct found *found;

    if (slot)
        return survey_at(survey, slot - 1);
    if (path_match(survey->parts->matcher, folder, &match) != PATH_MATCHES ||
        !values_fit(survey, &match))
        return NULL;
    found = add_found(survey, folder, hash);
    keep_match(survey, found, &match);
    return found;
}

static void take_other(struct survey *survey, const struct object *object)
{
    struct survey_parts *parts = survey->parts;
    struct slice key = object->key, below, folder;
    struct found *found;

    if ((object->bucket.len && !slice_eq(object->bucket, survey->bucket)) ||
        !slice_starts(key, survey->prefix)) {
        survey->outside += object->count;
        if (survey->keeps_shapes)
            count_shape(survey, key, object->count);
        return;
    }
    below = slice_from(key, survey->prefix.len);
    if (!path_folder(parts->matcher, below, &folder) || !(found = find_or_add(survey, folder))) {
        pass_over(survey, key, below, object);
        return;
    }
    parts->last = found;
    parts->last_text.len = 0;
    str_add(&parts->last_text, slice_cut(key, 0, survey->prefix.len + folder.len));
    count_in(survey, found, slice_from(below, folder.len), object);
}

void survey_take(void *context, const struct object *object)
{
    struct survey *survey = context;
    struct survey_parts *parts = survey->parts;

    survey->keys += object->count;
    if (parts->last && slice_starts(object->key, str_slice(&parts->last_text)) &&
        (!object->bucket.len || slice_eq(object->bucket, survey->bucket)))
        count_in(survey, parts->last, slice_from(object->key, parts->last_text.len), object);
    else
        take_other(survey, object);
}

int found_cmp(const struct table *table, const struct found *a, const struct found *b)
{
    struct partition left = {.values = a->values}, right = {.values = b->values};
    int order = partition_cmp(table, &left, &right);

    return order ? order : slice_cmp(a->folder, b->folder);
}

static int sort_cmp(const void *a, const void *b, void *table)
{
    return found_cmp(table, *(struct found *const *)a, *(struct found *const *)b);
}

struct found **survey_sorted(const struct survey *survey)
{
    struct found **all = arena_alloc(survey->arena, survey->count * sizeof *all);
    bool is_sorted = true;

    for (size_t i = 0; i < survey->count; i++) {
        all[i] = survey_at(survey, i);
        is_sorted = is_sorted && (!i || found_cmp(survey->table, all[i - 1], all[i]) < 0);
    }
    if (!is_sorted)
        qsort_r(all, survey->count, sizeof *all, sort_cmp, (void *)survey->table);
    return all;
}

static void report_nothing(const struct survey *survey, struct diags *diags)
{
    const struct table *table = survey->table;
    struct diag *diag;

    if (!survey->keys || survey->matched)
        return;
    if (survey->outside == survey->keys)
        diag = diag_add(diags, SP0914, table->location.span,
                        "none of the listing's %llu keys is in the table's location",
                        (unsigned long long)survey->keys);
    else
        diag = diag_add(diags, SP0914, survey->table->path.text.span.source
                                           ? survey->table->path.text.span
                                           : survey->table->location.span,
                        "none of the listing's %llu keys is a file of a partition",
                        (unsigned long long)survey->keys);
    diag_help(diags, diag, "`spectrumc inspect` tells what is there, and which `location:` and "
                           "`path:` would match it");
}

void survey_report(const struct survey *survey, struct diags *diags)
{
    for (size_t i = 0; i < survey->misses.count; i++) {
        const struct miss_group *group = &survey->misses.at[i];

        path_report_miss(diags, &survey->parts->components, &group->miss, group->count,
                         group->example);
    }
    if (survey->uncounted_misses)
        diag_add(diags, SP0911, survey->table->location.span,
                 "%llu more keys do not follow the path, in other ways",
                 (unsigned long long)survey->uncounted_misses);
    report_nothing(survey, diags);
}
