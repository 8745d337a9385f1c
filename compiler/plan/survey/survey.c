#include "plan/survey/survey.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/bulk.h"
#include "base/die.h"
#include "path/encode.h"
#include "path/value.h"

enum { GROUPS_MAX = 40, FORMS_MAX = 4096, FIRST_SLOTS = 1024 };

/* A slot of the hash table of folders. It has the hash, so that few folders are compared in vain.
 */
struct folder_slot {
    struct survey_folder *found; /* NULL: free */
    uint32_t hash;
};

struct survey_parts {
    struct path_matcher *matcher;
    struct path_components components;
    struct path_renderer renderer;
    struct survey_folder *last; /* the folder of the last key looked up */
    struct survey_folder *run;  /* the folder of a run of keys */
    struct str run_text;        /* that folder, from the bucket's root */
    size_t room;                /* for found folders */
    struct folder_slot *slots;
    size_t slot_count;        /* a power of two */
    struct str missed_folder; /* of the last key that missed */
    size_t missed_group;
    struct map forms;
    struct str form_text, last_dir;
    struct folder_form *last_form;
    struct str scratch;
};

void survey_release(struct survey *survey)
{
    struct survey_parts *parts = survey->parts;

    free(survey->folders);
    free(parts->slots);
    path_matcher_free(parts->matcher);
    str_release(&parts->run_text);
    str_release(&parts->missed_folder);
    str_release(&parts->form_text);
    str_release(&parts->last_dir);
    str_release(&parts->scratch);
    free(parts);
}

static inline bool is_folder(const struct survey_folder *found, struct slice folder)
{
    return found->name_len == folder.len && bulk_starts(folder, survey_folder_name(found));
}

static struct folder_slot *slot_of(const struct survey *survey, struct slice folder, uint32_t hash)
{
    const struct survey_parts *parts = survey->parts;
    size_t at = hash & (parts->slot_count - 1);

    while (parts->slots[at].found &&
           !(parts->slots[at].hash == hash && is_folder(parts->slots[at].found, folder)))
        at = (at + 1) & (parts->slot_count - 1);
    return &parts->slots[at];
}

static struct folder_slot *make_slots(size_t count)
{
    struct folder_slot *slots = calloc(count, sizeof *slots);

    if (!slots)
        die_out_of_memory(count * sizeof *slots);
    return slots;
}

void survey_init(struct survey *survey, struct arena *arena, const struct table *table)
{
    struct survey_parts *parts = must_alloc(sizeof *parts);

    *survey = (struct survey){.arena = arena, .table = table, .parts = parts};
    *parts = (struct survey_parts){
        .matcher = path_matcher_new(table),
        .components = path_components_of(arena, table),
        .renderer = path_renderer_new(arena, table),
        .slots = make_slots(FIRST_SLOTS),
        .slot_count = FIRST_SLOTS,
    };
    map_init(&parts->forms, arena);
    survey->location = location_split(table->location.value);
}

static void widen(struct survey *survey)
{
    struct survey_parts *parts = survey->parts;
    struct folder_slot *old = parts->slots;
    size_t old_count = parts->slot_count;

    parts->slot_count *= 2;
    parts->slots = make_slots(parts->slot_count);
    for (size_t i = 0; i < old_count; i++) {
        size_t at = old[i].hash & (parts->slot_count - 1);

        if (!old[i].found)
            continue;
        while (parts->slots[at].found)
            at = (at + 1) & (parts->slot_count - 1);
        parts->slots[at] = old[i];
    }
    free(old);
}

static struct survey_folder *add_found(struct survey *survey, struct slice folder, uint32_t hash)
{
    struct survey_parts *parts = survey->parts;
    struct survey_folder *found = arena_alloc(survey->arena, sizeof *found + folder.len);

    if ((survey->count + 1) * 2 > parts->slot_count)
        widen(survey);
    if (survey->count == parts->room) {
        parts->room = parts->room ? parts->room * 2 : FIRST_SLOTS;
        survey->folders = must_realloc(survey->folders, parts->room * sizeof *survey->folders);
    }
    *found = (struct survey_folder){.name_len = (uint32_t)folder.len};
    if (folder.len)
        memcpy(found->name, folder.at, folder.len);
    survey->folders[survey->count++] = found;
    *slot_of(survey, folder, hash) = (struct folder_slot){found, hash};
    return found;
}

/* The value as a slice of the folder's name if it occurs there unchanged; otherwise a copy. */
static struct slice keep_value(struct survey *survey, struct slice folder, struct slice value)
{
    size_t at = slice_find_slice(folder, value);

    return at < folder.len ? slice_cut(folder, at, at + value.len)
                           : arena_copy(survey->arena, value);
}

static void keep_match(struct survey *survey, struct survey_folder *found,
                       const struct path_match *match)
{
    size_t count = survey->table->keys.count;
    struct slice *values = arena_alloc(survey->arena, count * sizeof *values);
    struct str *rendered = &survey->parts->scratch;

    for (size_t i = 0; i < count; i++)
        values[i] = keep_value(survey, survey_folder_name(found), match->values[i]);
    found->values = values;
    found->minutes = date_minutes(match->when);
    rendered->len = 0;
    path_render(rendered, &survey->parts->renderer, values, match->when);
    found->is_other = !slice_eq(str_slice(rendered), survey_folder_name(found));
}

