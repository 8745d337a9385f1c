#include "read/spec/decode.h"

#include "base/nearest.h"
#include "base/str.h"

enum { KEYS_MAX = 16 };

/* A mapping being read: the value under each key of its context. */
struct slots {
    enum context_id context;
    const struct node_pair *pairs[KEYS_MAX];
    bool are_told[KEYS_MAX]; /* an error says how to write the key */
};

struct diag *wrong_shape(struct decoder *decoder, const struct node *node, const char *expected)
{
    bool is_value = node == decoder->value;

    if (node_is_null(node) && is_value)
        return diag_add(decoder->diags, SP0115, node->span, "`%.*s` has no value: expected %s",
                        SLICE_ARG(decoder->key), expected);
    if (node_is_null(node))
        return diag_add(decoder->diags, SP0115, node->span, "a value is missing: expected %s",
                        expected);
    if (is_value)
        return diag_add(decoder->diags, SP0114, node->span, "`%.*s` takes %s, but this is %s",
                        SLICE_ARG(decoder->key), expected, node_shape(node));
    return diag_add(decoder->diags, SP0114, node->span, "expected %s, found %s", expected,
                    node_shape(node));
}

/* Keys whose values have no braces. */
static bool is_name_or_place(enum key_id id)
{
    return id == KEY_external_table_location || id == KEY_external_table_name ||
           id == KEY_external_table_schema || id == KEY_external_schema_name ||
           id == KEY_external_schema_database || id == KEY_external_schema_iam_role ||
           id == KEY_external_schema_region || id == KEY_column_name || id == KEY_column_type;
}

/* “lake”: quotes of a word processor, which YAML takes as part of the text. */
static bool has_curly_quotes(struct decoder *decoder, struct text text)
{
    static const struct slice quotes[] = {SLICE("\u201c"), SLICE("\u201d"), SLICE("\u2018"),
                                          SLICE("\u2019")};
    size_t lo = text.value.len, hi = 0;
    struct str bare = {0};
    struct diag *diag;

    for (size_t i = 0; i < text.value.len; i++) {
        bool is_quote = false;

        for (size_t j = 0; j < 4; j++)
            is_quote = is_quote || slice_starts(slice_from(text.value, i), quotes[j]);
        if (!is_quote) {
            str_putc(&bare, text.value.at[i]);
            continue;
        }
        lo = lo < i ? lo : i;
        i += quotes[0].len - 1;
        hi = i + 1;
    }
    if (hi) {
        diag = diag_add(decoder->diags, SP0116, text_span(text, lo, hi),
                        "typographic quotes are part of the text");
        diag_help(decoder->diags, diag, "write `%.*s`", SLICE_ARG(str_slice(&bare)));
        text_fix_all(decoder->diags, diag, text, str_slice(&bare), false);
    }
    str_release(&bare);
    return hi != 0;
}

bool read_text(struct decoder *decoder, const struct node *node, struct text *text)
{
    struct text read;

    if (node->kind != NODE_SCALAR || node_is_null(node)) {
        struct diag *diag = wrong_shape(decoder, node, "text");

        if (node->kind == NODE_MAPPING && node->is_flow)
            diag_help(decoder->diags, diag, "put text that starts with { in quotes");
        else if (node->kind == NODE_LIST)
            diag_help(decoder->diags, diag, "write a single value instead of the list");
        else if (node_is_null(node))
            diag_help(decoder->diags, diag, "write a value, or remove the key; empty text is \"\"");
        return false;
    }
    read = node_text(node);
    if (read.style == TEXT_DOUBLE && memchr(read.value.at, '\0', read.value.len)) {
        diag_help(decoder->diags,
                  diag_add(decoder->diags, SP0102, read.span, "the text contains a NUL character"),
                  "remove it: no Redshift name or literal can contain it");
        return false;
    }
    if (node == decoder->value && is_name_or_place(decoder->id) && decoder->id != KEY_column_name &&
        variables_look_foreign(decoder->diags, read))
        return false;
    if (node == decoder->value && is_name_or_place(decoder->id) && has_curly_quotes(decoder, read))
        return false;
    if (!variables_expand(decoder->overrides, &decoder->defaults, decoder->diags, &read))
        return false;
    *text = read;
    return true;
}

/* The word for what other languages and YAML 1.1 call it; or NULL. */
static const char *meant_bool(struct slice word)
{
    static const struct slice truths[] = {SLICE("true"), SLICE("yes"), SLICE("on"),
                                          SLICE("y"),    SLICE("t"),   SLICE("1")};
    static const struct slice lies[] = {SLICE("false"), SLICE("no"), SLICE("off"),
                                        SLICE("n"),     SLICE("f"),  SLICE("0")};

    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++) {
        if (slice_eq_folded(word, truths[i]))
            return "true";
        if (slice_eq_folded(word, lies[i]))
            return "false";
    }
    return NULL;
}

