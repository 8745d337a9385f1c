/*
 * One mistake gives one finding, at its place: takes good specs, makes one mistake of each kind of
 * mistakes.def at random places, and looks at what the checks say.
 *
 * usage: mutate [--seed N] [--rounds N] [--keep DIR] SPEC...
 * Prints what a stage prints (tests/run.sh). --keep writes one mutant of each kind to DIR.
 */
#define _GNU_SOURCE
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/linediff.h"
#include "diag/fix.h"
#include "diag/render.h"
#include "plan/compile.h"
#include "read/spec.h"
#include "read/yaml.h"
#include "rules/rules.h"

enum { PUTS_MAX = 8, CODES_MAX = 4, SHOWN_MAX = 3 };
enum where { HERE, NEAR, BELOW };
enum how { HOW_EDIT, HOW_ADD, HOW_MAKE };

/* A value of the spec: where it stands in the file and in the tree. */
struct spot {
    const char *path;
    const struct node *node;
    const struct node *parent; /* the mapping or list that it is in */
    size_t index;              /* its place there */
    struct span head;          /* the key that begins its document */
};

struct mutant {
    struct arena *arena;
    struct source *source; /* the good spec */
    VEC(struct spot) spots;
    size_t lo, hi; /* what is replaced */
    struct slice with;
    size_t at;     /* the byte of the mutant whose line must be shown */
};

struct mistake {
    const char *name;
    enum how how;
    bool (*make)(struct mutant *mutant);
    const char *path, *find;
    const char *puts[PUTS_MAX]; /* ends in NULL */
    enum diag_code codes[CODES_MAX + 1]; /* ends in DIAG_CODE_COUNT */
    enum where where;
};

static uint64_t state;

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static size_t draw_below(size_t count)
{
    return (size_t)(draw() % count);
}

static bool is_within(struct span inner, struct span outer)
{
    return inner.lo >= outer.lo && inner.hi <= outer.hi;
}

static void walk(struct mutant *mutant, struct spot spot)
{
    const struct node *node = spot.node;

    *vec_push(&mutant->spots, mutant->arena) = spot;
    for (size_t i = 0; node->kind == NODE_LIST && i < node->items.count; i++)
        if (is_within(node->items.at[i]->span, node->span)) /* not by an alias */
            walk(mutant, (struct spot){arena_printf(mutant->arena, "%s/-", spot.path).at,
                                       node->items.at[i], node, i, spot.head});
    for (size_t i = 0; node->kind == NODE_MAPPING && i < node->pairs.count; i++) {
        struct pair pair = node->pairs.at[i];

        if (!pair.is_merged && is_within(pair.value->span, node->span))
            walk(mutant, (struct spot){arena_printf(mutant->arena, "%s%s%.*s", spot.path,
                                                    *spot.path ? "/" : "",
                                                    SLICE_ARG(pair.key->value)).at,
                                       pair.value, node, i, spot.head});
    }
}

static void find_spots(struct mutant *mutant)
{
    struct yaml_stream stream = {0};
    struct diags diags;

    diags_init(&diags, mutant->arena);
    yaml_read(&diags, mutant->arena, mutant->source, &stream);
    for (size_t i = 0; i < stream.documents.count; i++) {
        const struct node *root = stream.documents.at[i].root;
        struct span head = root->span;

        for (size_t j = 0; j < root->pairs.count; j++)
            if (slice_starts(root->pairs.at[j].key->value, SLICE("external_")))
                head = root->pairs.at[j].key->span;
        walk(mutant, (struct spot){"", root, NULL, 0, head});
    }
}

static struct slice raw_of(const struct node *node)
{
    return slice_cut(node->span.source->text, node->span.lo, node->span.hi);
}

static const struct pair *pair_of(const struct spot *spot)
{
    return &spot->parent->pairs.at[spot->index];
}

static bool is_scalar(const struct spot *spot)
{
    return spot->node->kind == NODE_SCALAR;
}

static bool is_in_mapping(const struct spot *spot)
{
    return spot->parent && spot->parent->kind == NODE_MAPPING;
}

