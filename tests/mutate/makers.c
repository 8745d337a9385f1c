#define _GNU_SOURCE /* memmem */
#include "tests/mutate/makers.h"

#include <fnmatch.h>

/* The keys of free mappings (properties, variables) are anything. */
static bool has_fixed_key(const struct spot *spot)
{
    static const char *const fixed[] = {
        "external_*",
        "external_schema/*",
        "external_table/*",
        "external_table/columns/-/*",
        "external_table/partitioned_by/-/*",
        "external_table/partitioned_by/-/range/*",
        "external_schema/grant_usage/-/*",
        "external_table/partitions/-/*",
        "external_table/native/*",
        "vars",
        "external_table/format/stored_as/*",
        "external_table/format/*/*",
    };

    if (!is_in_mapping(spot) ||
        fnmatch("external_table/format/serde_properties/*", spot->path, 0) == 0)
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
bool make_misspelt_key(struct mutant *mutant)
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
        "external_schema/name",
        "external_schema/database",
        "external_schema/iam_role",
        "external_table/schema",
        "external_table/name",
        "external_table/columns",
        "external_table/format",
        "external_table/location",
        "external_table/columns/-/name",
        "external_table/columns/-/type",
        "external_table/partitioned_by/-/name",
        "external_table/partitioned_by/-/type",
        "external_table/partitioned_by/-/range/from",
        "external_table/partitioned_by/-/range/to",
        "external_table/format/stored_as/input_format",
        "external_table/format/stored_as/output_format",
        "external_table/format/regex/pattern",
        "external_table/format/grok/pattern",
    };

    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (strcmp(required[i], spot->path) == 0)
            return !spot->parent->pairs.at[spot->parent->pairs.count - 1].is_merged &&
                   raw_of(spot->parent).at[0] != '&';
    return false;
}

bool make_removed_key(struct mutant *mutant)
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

bool make_repeated_key(struct mutant *mutant)
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
    return has_fixed_key(spot) && is_scalar(spot) &&
           strcmp(spot->path, "external_table/format") != 0;
}

static bool is_one_text(const struct spot *spot)
{
    return is_text(spot) && fnmatch("external_table/partitions/-/*", spot->path, 0) != 0 &&
           !strstr(spot->path, "_role") && !strstr(spot->path, "/values") &&
           !strstr(spot->path, "/sortkey") && strcmp(spot->path, "external_table/partitions") != 0;
}

bool make_list_for_text(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_one_text);

    return spot && put(mutant, spot->node->span.lo, end_of(spot->node), SLICE("[a, b]"), 0);
}

bool make_mapping_for_text(struct mutant *mutant)
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

bool make_text_for_list(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, takes_list);

    return spot && put(mutant, spot->node->span.lo, end_of(spot->node), SLICE("nothing"), 0);
}

bool make_missing_value(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_text);

    return spot && put(mutant, pair_of(spot)->key->span.hi + 1, end_of(spot->node), SLICE(" "), 0);
}

static bool is_quoted(const struct spot *spot)
{
    return is_scalar(spot) &&
           (spot->node->style == TEXT_SINGLE || spot->node->style == TEXT_DOUBLE);
}

bool make_open_quote(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_quoted);

    return spot && put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(""), 0);
}

static bool is_flow(const struct spot *spot)
{
    return spot->node->kind != NODE_SCALAR && spot->node->is_flow;
}

bool make_open_bracket(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_flow);

    return spot && put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(""), 0);
}

static bool is_indented(const struct spot *spot)
{
    return is_in_mapping(spot) && !spot->parent->is_flow &&
           pair_of(spot)->key->span.lo > spot->parent->span.lo;
}

bool make_tab_indent(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_indented);
    size_t start = spot ? line_start(mutant->source, pair_of(spot)->key->span.lo) : 0;

    return spot && start < pair_of(spot)->key->span.lo &&
           put(mutant, start, pair_of(spot)->key->span.lo, SLICE("\t"), 0);
}

bool make_control_character(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_scalar);

    return spot && put(mutant, spot->node->span.lo, spot->node->span.lo, SLICE("\x01"), 0);
}

bool make_broken_utf8(struct mutant *mutant)
{
    size_t at = draw_below(mutant->source->text.len);

    return put(mutant, at, at, SLICE("\xff"), 0);
}

static bool is_cut_by_comma(const struct spot *spot)
{
    return is_quoted(spot) && spot->parent->kind == NODE_MAPPING && spot->parent->is_flow &&
           fnmatch("*/type", spot->path, 0) == 0 &&
           memchr(raw_of(spot->node).at, ',', raw_of(spot->node).len);
}

bool make_comma_in_braces(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, is_cut_by_comma);

    return spot && put(mutant, spot->node->span.lo, spot->node->span.hi, spot->node->value, 0);
}

bool make_no_document_line(struct mutant *mutant)
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

bool make_repeated_column(struct mutant *mutant)
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

bool make_key_repeats_column(struct mutant *mutant)
{
    const struct spot *column = pick_any(mutant, is_column_name),
                      *key = pick_any(mutant, is_key_name);

    return column && key && is_of_one_document(column, key) &&
           put(mutant, column->node->span.lo, column->node->span.hi, raw_of(key->node), 0);
}