bool read_bool(struct decoder *decoder, const struct node *node, bool *value)
{
    struct text text;
    struct diag *diag;
    const char *meant;

    if (!read_text(decoder, node, &text))
        return false;
    *value = slice_is(text.value, "true");
    if (*value || slice_is(text.value, "false"))
        return true;
    diag = diag_add(decoder->diags, SP0116, text.span, "expected true or false, found `%.*s`",
                    SLICE_ARG(text.value));
    meant = meant_bool(text.value);
    if (meant) {
        diag_help(decoder->diags, diag, "write `%s`", meant);
        text_fix_all(decoder->diags, diag, text, slice_of(meant), true);
    } else {
        diag_help(decoder->diags, diag, "write `true` or `false`");
    }
    return false;
}

bool read_number(struct decoder *decoder, const struct node *node, long long *number,
                 struct text *text)
{
    struct text read;

    if (!read_text(decoder, node, &read))
        return false;
    if (text)
        *text = read;
    if (slice_to_int(read.value, number) && read.value.at[0] != '+')
        return true;
    diag_help(decoder->diags,
              diag_add(decoder->diags, SP0116, read.span, "expected a whole number, found `%.*s`",
                       SLICE_ARG(read.value)),
              "write only digits, such as `15`");
    return false;
}

static void repeated(struct decoder *decoder, const struct node *key, const struct node *first)
{
    struct diag *diag = diag_add(decoder->diags, SP0113, key->span, "the key `%.*s` is repeated",
                                 SLICE_ARG(key->value));

    diag_related(decoder->diags, diag, first->span, "first used here");
    diag_help(decoder->diags, diag, "keep one of the two");
}

static bool variable_in_key(struct decoder *decoder, const struct node *key)
{
    struct diag *diag = diag_add(decoder->diags, SP0125, key->span,
                                 "variables are replaced in values, not in keys");

    diag_help(decoder->diags, diag, "write the key itself, or `$${` for a literal `${`");
    return false;
}

/* A key of a mapping of names. A variable in it would be deployed as it stands. */
static bool read_free_key(struct decoder *decoder, const struct node *node, struct text *key)
{
    struct slice rest = node->value, mark = SLICE("${");
    struct str literal = {0};
    bool is_good = true;

    *key = node_text(node);
    if (slice_find_slice(rest, mark) == rest.len)
        return true;
    for (; is_good && rest.len; rest = slice_from(rest, 1)) {
        bool is_escaped = slice_starts(rest, SLICE("$${"));

        if (is_escaped)
            rest = slice_from(rest, 1);
        is_good = is_escaped || !slice_starts(rest, mark) || variable_in_key(decoder, node);
        str_putc(&literal, rest.at[0]);
    }
    key->value = arena_copy(decoder->arena, str_slice(&literal));
    key->style = TEXT_OTHER;
    str_release(&literal);
    return is_good;
}

void read_properties(struct decoder *decoder, const struct node *node, struct property_list *list)
{
    struct map seen;

    if (node->kind != NODE_MAPPING) {
        diag_help(decoder->diags, wrong_shape(decoder, node, "a mapping of names to values"),
                  "write each on its own line: `name: value`");
        return;
    }
    list->span = node->span;
    map_init(&seen, decoder->arena);
    for (size_t i = 0; i < node->pairs.count; i++) {
        const struct node_pair *pair = &node->pairs.at[i];
        struct property property = {0};
        struct node *first = map_add(&seen, pair->key->value, pair->key);

        if (first && !pair->is_merged)
            repeated(decoder, pair->key, first);
        else if (!first && read_free_key(decoder, pair->key, &property.key) &&
                 read_text(decoder, pair->value, &property.value))
            *vec_push(&list->list, decoder->arena) = property;
    }
}

void read_words(struct decoder *decoder, const struct node *node, void *into,
                void (*take)(struct decoder *decoder, struct text word, void *into))
{
    struct text word;

    if (node->kind == NODE_LIST) {
        if (!node->items.count)
            diag_add(decoder->diags, SP0115, node->span, "the list is empty");
        for (size_t i = 0; i < node->items.count; i++)
            if (read_text(decoder, node->items.at[i], &word))
                take(decoder, word, into);
    } else if (read_text(decoder, node, &word)) {
        take(decoder, word, into);
    }
}