static bool values_fit(const struct survey *survey, const struct path_match *match)
{
    const char *why;

    for (size_t i = 0; i < survey->table->keys.count; i++)
        if (value_fits(&survey->table->keys.at[i], match->values[i], &why) != VALUE_FITS)
            return false;
    return true;
}

/* Like is_hidden, for a name with folders in it. */
__attribute__((noinline)) static bool is_hidden_below(struct slice rest)
{
    size_t slash;

    while ((slash = slice_find(rest, '/')) < rest.len) {
        rest = slice_from(rest, slash + 1);
        if (rest.len && (rest.at[0] == '.' || rest.at[0] == '_'))
            return true;
    }
    return rest.len && rest.at[0] == '#';
}

/* Whether Spectrum ignores the file: its name begins with . _ or #, or ends in ~, or it is in a
   folder whose name begins with . or _ (facts: LOCATION). */
static inline bool is_hidden(struct slice rest)
{
    if (!rest.len)
        return false;
    if (rest.at[0] == '.' || rest.at[0] == '_' || rest.at[rest.len - 1] == '~')
        return true;
    return bulk_has(rest, '/') ? is_hidden_below(rest) : rest.at[0] == '#';
}

__attribute__((noinline)) static void pass_over_in(struct survey *survey,
                                                   struct survey_folder *found,
                                                   const struct listed_key *object, bool is_marker)
{
    survey->markers += is_marker ? object->count : 0;
    survey->hidden += is_marker ? 0 : object->count;
    found->has_hidden = true;
}

__attribute__((noinline)) static void count_folder(struct survey *survey,
                                                   struct survey_folder *found,
                                                   const struct listed_key *object)
{
    uint64_t size = object->count ? object->size / object->count : 0;

    survey->matched += object->count;
    survey->known_count += !found->files && object->count;
    found->files += object->count;
    found->bytes += object->size;
    found->small += size < SMALL_FILE ? (uint32_t)object->count : 0;
    found->large += size > LARGE_FILE ? (uint32_t)object->count : 0;
}

/* Counts an object whose name below its partition's folder is `rest`. Sizes are practically random,
   so a branch on one would be mispredicted half the time. */
__attribute__((always_inline)) static inline void count_in(struct survey *survey,
                                                           struct survey_folder *found,
                                                           struct slice rest,
                                                           const struct listed_key *object)
{
    bool is_marker = !rest.len || rest.at[rest.len - 1] == '/';

    if (object->is_folder && is_marker) {
        count_folder(survey, found, object);
        return;
    }
    if (is_marker || is_hidden(rest)) {
        pass_over_in(survey, found, object, is_marker);
        return;
    }
    survey->matched++;
    survey->known_count += !found->files;
    survey->unsized += !object->has_size;
    found->is_unsized |= !object->has_size;
    found->files++;
    found->bytes += object->size;
    found->small += (uint32_t)(object->has_size & (object->size < SMALL_FILE));
    found->large += (uint32_t)(object->size > LARGE_FILE);
}

/* Makes the folder's form: each digit as 0. */
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

/* Counts a key that did not match under the form of its folder. */
static void count_form(struct survey *survey, struct slice key, uint64_t count)
{
    struct survey_parts *parts = survey->parts;
    struct slice dir = folder_of_key(key);
    struct folder_form *form;

    if (!parts->last_form || !slice_eq(dir, str_slice(&parts->last_dir))) {
        make_form(&parts->form_text, dir);
        form = map_get(&parts->forms, str_slice(&parts->form_text));
        if (!form && survey->forms.count == FORMS_MAX)
            return;
        if (!form) {
            form = arena_new(survey->arena, struct folder_form);
            form->text = arena_copy(survey->arena, str_slice(&parts->form_text));
            form->example = arena_copy(survey->arena, dir);
            map_add(&parts->forms, form->text, form);
            *vec_push(&survey->forms, survey->arena) = *form;
            form->count = survey->forms.count; /* in the map's copy: its place, from 1 */
        }
        parts->last_form = form;
        parts->last_dir.len = 0;
        str_add(&parts->last_dir, dir);
    }
    survey->forms.at[parts->last_form->count - 1].count += count;
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

/* An s3:// URL; only the key if no bucket is known. */
static struct slice example_of(struct survey *survey, struct slice bucket, struct slice key)
{
    enum { LONGEST = 1024 };
    struct slice head = slice_cut(key, 0, key.len < LONGEST ? key.len : LONGEST);

    if (!bucket.len)
        return arena_copy(survey->arena, head);
    return location_join(survey->arena, (struct location){bucket, head});
}

/* The index of the group of a miss, which is added if new; the count of groups if there are too
   many. */
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
        *vec_push(&survey->misses, survey->arena) = (struct miss_group){
            .miss = miss, .example = example_of(survey, survey->location.bucket, key)};
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
                      const struct listed_key *object)
{
    if (!object->is_folder && (!below.len || below.at[below.len - 1] == '/'))
        survey->markers += object->count;
    else if (is_hidden(below))
        survey->hidden += object->count;
    else
        miss_key(survey, key, below, object->count);
    if (survey->keeps_forms)
        count_form(survey, key, object->count);
}

