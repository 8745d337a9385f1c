#include "tests/mutate/spots.h"

#include <fnmatch.h>
#include <stdlib.h>

static uint64_t state;

void seed_draws(uint64_t seed)
{
    state = seed;
}

static uint64_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

size_t draw_below(size_t count)
{
    return (size_t)(draw() % count);
}

bool is_within(struct span inner, struct span outer)
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
        struct node_pair pair = node->pairs.at[i];
        struct slice path = arena_printf(mutant->arena, "%s%s%.*s", spot.path,
                                         *spot.path ? "/" : "", SLICE_ARG(pair.key->value));

        if (!pair.is_merged && is_within(pair.value->span, node->span))
            walk(mutant, (struct spot){path.at, pair.value, node, i, spot.head});
    }
}

void find_spots(struct mutant *mutant)
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

struct slice raw_of(const struct node *node)
{
    return slice_cut(node->span.source->text, node->span.lo, node->span.hi);
}

const struct node_pair *pair_of(const struct spot *spot)
{
    return &spot->parent->pairs.at[spot->index];
}

bool is_scalar(const struct spot *spot)
{
    return spot->node->kind == NODE_SCALAR;
}

bool is_in_mapping(const struct spot *spot)
{
    return spot->parent && spot->parent->kind == NODE_MAPPING;
}

/* A spot at random of those with a path of the pattern that `fits` takes, or NULL. */
const struct spot *pick(struct mutant *mutant, const char *pattern,
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
const struct spot *pick_any(struct mutant *mutant, bool (*fits)(const struct spot *spot))
{
    const struct spot *picked = NULL;
    size_t count = 0;

    for (size_t i = 0; i < mutant->spots.count; i++)
        if (fits(&mutant->spots.at[i]) && draw_below(++count) == 0)
            picked = &mutant->spots.at[i];
    return picked;
}

/* Without the line ends that a block scalar includes. */
size_t end_of(const struct node *node)
{
    return node->span.lo + slice_trim(raw_of(node)).len;
}

/* `with` for the bytes [lo, hi); the finding is to be on the line of its byte `shown`. */
bool put(struct mutant *mutant, size_t lo, size_t hi, struct slice with, size_t shown)
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

size_t line_start(const struct source *source, size_t at)
{
    while (at && source->text.at[at - 1] != '\n')
        at--;
    return at;
}

size_t line_end(const struct source *source, size_t at)
{
    return at + slice_find(slice_from(source->text, at), '\n');
}

/* Puts `pair` before the first pair of a mapping. */
bool add_pair(struct mutant *mutant, const struct node *mapping, struct slice pair)
{
    size_t first = mapping->pairs.at[0].key->span.lo;
    size_t indent = first - line_start(mutant->source, first);

    if (mapping->is_flow)
        return put(mutant, first, first, arena_printf(mutant->arena, "%.*s, ", SLICE_ARG(pair)), 0);
    return put(mutant, first, first,
               arena_printf(mutant->arena, "%.*s\n%*s", SLICE_ARG(pair), (int)indent, ""), 0);
}

bool has_own_pairs(const struct spot *spot)
{
    return spot->node->kind == NODE_MAPPING && spot->node->pairs.count &&
           is_within(spot->node->pairs.at[0].key->span, spot->node->span);
}

/* Takes a pair out of its mapping. False where that is not plain. */
bool remove_pair(struct mutant *mutant, const struct spot *spot)
{
    const struct node *mapping = spot->parent;
    const struct node_pair *pair = pair_of(spot);
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

/* Where one of the places of `find` in the scalar is, as offsets of the source. */
bool find_in(struct slice raw, const char *find, size_t *lo, size_t *hi)
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