struct slice scalar_in_braces(struct decoder *decoder, const struct node *node)
{
    struct slice written = slice_cut(node->span.source->text, node->span.lo, node->span.hi);

    for (size_t i = 0; node->style == TEXT_PLAIN && i < written.len; i++)
        if (strchr(",[]{}", written.at[i]))
            return text_quoted(decoder->arena, written);
    return written;
}

/* Columns as a mapping of names to types: `id: bigint` for each is `- {name: id, type: bigint}`. */
static bool offer_list(struct decoder *decoder, struct diag *diag, const struct node *node,
                       enum context_id context)
{
    struct str said = {0};
    bool is_good = node->kind == NODE_MAPPING && !node->is_flow &&
                   (context == CONTEXT_column || context == CONTEXT_partition_column);

    for (size_t i = 0; is_good && i < node->pairs.count; i++) {
        const struct node_pair *pair = &node->pairs.at[i];
        struct slice written;

        is_good = pair->value->kind == NODE_SCALAR && pair->value->value.len && !pair->is_merged;
        if (!is_good)
            break;
        written = arena_printf(decoder->arena, "- {name: %.*s, type: %.*s}",
                               SLICE_ARG(scalar_in_braces(decoder, pair->key)),
                               SLICE_ARG(scalar_in_braces(decoder, pair->value)));
        if (i < 2)
            str_printf(&said, "%s`%.*s`", i ? " and " : "", SLICE_ARG(written));
        diag_fix(decoder->diags, diag,
                 span_of(pair->key->span.source, pair->key->span.lo, pair->value->span.hi), written,
                 false);
    }
    if (is_good)
        diag_help(decoder->diags, diag, "write %.*s%s", SLICE_ARG(str_slice(&said)),
                  node->pairs.count > 2 ? ", and so on" : "");
    else
        diag->fixes.count = 0;
    str_release(&said);
    return is_good;
}

bool is_list(struct decoder *decoder, const struct node *node, enum context_id context)
{
    struct diag *diag;

    if (node->kind == NODE_LIST)
        return true;
    diag = wrong_shape(decoder, node, "a list");
    if (offer_list(decoder, diag, node, context))
        return false;
    diag_help(decoder->diags, diag, "write each item on its own line: `- %s`",
              contexts[context].example);
    return false;
}

/* The number of opening brackets without closing ones. */
static int open_brackets(struct slice text)
{
    int open = 0;

    for (size_t i = 0; i < text.len; i++) {
        open += text.at[i] == '(' || text.at[i] == '<';
        open -= text.at[i] == ')' || text.at[i] == '>';
    }
    return open;
}

/* Between braces a comma ends a plain value, so `{type: decimal(8,2)}` is split into a value
   with an open bracket and a key without a value. Reports that and joins the parts. */
static void mend_cut_values(struct decoder *decoder, struct node *node)
{
    size_t kept = 0;

    for (size_t i = 0; node->is_flow && i < node->pairs.count; i++) {
        struct node_pair *pair = &node->pairs.at[i], *cut = kept ? &node->pairs.at[kept - 1] : NULL;
        struct node *value = cut ? cut->value : NULL;
        bool is_rest = value && node_is_null(pair->value) && value->kind == NODE_SCALAR &&
                       value->style == TEXT_PLAIN && open_brackets(value->value) > 0 &&
                       pair->key->style == TEXT_PLAIN && !pair->is_merged && !cut->is_merged &&
                       value->span.lo > node->span.lo && pair->key->span.lo > value->span.hi;

        if (cut && pair->is_merged && cut->is_merged && value->kind == NODE_SCALAR &&
            pair->key->span.lo >= value->span.lo && pair->key->span.hi <= value->span.hi)
            continue; /* already joined in the mapping that it is merged from */
        if (is_rest) {
            value->span.hi = pair->key->span.hi;
            value->value = slice_cut(value->span.source->text, value->span.lo, value->span.hi);
        } else {
            node->pairs.at[kept++] = *pair;
        }
        if (is_rest && open_brackets(value->value) <= 0) {
            struct diag *diag = diag_add(decoder->diags, SP0109, value->span,
                                         "between braces, a comma ends the value");
            struct slice quoted = text_quoted(decoder->arena, value->value);

            if (quoted.at) {
                diag_help(decoder->diags, diag, "put it in quotes: `%.*s: %.*s`",
                          SLICE_ARG(cut->key->value), SLICE_ARG(quoted));
                diag_fix(decoder->diags, diag, value->span, quoted, true);
            } else {
                diag_help(decoder->diags, diag, "put it in quotes");
            }
        }
    }
    if (node->is_flow)
        node->pairs.count = kept;
}