/* A partition column that a path or an entry names. */
bool make_renamed_key(struct mutant *mutant)
{
    const struct spot *key = pick_any(mutant, is_key_name);
    bool is_named = false;

    for (size_t i = 0; key && i < mutant->spots.count; i++) {
        const struct spot *spot = &mutant->spots.at[i];
        struct slice mark = arena_printf(mutant->arena, "{%.*s", SLICE_ARG(key->node->value));

        if (!is_of_one_document(spot, key))
            continue;
        if (strcmp(spot->path, "external_table/path") == 0)
            is_named = is_named ||
                       slice_find_slice(spot->node->value, mark) < spot->node->value.len;
        if (fnmatch("external_table/partitions/-/*", spot->path, FNM_PATHNAME) == 0)
            is_named = is_named || slice_eq(pair_of(spot)->key->value, key->node->value);
    }
    return is_named && put(mutant, key->node->span.lo, key->node->span.hi, SLICE("renamed"), 0);
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

bool make_renamed_placeholder(struct mutant *mutant)
{
    size_t lo, hi;

    return find_placeholder(mutant, &lo, &hi) && put(mutant, lo + 1, lo + 1, SLICE("x"), 0);
}

bool make_dropped_placeholder(struct mutant *mutant)
{
    size_t lo, hi;

    return find_placeholder(mutant, &lo, &hi) && put(mutant, lo, hi, SLICE("x"), 0);
}

bool make_doubled_placeholder(struct mutant *mutant)
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
    if (strcmp(spot->path, "external_table/partitioned_by/-") != 0 ||
        spot->node->kind != NODE_MAPPING)
        return false;
    for (size_t i = 0; i < spot->node->pairs.count; i++)
        if (slice_is(spot->node->pairs.at[i].key->value, "date") ||
            slice_is(spot->node->pairs.at[i].key->value, "range"))
            return true;
    return false;
}

bool make_two_domains(struct mutant *mutant)
{
    const struct spot *spot = pick_any(mutant, has_domain);

    return spot &&
           put(mutant, spot->node->span.hi - 1, spot->node->span.hi, SLICE(", values: [4]}"), 0);
}

/* The scalar of another key in the same mapping, or NULL. */
static const struct node *sibling(const struct spot *spot, const char *key)
{
    for (size_t i = 0; i < spot->parent->pairs.count; i++)
        if (slice_is(spot->parent->pairs.at[i].key->value, key))
            return spot->parent->pairs.at[i].value;
    return NULL;
}

bool make_dates_for_boolean(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct node *type = spot ? sibling(spot, "type") : NULL;

    return type && put(mutant, type->span.lo, type->span.hi, SLICE("boolean"), 0);
}

bool make_value_too_long(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/values/-", is_scalar);
    char *value = arena_alloc(mutant->arena, 80);

    memset(value, 'x', 80);
    return spot &&
           put(mutant, spot->node->span.lo, spot->node->span.hi, (struct slice){value, 80}, 0);
}

bool make_repeated_value(struct mutant *mutant)
{
    const struct spot *spot = pick(mutant, "external_table/partitioned_by/-/values/-", is_scalar);

    return spot && put(mutant, spot->node->span.hi, spot->node->span.hi,
                       arena_printf(mutant->arena, ", %.*s", SLICE_ARG(raw_of(spot->node))), 0);
}

bool make_reversed_dates(struct mutant *mutant)
{
    const struct spot *from = pick(mutant, "external_table/partitions/-/from", is_scalar);
    const struct node *to = from ? sibling(from, "to") : NULL;

    if (!to || from->node->span.lo > to->span.lo)
        return false;
    return put(
        mutant, from->node->span.lo, to->span.hi,
        arena_printf(mutant->arena, "%.*s%.*s%.*s", SLICE_ARG(raw_of(to)),
                     SLICE_ARG(slice_cut(mutant->source->text, from->node->span.hi, to->span.lo)),
                     SLICE_ARG(raw_of(from->node))),
        0);
}

/* Gives an entry of partitions a value that the domain of a listed column has not. */
bool make_value_outside(struct mutant *mutant)
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
           !strstr(spot->path, "location") && !strstr(spot->path, "/to") &&
           !strstr(spot->path, "every");
}

bool make_incomplete_partition(struct mutant *mutant)
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

bool make_value_beside_range(struct mutant *mutant)
{
    const struct spot *date = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct spot *entry = pick_any(mutant, is_range);
    const struct node *name = date ? sibling(date, "name") : NULL;
    const char *value = date && strstr(date->path, "date") && slice_is(date->node->value, "%Y")
                            ? "2026"
                            : "04";

    return name && entry && is_of_one_document(date, entry) && date->node->value.len < 4 &&
           add_pair(mutant, entry->node,
                    arena_printf(mutant->arena, "%.*s: %s", SLICE_ARG(raw_of(name)), value));
}

/* All partitions, where the values of some column are not listed. */
bool make_all_of_dates(struct mutant *mutant)
{
    const struct spot *date = pick(mutant, "external_table/partitioned_by/-/date", is_scalar);
    const struct spot *entries = pick(mutant, "external_table/partitions", NULL);

    return date && entries && is_of_one_document(date, entries) &&
           put(mutant, entries->node->span.lo, end_of(entries->node), SLICE("all"), 0);
}

bool make_partition_in_location(struct mutant *mutant)
{
    const struct spot *location = pick(mutant, "external_table/location", is_scalar);
    const struct spot *key = pick_any(mutant, is_key_name);

    return location && key && is_of_one_document(location, key) &&
           location->node->style == TEXT_PLAIN &&
           put(mutant, location->node->span.hi, location->node->span.hi,
               arena_printf(mutant->arena, "%.*s=1/", SLICE_ARG(key->node->value)), 0);
}