/* A spot at random of those with a path of the pattern that `fits` takes, or NULL. */
static const struct spot *pick(struct mutant *mutant, const char *pattern,
                               bool (*fits)(const struct spot *spot))
{
    const struct spot *picked = NULL;
    size_t count = 0;

    for (size_t i = 0; i < mutant->spots.count; i++) {
        const struct spot *spot = &mutant->spots.at[i];

        if (fnmatch(pattern, spot->path, FNM_PATHNAME) == 0 && (!fits || fits(spot)) &&
            draw_below(++count) == 0)
            picked = spot;
    }
    return picked;
}

/* The same, whatever the path. */
static const struct spot *pick_any(struct mutant *mutant, bool (*fits)(const struct spot *spot))
{
    const struct spot *picked = NULL;
    size_t count = 0;

    for (size_t i = 0; i < mutant->spots.count; i++)
        if (fits(&mutant->spots.at[i]) && draw_below(++count) == 0)
            picked = &mutant->spots.at[i];
    return picked;
}

/* Without the line ends that a block scalar includes. */
static size_t end_of(const struct node *node)
{
    return node->span.lo + slice_trim(raw_of(node)).len;
}

/* `with` for the bytes [lo, hi); the finding is to be on the line of its byte `shown`. */
static bool put(struct mutant *mutant, size_t lo, size_t hi, struct slice with, size_t shown)
{
    struct slice old = slice_cut(mutant->source->text, lo, hi);

    if (memchr(old.at, '&', old.len))
        return false; /* an anchor would go, and its aliases hang */
    mutant->lo = lo;
    mutant->hi = hi;
    mutant->with = with;
    mutant->at = lo + shown;
    return true;
}