/* key_named, trying `likely` first: people usually write keys in the grammar's order. */
static enum key_id key_after(enum context_id context, enum key_id likely, struct slice name)
{
    if (likely < contexts[context].end && slice_eq(keys[likely].name, name))
        return likely;
    return key_named(context, name);
}

static size_t slot_of(enum context_id context, enum key_id id)
{
    return (size_t)(id - contexts[context].first);
}

static void fill_slots(struct decoder *decoder, const struct node *node, struct slots *slots,
                       void *into,
                       bool (*other)(struct decoder *decoder, const struct node *mapping,
                                     const struct node_pair *pair, void *into))
{
    enum key_id id = contexts[slots->context].first - 1;
    bool is_told = false;

    for (size_t i = 0; i < node->pairs.count; i++) {
        const struct node_pair *pair = &node->pairs.at[i];
        const struct node_pair **slot;

        id = key_after(slots->context, id + 1, pair->key->value);
        if (id == contexts[slots->context].end) {
            if (!other || !other(decoder, node, pair, into))
                id = unknown_key(decoder, node, pair, slots->context, &is_told);
            if (id == contexts[slots->context].end)
                continue;
            slot = &slots->pairs[slot_of(slots->context, id)];
            if (is_told)
                slots->are_told[slot_of(slots->context, id)] = true;
            else if (!*slot)
                *slot = pair;
            is_told = false;
            continue;
        }
        slot = &slots->pairs[slot_of(slots->context, id)];
        if (!*slot)
            *slot = pair;
        else if (!pair->is_merged)
            repeated(decoder, pair->key, (*slot)->key);
    }
}

static size_t line_start(struct span span)
{
    size_t at = span.lo;

    while (at && span.source->text.at[at - 1] != '\n')
        at--;
    return at;
}

/* `name: lake.orders` without a schema: the name is both. */
static bool offer_schema(struct decoder *decoder, struct diag *diag, const struct slots *slots)
{
    const struct node_pair *pair = slots->pairs[slot_of(slots->context, KEY_external_table_name)];
    struct slice name = pair && pair->value->kind == NODE_SCALAR ? pair->value->value : SLICE(""),
                 schema, rest;
    size_t dot = slice_find(name, '.');

    if (!dot || dot + 1 >= name.len)
        return false;
    schema = slice_cut(name, 0, dot);
    rest = slice_from(name, dot + 1);
    diag_help(decoder->diags, diag, "write `schema: %.*s` and `name: %.*s`", SLICE_ARG(schema),
              SLICE_ARG(rest));
    if (pair->value->style == TEXT_PLAIN)
        diag_fix(decoder->diags, diag, pair->value->span,
                 arena_printf(decoder->arena, "%.*s\n%*sschema: %.*s", SLICE_ARG(rest),
                              (int)(pair->key->span.lo - line_start(pair->key->span)), "",
                              SLICE_ARG(schema)),
                 false);
    return true;
}

static void missing_key(struct decoder *decoder, const struct slots *slots, enum key_id id,
                        struct span head)
{
    enum context_id context = slots->context;
    struct diag *diag = diag_add(decoder->diags, SP0112, head, "the key `%.*s` is missing in `%s`",
                                 SLICE_ARG(keys[id].name), contexts[context].name);

    diag_note(decoder->diags, diag, "%.*s: %s", SLICE_ARG(keys[id].name), keys[id].doc);
    if (id != KEY_external_table_schema || !offer_schema(decoder, diag, slots))
        diag_help(decoder->diags, diag, "add `%.*s: ...`", SLICE_ARG(keys[id].name));
    decoder->document->broken |= keys[id].facet;
}

static void read_value(struct decoder *decoder, enum key_id id, const struct node *value,
                       void *into)
{
    struct slice outer_key = decoder->key;
    const struct node *outer_value = decoder->value;
    enum key_id outer_id = decoder->id;

    decoder->key = keys[id].name;
    decoder->value = value;
    decoder->id = id;
    decoder->functions[id](decoder, value, into);
    decoder->key = outer_key;
    decoder->value = outer_value;
    decoder->id = outer_id;
}

static void read_slots(struct decoder *decoder, const struct slots *slots, struct span head,
                       void *into)
{
    for (enum key_id id = contexts[slots->context].first; id < contexts[slots->context].end; id++) {
        const struct node_pair *pair = slots->pairs[slot_of(slots->context, id)];
        size_t before = decoder->diags->error_count;

        if (pair)
            read_value(decoder, id, pair->value, into);
        else if (slots->are_told[slot_of(slots->context, id)])
            decoder->document->broken |= keys[id].facet;
        else if (keys[id].is_required)
            missing_key(decoder, slots, id, head);
        if (decoder->diags->error_count != before)
            decoder->document->broken |= keys[id].facet;
    }
}