/* Adds the folder as a partition if it is one. */
static struct survey_folder *add_matching(struct survey *survey, struct slice folder, uint32_t hash)
{
    struct path_match match;
    struct survey_folder *found;

    if (path_match(survey->parts->matcher, folder, &match) != PATH_MATCHES ||
        !values_fit(survey, &match))
        return NULL;
    found = add_found(survey, folder, hash);
    keep_match(survey, found, &match);
    return found;
}

/* The partition of a key below the location, known or new; NULL if it does not match. In most
   layouts all folders have one length, so a known folder as long as the last one is found without
   counting slashes. */
static struct survey_folder *find_or_add(struct survey *survey, struct slice below)
{
    const struct survey_folder *last = survey->parts->last;
    size_t len = last && below.len >= last->name_len ? last->name_len : 0;
    struct slice folder;
    struct survey_folder *found;
    uint32_t hash = 0;

    if (len) {
        folder = slice_cut(below, 0, len);
        hash = bulk_hash(folder);
        found = slot_of(survey, folder, hash)->found;
        if (found)
            return found;
    }
    if (!path_folder(survey->parts->matcher, below, &folder))
        return NULL;
    if (!len || folder.len != len) {
        hash = bulk_hash(folder);
        found = slot_of(survey, folder, hash)->found;
        if (found)
            return found;
    }
    return add_matching(survey, folder, hash);
}

static bool is_in_bucket(const struct survey *survey, const struct listed_key *object)
{
    return !object->bucket.len || slice_eq(object->bucket, survey->location.bucket);
}

/* Keeps a key that would be a partition's if the listing's keys began at the location. Only the
   first keys are tried: such a listing has nothing else. */
static void try_relative(struct survey *survey, struct slice key)
{
    enum { TRIED_MAX = 256 };
    struct path_matcher *matcher = survey->parts->matcher;
    struct path_match match;
    struct slice folder;

    if (survey->outside < TRIED_MAX && !survey->relative.len &&
        path_folder(matcher, key, &folder) && path_match(matcher, folder, &match) == PATH_MATCHES &&
        values_fit(survey, &match))
        survey->relative = arena_copy(survey->arena, key);
}

__attribute__((noinline)) static void take_outside(struct survey *survey,
                                                   const struct listed_key *object)
{
    bool is_other = !is_in_bucket(survey, object);

    survey->has_own_bucket = survey->has_own_bucket || !is_other;
    if (is_other && !survey->other_bucket.len)
        survey->other_bucket = arena_copy(survey->arena, object->bucket);
    if (!survey->outside)
        survey->first_outside = example_of(survey, object->bucket, object->key);
    try_relative(survey, object->key);
    survey->outside += object->count;
    if (survey->keeps_forms)
        count_form(survey, object->key, object->count);
}

/* A run begins at the second key in a row in one folder: the first may be alone, as in an unsorted
   listing, and is not worth the copy. */
static void begin_run(struct survey_parts *parts, struct slice prefix, struct survey_folder *found)
{
    parts->run = found;
    parts->run_text.len = 0;
    str_add(&parts->run_text, prefix);
    str_add(&parts->run_text, survey_folder_name(found));
}

/* Separate from survey_take, which would otherwise save all registers for it. */
__attribute__((noinline)) static void take_other(struct survey *survey,
                                                 const struct listed_key *object)
{
    struct survey_parts *parts = survey->parts;
    struct survey_folder *found;
    struct slice below;

    if (!bulk_starts(object->key, survey->location.prefix) || !is_in_bucket(survey, object)) {
        take_outside(survey, object);
        return;
    }
    survey->has_own_bucket = true;
    below = slice_from(object->key, survey->location.prefix.len);
    found = find_or_add(survey, below);
    if (!found) {
        pass_over(survey, object->key, below, object);
        return;
    }
    if (found == parts->last)
        begin_run(parts, survey->location.prefix, found);
    parts->last = found;
    count_in(survey, found, slice_from(below, found->name_len), object);
}

void survey_take(void *context, const struct listed_key *object)
{
    struct survey *survey = context;
    const struct survey_parts *parts = survey->parts;

    survey->keys += object->count;
    if (parts->run && bulk_starts(object->key, str_slice(&parts->run_text)) &&
        is_in_bucket(survey, object))
        count_in(survey, parts->run, slice_from(object->key, parts->run_text.len), object);
    else
        take_other(survey, object);
}

void survey_scope(void *context, struct slice prefix)
{
    struct survey *survey = context;
    struct slice place = survey->location.prefix;
    struct str *plain = &survey->parts->scratch;

    plain->len = 0;
    path_decode(plain, prefix);
    if (str_slice(plain).len > place.len && slice_starts(str_slice(plain), place))
        survey->narrow = arena_copy(survey->arena, prefix);
    else if (slice_starts(place, prefix))
        survey->is_wide = true;
}