static size_t line_start(const struct source *source, size_t at)
{
    while (at && source->text.at[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct source *source, size_t at)
{
    return at + slice_find(slice_from(source->text, at), '\n');
}

/* Puts `pair` before the first pair of a mapping. */
static bool add_pair(struct mutant *mutant, const struct node *mapping, struct slice pair)
{
    size_t first = mapping->pairs.at[0].key->span.lo;
    size_t indent = first - line_start(mutant->source, first);

    if (mapping->is_flow)
        return put(mutant, first, first,
                   arena_printf(mutant->arena, "%.*s, ", SLICE_ARG(pair)), 0);
    return put(mutant, first, first,
               arena_printf(mutant->arena, "%.*s\n%*s", SLICE_ARG(pair), (int)indent, ""), 0);
}

static bool has_own_pairs(const struct spot *spot)
{
    return spot->node->kind == NODE_MAPPING && spot->node->pairs.count &&
           is_within(spot->node->pairs.at[0].key->span, spot->node->span);
}

static size_t count_puts(const struct mistake *mistake)
{
    size_t count = 0;

    while (count < PUTS_MAX && mistake->puts[count])
        count++;
    return count;
}

static bool make_add(struct mutant *mutant, const struct mistake *mistake)
{
    const struct spot *spot = pick(mutant, mistake->path, has_own_pairs);

    return spot && add_pair(mutant, spot->node,
                            slice_of(mistake->puts[draw_below(count_puts(mistake))]));
}

/* Where one of the places of `find` in the scalar is, as offsets of the source. */
static bool find_in(struct slice raw, const char *find, size_t *lo, size_t *hi)
{
    bool is_quoted = raw.len > 1 && (raw.at[0] == '"' || raw.at[0] == '\'');
    size_t start = is_quoted, end = raw.len - is_quoted, count = 0, len = strlen(find);

    *lo = *hi = raw.len + 1;
    if (!*find) {
        *lo = 0, *hi = slice_trim(raw).len;
    } else if (strcmp(find, "^") == 0) {
        *lo = *hi = start;
    } else if (strcmp(find, "$") == 0) {
        *lo = *hi = end;
    } else if (find[len - 1] == '$') {
        struct slice tail = {find, len - 1};

        if (slice_ends(slice_cut(raw, start, end), tail))
            *lo = end - tail.len, *hi = end;
    } else {
        for (size_t i = start; i + len <= end; i++)
            if (memcmp(raw.at + i, find, len) == 0 && draw_below(++count) == 0)
                *lo = i, *hi = i + len;
    }
    return *lo <= raw.len;
}

static bool is_anchored(const struct spot *spot)
{
    size_t lo = is_in_mapping(spot) ? pair_of(spot)->key->span.hi : spot->node->span.lo;

    return memchr(spot->node->span.source->text.at + lo, '&', spot->node->span.lo - lo + 1);
}

static bool make_edit(struct mutant *mutant, const struct mistake *mistake)
{
    const struct spot *spot = pick(mutant, mistake->path, is_scalar);
    const char *with = mistake->puts[draw_below(count_puts(mistake))];
    size_t lo, hi;

    if (!spot || !find_in(raw_of(spot->node), mistake->find, &lo, &hi) || is_anchored(spot))
        return false;
    return put(mutant, spot->node->span.lo + lo, spot->node->span.lo + hi, slice_of(with), 0);
}

/* The keys of free mappings (properties, variables) are anything. */
static bool has_fixed_key(const struct spot *spot)
{
    static const char *const fixed[] = {
        "external_*", "external_schema/*", "external_table/*", "external_table/columns/-/*",
        "external_table/partitioned_by/-/*", "external_table/partitioned_by/-/range/*",
        "external_schema/grant_usage/-/*", "external_table/partitions/-/*", "vars",
        "external_table/format/stored_as/*", "external_table/format/*/*",
    };

    if (!is_in_mapping(spot) || fnmatch("external_table/format/serde_properties/*", spot->path, 0) == 0)
        return false;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (fnmatch(fixed[i], spot->path, FNM_PATHNAME) == 0)
            return true;
    return false;
}

static bool has_long_key(const struct spot *spot)
{
    return has_fixed_key(spot) && pair_of(spot)->key->value.len > 1;
}

/* Exchanges two letters, or leaves one out, or doubles one. */
static bool make_misspelt_key(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, has_long_key);
    const struct node *key;
    struct slice name;
    char *word;
    size_t at;

    if (!spot)
        return false;
    key = pair_of(spot)->key;
    name = raw_of(key);
    word = arena_alloc(mutant->arena, name.len + 1);
    at = draw_below(name.len - 1);
    memcpy(word, name.at, name.len);
    switch (draw_below(3)) {
    case 0:
        if (word[at] == word[at + 1])
            return false;
        word[at] = name.at[at + 1];
        word[at + 1] = name.at[at];
        break;
    case 1:
        memcpy(word + at, name.at + at + 1, name.len - at - 1);
        name.len--;
        break;
    case 2:
        memcpy(word + at + 1, name.at + at, name.len - at);
        name.len++;
        break;
    }
    return put(mutant, key->span.lo, key->span.hi, (struct slice){word, name.len}, 0);
}

static bool is_required(const struct spot *spot)
{
    static const char *const required[] = {
        "external_schema/name", "external_schema/database", "external_schema/iam_role",
        "external_table/schema", "external_table/name", "external_table/columns",
        "external_table/format", "external_table/location", "external_table/columns/-/name",
        "external_table/columns/-/type", "external_table/partitioned_by/-/name",
        "external_table/partitioned_by/-/type", "external_table/partitioned_by/-/range/from",
        "external_table/partitioned_by/-/range/to", "external_table/format/stored_as/input_format",
        "external_table/format/stored_as/output_format", "external_table/format/regex/pattern",
        "external_table/format/grok/pattern",
    };

    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (strcmp(required[i], spot->path) == 0)
            return !spot->parent->pairs.at[spot->parent->pairs.count - 1].is_merged &&
                   raw_of(spot->parent).at[0] != '&';
    return false;
}

/* Takes a pair out of its mapping. False where that is not plain. */
static bool remove_pair(struct mutant *mutant, const struct spot *spot)
{
    const struct node *mapping = spot->parent;
    const struct pair *pair = pair_of(spot);
    size_t lo = pair->key->span.lo;

    if (mapping->pairs.count < 2)
        return false;
    if (spot->index + 1 < mapping->pairs.count)
        return put(mutant, lo, mapping->pairs.at[spot->index + 1].key->span.lo, SLICE(""), 0);
    if (!mapping->is_flow)
        lo = line_start(mutant->source, lo);
    else if (is_within(pair[-1].value->span, mapping->span))
        lo = pair[-1].value->span.hi;
    return put(mutant, lo,
               mapping->is_flow ? pair->value->span.hi
                                : line_end(mutant->source, pair->value->span.hi - 1),
               SLICE(""), 0);
}

static bool make_removed_key(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_required);

    if (!spot || !remove_pair(mutant, spot))
        return false;
    mutant->at = spot->parent->span.lo;
    if (strchr(spot->path, '/') == strrchr(spot->path, '/'))
        mutant->at = spot->head.lo;
    if (strstr(spot->path, "/pattern"))
        mutant->at = line_start(mutant->source, spot->parent->span.lo) - 1;
    return true;
}