/* Whether the text is a type; nothing is reported. */
static bool is_type(struct decoder *decoder, const struct node *node)
{
    struct diags unheard;

    diags_init(&unheard, decoder->arena);
    return type_parse(&unheard, node_text(node)) != NULL;
}

/* A column written as `id: bigint`, with the name as a key: reports that as a single mistake. */
static bool is_named_by_key(struct decoder *decoder, const struct node *node,
                            enum context_id context)
{
    const struct node_pair *pair = node->pairs.at;
    struct nearest nearest;
    struct slice written;
    struct diag *diag;

    if ((context != CONTEXT_column && context != CONTEXT_partition_column) ||
        node->pairs.count != 1 || pair->is_merged || pair->value->kind != NODE_SCALAR)
        return false;
    nearest = nearest_to(pair->key->value);
    for (enum key_id id = contexts[context].first; id < contexts[context].end; id++)
        nearest_offer(&nearest, keys[id].name);
    if (nearest_found(&nearest) || !is_type(decoder, pair->value))
        return false;
    written = arena_printf(decoder->arena, "{name: %.*s, type: %.*s}",
                           SLICE_ARG(scalar_in_braces(decoder, pair->key)),
                           SLICE_ARG(scalar_in_braces(decoder, pair->value)));
    diag = diag_add(decoder->diags, SP0111, pair->key->span, "unknown key `%.*s` in `%s`",
                    SLICE_ARG(pair->key->value), contexts[context].name);
    diag_help(decoder->diags, diag, "write `%.*s`", SLICE_ARG(written));
    diag_fix(decoder->diags, diag, node->span, written, true);
    return true;
}

/* A column written as text, `- id bigint` or `- id`: says how to write it as a mapping. */
static bool offer_column(struct decoder *decoder, struct diag *diag, const struct node *node,
                         enum context_id context)
{
    struct slice type = SLICE("varchar(64)"), written, name;
    size_t space;

    if ((context != CONTEXT_column && context != CONTEXT_partition_column) ||
        node->kind != NODE_SCALAR || !node->value.len)
        return false;
    space = slice_find(node->value, ' ');
    name = slice_cut(node->value, 0, space);
    if (space < node->value.len)
        type = slice_trim(slice_from(node->value, space));
    if (slice_find(type, ',') < type.len)
        type = text_quoted(decoder->arena, type);
    if (!type.at)
        return false;
    written = arena_printf(decoder->arena, "{name: %.*s, type: %.*s}", SLICE_ARG(name),
                           SLICE_ARG(type));
    diag_help(decoder->diags, diag,
              space < node->value.len ? "write `%.*s`" : "write `%.*s`, with the column's type",
              SLICE_ARG(written));
    diag_fix(decoder->diags, diag, node->span, written, false);
    return true;
}

bool read_open_mapping(struct decoder *decoder, const struct node *node, enum context_id context,
                       struct span head, void *into,
                       bool (*other)(struct decoder *decoder, const struct node *mapping,
                                     const struct node_pair *pair, void *into))
{
    struct slots slots = {.context = context};
    size_t before = decoder->diags->error_count;

    _Static_assert(END_external_table - FIRST_external_table <= KEYS_MAX, "too few slots");
    _Static_assert(END_external_schema - FIRST_external_schema <= KEYS_MAX, "too few slots");
    if (node->kind != NODE_MAPPING) {
        struct diag *diag = wrong_shape(decoder, node, "a mapping");

        if (contexts[context].example && !offer_column(decoder, diag, node, context))
            diag_help(decoder->diags, diag, "write `%s`", contexts[context].example);
        else if (contexts[context].example)
            return false;
        else
            list_keys(decoder, diag, context);
        return false;
    }
    mend_cut_values(decoder, (struct node *)node);
    if (is_named_by_key(decoder, node, context))
        return false;
    fill_slots(decoder, node, &slots, into, other);
    read_slots(decoder, &slots, head, into);
    return decoder->diags->error_count == before;
}

bool read_mapping(struct decoder *decoder, const struct node *node, enum context_id context,
                  struct span head, void *into)
{
    return read_open_mapping(decoder, node, context, head, into, NULL);
}

static void take_role(struct decoder *decoder, struct text word, void *into)
{
    struct roles *roles = into;

    *vec_push(&roles->list, decoder->arena) = word;
}

void read_roles(struct decoder *decoder, const struct node *node, struct roles *roles)
{
    roles->span = node->span;
    read_words(decoder, node, roles, take_role);
}