static bool is_flow_pair(const struct spot *spot)
{
    return has_fixed_key(spot) && spot->parent->is_flow && is_scalar(spot);
}

static bool make_repeated_key(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_flow_pair);
    struct slice text;

    if (!spot)
        return false;
    text = slice_cut(mutant->source->text, pair_of(spot)->key->span.lo, spot->node->span.hi);
    return put(mutant, spot->node->span.hi, spot->node->span.hi,
               arena_printf(mutant->arena, ", %.*s", SLICE_ARG(text)), 0);
}

static bool is_text(const struct spot *spot)
{
    return has_fixed_key(spot) && is_scalar(spot) && strcmp(spot->path, "external_table/format") != 0;
}

static bool is_one_text(const struct spot *spot)
{
    return is_text(spot) && fnmatch("external_table/partitions/-/*", spot->path, 0) != 0 &&
           !strstr(spot->path, "_role") && !strstr(spot->path, "/values") &&
           strcmp(spot->path, "external_table/partitions") != 0;
}

static bool make_list_for_text(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_one_text);

    return spot && put(mutant, spot->node->span.lo, end_of(spot->node), SLICE("[a, b]"), 0);
}

static bool make_mapping_for_text(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_text);

    return spot && strcmp(spot->path, "external_table/format/stored_as") != 0 &&
           put(mutant, spot->node->span.lo, end_of(spot->node), SLICE("{a: b}"), 0);
}

static bool takes_list(const struct spot *spot)
{
    static const char *const lists[] = {"columns", "partitioned_by", "partitions", "grant_usage"};
    const char *slash = strrchr(spot->path, '/');

    for (size_t i = 0; slash && i < sizeof lists / sizeof *lists; i++)
        if (strcmp(slash + 1, lists[i]) == 0)
            return spot->node->kind == NODE_LIST;
    return false;
}

static bool make_text_for_list(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, takes_list);

    return spot && put(mutant, spot->node->span.lo, end_of(spot->node), SLICE("nothing"), 0);
}

static bool make_missing_value(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_text);

    return spot && put(mutant, pair_of(spot)->key->span.hi + 1, end_of(spot->node), SLICE(" "), 0);
}

static bool is_quoted(const struct spot *spot)
{
    return is_scalar(spot) &&
           (spot->node->style == TEXT_SINGLE || spot->node->style == TEXT_DOUBLE);
}

static bool make_open_quote(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_quoted);

    return spot && put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(""), 0);
}

static bool is_flow(const struct spot *spot)
{
    return spot->node->kind != NODE_SCALAR && spot->node->is_flow;
}

static bool make_open_bracket(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_flow);

    return spot && put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(""), 0);
}

static bool is_indented(const struct spot *spot)
{
    return is_in_mapping(spot) && !spot->parent->is_flow &&
           pair_of(spot)->key->span.lo > spot->parent->span.lo;
}

static bool make_tab_indent(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_indented);
    size_t start = spot ? line_start(mutant->source, pair_of(spot)->key->span.lo) : 0;

    return spot && start < pair_of(spot)->key->span.lo &&
           put(mutant, start, pair_of(spot)->key->span.lo, SLICE("\t"), 0);
}

static bool make_control_character(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_scalar);

    return spot && put(mutant, spot->node->span.lo, spot->node->span.lo, SLICE("\x01"), 0);
}

static bool make_broken_utf8(struct mutant *mutant)
{
    size_t at = draw_below(mutant->source->text.len);

    return put(mutant, at, at, SLICE("\xff"), 0);
}

static bool is_cut_by_comma(const struct spot *spot)
{
    return is_quoted(spot) && spot->parent->kind == NODE_MAPPING && spot->parent->is_flow &&
           fnmatch("*/type", spot->path, 0) == 0 && memchr(raw_of(spot->node).at, ',', raw_of(spot->node).len);
}

static bool make_comma_in_braces(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_cut_by_comma);

    return spot && put(mutant, spot->node->span.lo, spot->node->span.hi, spot->node->value, 0);
}

static bool make_no_document_line(struct mutant *mutant)
{
    size_t at = slice_find_slice(mutant->source->text, SLICE("\n---\nexternal_")), next;

    if (at == mutant->source->text.len)
        return false;
    next = at + 5;
    return put(mutant, at + 1, next, SLICE(""), 0);
}

static bool is_column_name(const struct spot *spot)
{
    return fnmatch("external_table/columns/-/name", spot->path, 0) == 0 && is_scalar(spot);
}

static bool is_key_name(const struct spot *spot)
{
    return fnmatch("external_table/partitioned_by/-/name", spot->path, 0) == 0 && is_scalar(spot);
}

static bool is_of_one_document(const struct spot *a, const struct spot *b)
{
    return a->head.lo == b->head.lo;
}

static bool make_repeated_column(struct mutant *mutant)
{
    const struct spot *a = pick_any(mutant, is_column_name), *b = pick_any(mutant, is_column_name);

    if (!a || a == b || !is_of_one_document(a, b))
        return false;
    if (a->node->span.lo > b->node->span.lo)
        return put(mutant, a->node->span.lo, a->node->span.hi, raw_of(b->node), 0);
    put(mutant, a->node->span.lo, a->node->span.hi, raw_of(b->node), 0);
    mutant->at = b->node->span.lo + raw_of(b->node).len - raw_of(a->node).len;
    return true;
}

static bool make_key_repeats_column(struct mutant *mutant)
{
    const struct spot *column = pick_any(mutant, is_column_name), *key = pick_any(mutant, is_key_name);

    return column && key && is_of_one_document(column, key) &&
           put(mutant, column->node->span.lo, column->node->span.hi, raw_of(key->node), 0);
}

/* A partition column that a path or an entry names. */
static bool make_renamed_key(struct mutant *mutant)
{
    const struct spot *key = pick_any(mutant, is_key_name);
    bool is_named = false;

    for (size_t i = 0; key && i < mutant->spots.count; i++) {
        const struct spot *spot = &mutant->spots.at[i];
        struct slice mark = arena_printf(mutant->arena, "{%.*s", SLICE_ARG(key->node->value));

        if (!is_of_one_document(spot, key))
            continue;
        if (strcmp(spot->path, "external_table/path") == 0)
            is_named = is_named || slice_find_slice(spot->node->value, mark) < spot->node->value.len;
        if (fnmatch("external_table/partitions/-/*", spot->path, FNM_PATHNAME) == 0)
            is_named = is_named || slice_eq(pair_of(spot)->key->value, key->node->value);
    }
    return is_named &&
           put(mutant, key->node->span.lo, key->node->span.hi, SLICE("renamed"), 0);
}

/* A placeholder of a path, with its braces, as offsets of the source. */
static bool find_placeholder(struct mutant *mutant, size_t *lo, size_t *hi)
{
    const struct spot *path = pick(mutant, "external_table/path", is_scalar);
    struct slice raw;

    if (!path || !find_in(raw_of(path->node), "{", lo, hi))
        return false;
    raw = raw_of(path->node);
    *hi = *lo + slice_find(slice_from(raw, *lo), '}') + 1;
    *lo += path->node->span.lo;
    *hi += path->node->span.lo;
    return true;
}

static bool make_renamed_placeholder(struct mutant *mutant)
{
    size_t lo, hi;

    return find_placeholder(mutant, &lo, &hi) && put(mutant, lo + 1, lo + 1, SLICE("x"), 0);
}

static bool make_dropped_placeholder(struct mutant *mutant)
{
    size_t lo, hi;

    return find_placeholder(mutant, &lo, &hi) && put(mutant, lo, hi, SLICE("x"), 0);
}

static bool make_doubled_placeholder(struct mutant *mutant)
{
    size_t lo, hi;

    return find_placeholder(mutant, &lo, &hi) &&
           put(mutant, hi, hi,
               arena_printf(mutant->arena, "/%.*s",
                            SLICE_ARG(slice_cut(mutant->source->text, lo, hi))),
               0);
}

static bool has_domain(const struct spot *spot)
{
    if (strcmp(spot->path, "external_table/partitioned_by/-") != 0 || spot->node->kind != NODE_MAPPING)
        return false;
    for (size_t i = 0; i < spot->node->pairs.count; i++)
        if (slice_is(spot->node->pairs.at[i].key->value, "date") ||
            slice_is(spot->node->pairs.at[i].key->value, "range"))
            return true;
    return false;
}

static bool make_two_domains(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, has_domain);

    return spot && put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(", values: [4]}"), 0);
}

/* The scalar of another key in the same mapping, or NULL. */
static const struct node *sibling(const struct spot *spot, const char *key)
{
    for (size_t i = 0; i < spot->parent->pairs.count; i++)
        if (slice_is(spot->parent->pairs.at[i].key->value, key))
            return spot->parent->pairs.at[i].value;
    return NULL;
}

static bool make_dates_for_boolean(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct node *type = spot ? sibling(spot, "type") : NULL;

    return type && put(mutant, type->span.lo, type->span.hi, SLICE("boolean"), 0);
}

static bool make_value_too_long(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/values/-", is_scalar);
    char *value = arena_alloc(mutant->arena, 80);

    memset(value, 'x', 80);
    return spot && put(mutant, spot->node->span.lo, spot->node->span.hi, (struct slice){value, 80}, 0);
}

static bool make_repeated_value(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/values/-", is_scalar);

    return spot && put(mutant, spot->node->span.hi, spot->node->span.hi,
                       arena_printf(mutant->arena, ", %.*s", SLICE_ARG(raw_of(spot->node))), 0);
}

static bool make_reversed_dates(struct mutant *mutant)
{
    const struct spot *from = pick(mutant, "external_table/partitions/-/from", is_scalar);
    const struct node *to = from ? sibling(from, "to") : NULL;

    if (!to || from->node->span.lo > to->span.lo)
        return false;
    return put(mutant, from->node->span.lo, to->span.hi,
               arena_printf(mutant->arena, "%.*s%.*s%.*s", SLICE_ARG(raw_of(to)),
                            SLICE_ARG(slice_cut(mutant->source->text, from->node->span.hi, to->span.lo)),
                            SLICE_ARG(raw_of(from->node))),
               0);
}

/* Gives an entry of partitions a value that the domain of a listed column has not. */
static bool make_value_outside(struct mutant *mutant)
{
    const struct spot *values = pick(mutant, "external_table/partitioned_by/-/values", NULL);
    const struct spot *entry = pick(mutant, "external_table/partitions/-", has_own_pairs);
    const struct node *name = values ? sibling(values, "name") : NULL;

    return name && entry && is_of_one_document(values, entry) && entry->node->is_flow &&
           add_pair(mutant, entry->node,
                    arena_printf(mutant->arena, "%.*s: nosuch", SLICE_ARG(raw_of(name))));
}

static bool is_entry_value(const struct spot *spot)
{
    return fnmatch("external_table/partitions/-/*", spot->path, FNM_PATHNAME) == 0 &&
           !strstr(spot->path, "location") && !strstr(spot->path, "/to") && !strstr(spot->path, "every");
}

static bool make_incomplete_partition(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_entry_value);

    if (!spot || !remove_pair(mutant, spot))
        return false;
    mutant->at = spot->parent->span.lo;
    return true;
}

static bool is_range(const struct spot *spot)
{
    return strcmp(spot->path, "external_table/partitions/-") == 0 && has_own_pairs(spot) &&
           memmem(raw_of(spot->node).at, raw_of(spot->node).len, "from:", 5);
}

static bool make_value_beside_range(struct mutant *mutant)
{
    const struct spot *date = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct spot *entry = pick_any(mutant, is_range);
    const struct node *name = date ? sibling(date, "name") : NULL;
    const char *value = date && strstr(date->path, "date") &&
                                slice_is(date->node->value, "%Y") ? "2026" : "04";

    return name && entry && is_of_one_document(date, entry) && date->node->value.len < 4 &&
           add_pair(mutant, entry->node, arena_printf(mutant->arena, "%.*s: %s", SLICE_ARG(raw_of(name)), value));
}

/* All partitions, where the values of some column are not listed. */
static bool make_all_of_dates(struct mutant *mutant)
{
    const struct spot *date = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct spot *entries = pick(mutant, "external_table/partitions", NULL);

    return date && entries && is_of_one_document(date, entries) &&
           put(mutant, entries->node->span.lo, end_of(entries->node), SLICE("all"), 0);
}

static bool make_partition_in_location(struct mutant *mutant)
{
    const struct spot *location = pick(mutant, "external_table/location", is_scalar);
    const struct spot *key = pick_any(mutant, is_key_name);

    return location && key && is_of_one_document(location, key) && location->node->style == TEXT_PLAIN &&
           put(mutant, location->node->span.hi, location->node->span.hi,
               arena_printf(mutant->arena, "%.*s=1/", SLICE_ARG(key->node->value)), 0);
}

#define WITH(...) {__VA_ARGS__}
#define CODES(...) {__VA_ARGS__, DIAG_CODE_COUNT}

static const struct mistake mistakes[] = {
#define EDIT(name, path, find, puts, codes, where) \
    {#name, HOW_EDIT, NULL, path, find, puts, codes, where},
#define ADD(name, path, puts, codes, where) {#name, HOW_ADD, NULL, path, NULL, puts, codes, where},
#define MAKE(name, codes, where) {#name, HOW_MAKE, make_##name, NULL, NULL, {NULL}, codes, where},
#include "tests/mutate/mistakes.def"
};

/* What the checks say of a spec. */
static void look(struct diags *diags, struct arena *arena, struct source *source)
{
    struct plan_options plan = {.emit = EMIT_DEFAULT, .until = {.may_be_open = true}};
    struct statement_list statements = {0};
    struct variables overrides;
    struct model model = {0};

    diags_init(diags, arena);
    variables_init(&overrides, arena);
    source->order = 1;
    spec_read(diags, source, &overrides, &model);
    rules_run(diags, &model);
    if (!diags->error_count)
        plan_compile(diags, &model, &plan, &statements);
    diags_sort(diags);
}

static size_t count_code(const struct diags *diags, enum diag_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < diags->list.count; i++)
        count += diags->list.at[i]->code == code;
    return count;
}

/* Whether the finding is in `found` beyond what the good spec has of its code. */
static bool is_new(const struct diags *found, const struct diags *good, const struct diag *diag)
{
    return diag->severity != SEVERITY_NOTE &&
           count_code(found, diag->code) > count_code(good, diag->code);
}

static bool is_on_line(struct arena *arena, struct span span, uint32_t line)
{
    return span.source && source_place(span.source, arena, span.lo).line <= line &&
           source_place(span.source, arena, span.hi).line >= line;
}

static bool is_shown(struct arena *arena, const struct diag *diag, size_t at, enum where where)
{
    uint32_t line = source_place(diag->span.source, arena, (uint32_t)at).line;
    bool is_there = is_on_line(arena, diag->span, line) || (where == BELOW && diag->span.lo >= at);

    for (size_t i = 0; where == NEAR && i < diag->related.count; i++)
        is_there = is_there || is_on_line(arena, diag->related.at[i].span, line);
    return is_there;
}

static bool is_expected(const struct mistake *mistake, enum diag_code code)
{
    for (size_t i = 0; mistake->codes[i] != DIAG_CODE_COUNT; i++)
        if (mistake->codes[i] == code)
            return true;
    return false;
}

/* What is wrong with the findings of a mutant, or NULL. */
static const char *judge(const struct mistake *mistake, const struct mutant *mutant,
                         const struct diags *found, const struct diags *good)
{
    const struct diag *only = NULL;

    for (size_t i = 0; i < found->list.count; i++) {
        const struct diag *diag = found->list.at[i];

        if (!is_new(found, good, diag))
            continue;
        if (only)
            return "it gives more than one finding";
        only = diag;
    }
    if (!only)
        return "it gives no finding";
    if (!is_expected(mistake, only->code))
        return "its finding has another code than expected";
    if (!is_shown(mutant->arena, only, mutant->at, mistake->where))
        return "its finding is shown at another place";
    return NULL;
}

/* A safe fix of the only mistake leaves none. */
static const char *judge_fix(struct arena *arena, struct diags *found, const struct source *source)
{
    struct source *mended;
    struct str text = {0};
    struct diags left;
    const char *why = NULL;

    if (fix_apply(&text, found, source)) {
        mended = source_new(arena, source->path, arena_copy(arena, str_slice(&text)));
        look(&left, arena, mended);
        if (left.error_count)
            why = "it is still wrong when its safe fixes are made";
    }
    str_release(&text);
    return why;
}

static struct source *mutate(struct mutant *mutant)
{
    struct slice text = mutant->source->text;
    struct slice mutated =
        arena_printf(mutant->arena, "%.*s%.*s", (int)mutant->lo, text.at, SLICE_ARG(mutant->with));
    struct str all = {0};

    str_add(&all, mutated);
    str_add(&all, slice_from(text, mutant->hi));
    mutated = arena_copy(mutant->arena, str_slice(&all));
    str_release(&all);
    return source_new(mutant->arena, mutant->source->path, mutated);
}

static bool make(struct mutant *mutant, const struct mistake *mistake)
{
    switch (mistake->how) {
    case HOW_EDIT: return make_edit(mutant, mistake);
    case HOW_ADD: return make_add(mutant, mistake);
    case HOW_MAKE: return mistake->make(mutant);
    }
    return false;
}

static void show(const char *why, const struct source *good, const struct source *bad,
                 const struct diags *found)
{
    struct render_options render = {.spec_count = 1};
    struct str text = {0};

    str_printf(&text, "%s: %s\n", good->path, why);
    linediff_unified(&text, "good", good->text, "bad", bad->text);
    render_text(&text, found, &render);
    for (struct slice rest = str_slice(&text); rest.len;) {
        size_t end = slice_find(rest, '\n');

        printf("    %.*s\n", (int)end, rest.at);
        rest = slice_from(rest, end < rest.len ? end + 1 : end);
    }
    str_release(&text);
}

struct run {
    const char *keep; /* a folder, or NULL */
    const struct mistake *mistake;
    size_t mutant_count, bad_count;
};

static void keep(const struct run *run, const struct source *bad)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%zu.yaml", run->keep, (size_t)(run->mistake - mistakes));
    file = fopen(path, "w");
    if (!file || fwrite(bad->text.at, 1, bad->text.len, file) != bad->text.len || fclose(file) != 0) {
        perror(path);
        exit(2);
    }
}

/* Makes one mutant of a spec and judges what is said of it. */
static void run_once(struct run *run, const char *path, struct slice text)
{
    struct arena arena;
    struct mutant mutant = {.arena = &arena};
    struct diags good, found;
    struct source *bad;
    const char *why;

    arena_init(&arena);
    mutant.source = source_new(&arena, path, text);
    find_spots(&mutant);
    if (make(&mutant, run->mistake)) {
        bad = mutate(&mutant);
        look(&good, &arena, mutant.source);
        look(&found, &arena, bad);
        why = judge(run->mistake, &mutant, &found, &good);
        if (!why)
            why = judge_fix(&arena, &found, bad);
        if (why && run->bad_count++ < SHOWN_MAX) {
            if (run->bad_count == 1)
                printf("not ok %s\n", run->mistake->name);
            show(why, mutant.source, bad, &found);
        }
        if (run->keep && !run->mutant_count)
            keep(run, bad);
        run->mutant_count++;
    }
    arena_release(&arena);
}

static void run_mistake(struct run *run, struct source *const *specs, size_t count, size_t rounds)
{
    for (size_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < count; i++)
            run_once(run, specs[i]->path, specs[i]->text);
    if (!run->mutant_count)
        printf("not ok %s: it fits no spec\n", run->mistake->name);
    else if (run->bad_count)
        printf("    %zu of %zu mutants\n", run->bad_count, run->mutant_count);
    else
        printf("ok %s (%zu mutants)\n", run->mistake->name, run->mutant_count);
}

int main(int argc, char **argv)
{
    size_t rounds = 5, count = 0, mutants = 0, bad = 0;
    unsigned long long seed = 1;
    struct source **specs;
    struct arena arena;
    struct run run = {0};
    const char *keep_in = NULL, *why;

    arena_init(&arena);
    specs = arena_zalloc(&arena, (size_t)argc, sizeof *specs);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            seed = strtoull(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) {
            rounds = strtoull(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "--keep") == 0 && i + 1 < argc) {
            keep_in = argv[++i];
        } else {
            specs[count] = source_read(&arena, argv[i], &why);
            if (!specs[count++]) {
                fprintf(stderr, "%s: %s\n", argv[i], why);
                return 2;
            }
        }
    }
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        state = (seed + 1) * 0x9e3779b97f4a7c15u ^ (i + 1) * 0xbf58476d1ce4e5b9u;
        run = (struct run){.keep = keep_in, .mistake = &mistakes[i]};
        run_mistake(&run, specs, count, rounds);
        mutants += run.mutant_count;
        bad += run.bad_count;
    }
    printf("%zu mutants of %zu kinds, %zu bad, SEED=%llu\n", mutants,
           sizeof mistakes / sizeof *mistakes, bad, seed);
    arena_release(&arena);
    return bad ? 1 : 0;
}
