#include "read/yaml/compose.h"

#include <yaml.h>

#include "base/die.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "read/yaml/mistake.h"

struct anchor {
    struct slice name;
    struct node *node;
};

struct composer {
    yaml_parser_t parser;
    yaml_event_t event;
    struct diags *diags;
    struct arena *nodes;
    struct source *source;
    size_t base;       /* bytes of a BOM */
    bool is_ascii;     /* every code point is one byte */
    size_t index, at;  /* a code point's index and its byte offset */
    size_t node_count; /* counting what aliases stand for */
    int depth;
    size_t diag_count;  /* findings before the document */
    struct span quoted; /* the last quoted scalar of several lines */
    VEC(struct anchor) anchors;
};

static const struct {
    const char *problem, *message, *help;
} problems[] = {
#define PROBLEM(problem, message, help) {problem, message, help},
#include "grammar/yaml_problems.def"
};

/* The byte offset of a code point. Marks come nearly in order, so the walk from the last one is
   short. */
static size_t walk_to(struct composer *composer, size_t index)
{
    const char *text = composer->source->text.at, *end = text + composer->source->text.len;
    const char *at;

    while (composer->index > index) {
        do {
            composer->at--;
        } while (((unsigned char)text[composer->at] & 0xc0) == 0x80);
        composer->index--;
    }
    at = text + composer->at;
    for (; composer->index < index && at < end; composer->index++)
        utf8_next(&at, end);
    composer->at = (size_t)(at - text);
    return composer->at;
}

static size_t byte_of(struct composer *composer, const yaml_mark_t *mark)
{
    return composer->is_ascii ? composer->base + mark->index : walk_to(composer, mark->index);
}

static struct span event_span(struct composer *composer)
{
    size_t lo = byte_of(composer, &composer->event.start_mark);
    size_t hi = byte_of(composer, &composer->event.end_mark);

    return span_of(composer->source, lo, hi);
}

static void report_bad_start(struct composer *composer, struct diag *diag, size_t at)
{
    struct slice text = composer->source->text;

    if (at >= text.len)
        return;
    if (text.at[at] == '\t')
        diag_help(composer->diags, diag, "indent with spaces: YAML does not allow a tab here");
    else
        diag_help(composer->diags, diag, "put a value that starts with `%c` in quotes",
                  text.at[at]);
}

/* Whether the line has another key before `at`, which is at a colon. */
static bool has_colon_before(struct slice text, size_t at)
{
    size_t from = at;

    while (from && text.at[from - 1] != '\n')
        from--;
    return at < text.len && text.at[at] == ':' &&
           slice_find_slice(slice_cut(text, from, at), SLICE(": ")) < at - from;
}

/* Turns libyaml's error into a diagnostic. */
static void report_problem(struct composer *composer)
{
    const yaml_parser_t *parser = &composer->parser;
    const char *problem = parser->problem ? parser->problem : "malformed";
    bool is_reader = parser->error == YAML_READER_ERROR;
    size_t len = composer->source->text.len;
    size_t lo = is_reader ? composer->base + parser->problem_offset
                          : byte_of(composer, &parser->problem_mark);
    size_t hi = lo < len ? lo + 1 : lo;
    struct yaml_trouble trouble = {composer->diags, composer->source, problem, lo, lo,
                                   composer->quoted};
    struct diag *diag;
    size_t i = 0;

    if (parser->error == YAML_MEMORY_ERROR)
        die_out_of_memory(0);
    if (parser->context && !is_reader)
        trouble.context = byte_of(composer, &parser->context_mark);
    if (!is_reader && lo <= len && yaml_mistake(&trouble))
        return;
    while (i < sizeof problems / sizeof *problems && strcmp(problems[i].problem, problem) != 0)
        i++;
    if (lo > len)
        lo = hi = len;
    if (i == sizeof problems / sizeof *problems) {
        diag_add(composer->diags, SP0103, span_of(composer->source, lo, hi), "malformed YAML: %s",
                 problem);
        return;
    }
    diag = diag_add(composer->diags, is_reader ? SP0102 : SP0103, span_of(composer->source, lo, hi),
                    "%s", problems[i].message);
    if (is_reader && lo < len && (unsigned char)composer->source->text.at[lo] < 0x80)
        diag_label(composer->diags, diag, "the byte 0x%02x",
                   (unsigned char)composer->source->text.at[lo]);
    if (strcmp(problem, "found character that cannot start any token") == 0)
        report_bad_start(composer, diag, lo);
    else if (has_colon_before(composer->source->text, lo))
        diag_help(composer->diags, diag, "put the text after the first `:` in quotes");
    else
        diag_help(composer->diags, diag, "%s", problems[i].help);
    if (parser->context && parser->context_mark.index != parser->problem_mark.index && !is_reader) {
        size_t from = byte_of(composer, &parser->context_mark);

        if (from < len)
            diag_related(composer->diags, diag, span_of(composer->source, from, from + 1),
                         "it starts here");
    }
}

static bool next_event(struct composer *composer)
{
    if (yaml_parser_parse(&composer->parser, &composer->event))
        return true;
    diags_take_back(composer->diags, composer->diag_count); /* perhaps of the same mistake */
    report_problem(composer);
    return false;
}

static bool is_over(struct composer *composer, size_t more, struct span span)
{
    composer->node_count += more;
    if (composer->node_count <= YAML_NODES_MAX)
        return false;
    diag_help(composer->diags,
              diag_add(composer->diags, SP0105, span,
                       "the document has more than %d values, aliases included", YAML_NODES_MAX),
              "write the values out: aliases of aliases multiply");
    return true;
}

static struct node *node_new(struct composer *composer, enum node_kind kind)
{
    struct node *node = arena_alloc(composer->nodes, sizeof *node);

    *node = (struct node){.kind = kind, .span = event_span(composer), .weight = 1};
    return node;
}

static void remember(struct composer *composer, const yaml_char_t *anchor, struct node *node)
{
    struct slice name;

    if (!anchor)
        return;
    name = slice_of((const char *)anchor);
    *vec_push(&composer->anchors,
              composer->nodes) = (struct anchor){arena_copy(composer->nodes, name), node};
}

static struct node *read_alias(struct composer *composer)
{
    struct slice name = slice_of((const char *)composer->event.data.alias.anchor);
    struct span span = event_span(composer);
    struct nearest nearest = nearest_to(name);
    struct diag *diag;

    for (size_t i = composer->anchors.count; i-- > 0;) {
        struct anchor *anchor = &composer->anchors.at[i];

        if (slice_eq(anchor->name, name) && !anchor->node->is_open)
            return is_over(composer, anchor->node->weight, span) ? NULL : anchor->node;
        if (slice_eq(anchor->name, name)) {
            diag_help(composer->diags,
                      diag_add(composer->diags, SP0106, span,
                               "the alias `*%.*s` is inside the value that it repeats",
                               SLICE_ARG(name)),
                      "write the intended value");
            return NULL;
        }
        nearest_offer(&nearest, anchor->name);
    }
    diag = diag_add(composer->diags, SP0106, span, "no anchor `&%.*s` comes before this alias",
                    SLICE_ARG(name));
    if (nearest_found(&nearest))
        diag_help(composer->diags, diag, "did you mean `*%.*s`?", SLICE_ARG(nearest.best));
    else
        diag_help(composer->diags, diag, "put text that starts with `*` in quotes");
    return NULL;
}

static enum text_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return TEXT_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return TEXT_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE: return TEXT_OTHER;
    case YAML_PLAIN_SCALAR_STYLE:
    case YAML_ANY_SCALAR_STYLE: break;
    }
    return TEXT_PLAIN;
}

/* A tag or an anchor is part of the event's span, but not of the scalar's text. */
static void skip_properties(struct node *node)
{
    struct slice text = node->span.source->text;
    uint32_t lo = node->span.lo;

    while (lo < node->span.hi && (text.at[lo] == '&' || text.at[lo] == '!')) {
        while (lo < node->span.hi && !strchr(" \t\r\n", text.at[lo]))
            lo++;
        while (lo < node->span.hi && strchr(" \t\r\n", text.at[lo]))
            lo++;
    }
    node->span.lo = lo;
}

/* Whether the source contains the value unchanged, as plain text on one line does. */
static bool is_verbatim(const struct composer *composer, const struct node *node, struct slice raw,
                        struct slice value)
{
    if (raw.len != value.len)
        return false;
    return (node->style == TEXT_PLAIN &&
            composer->event.start_mark.line == composer->event.end_mark.line) ||
           slice_eq(raw, value);
}

static struct node *read_scalar(struct composer *composer)
{
    struct node *node = node_new(composer, NODE_SCALAR);
    struct slice value = {(const char *)composer->event.data.scalar.value,
                          composer->event.data.scalar.length};
    struct slice raw;

    if (composer->event.data.scalar.anchor || composer->event.data.scalar.tag)
        skip_properties(node);
    raw = slice_cut(composer->source->text, node->span.lo, node->span.hi);
    node->style = style_of(composer->event.data.scalar.style);
    if ((node->style == TEXT_SINGLE || node->style == TEXT_DOUBLE) &&
        composer->event.start_mark.line != composer->event.end_mark.line)
        composer->quoted = node->span;
    if (node->style == TEXT_SINGLE || node->style == TEXT_DOUBLE)
        raw = raw.len >= 2 ? slice_cut(raw, 1, raw.len - 1) : raw;
    node->value = is_verbatim(composer, node, raw, value)
                      ? raw
                      : arena_copy(composer->diags->arena, value);
    if (node->style == TEXT_PLAIN && node->value.at != raw.at)
        node->style = TEXT_OTHER; /* folded over several lines */
    remember(composer, composer->event.data.scalar.anchor, node);
    return is_over(composer, 1, node->span) ? NULL : node;
}

static struct node *read_node(struct composer *composer);

/* A block's end event is at the next token, so a block's span ends with its last child; a flow's
   ends with its closing bracket. */
static void close_node(struct composer *composer, struct node *node, const struct node *last)
{
    node->is_open = false;
    if (node->is_flow)
        node->span.hi = event_span(composer).hi;
    else if (last && last->span.hi > node->span.hi)
        node->span.hi = last->span.hi;
}

static struct node *read_list(struct composer *composer)
{
    struct node *node = node_new(composer, NODE_LIST), *item = NULL;

    node->is_open = true;
    node->is_flow = composer->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    remember(composer, composer->event.data.sequence_start.anchor, node);
    for (;;) {
        struct node *next;

        yaml_event_delete(&composer->event);
        if (!next_event(composer))
            return NULL;
        if (composer->event.type == YAML_SEQUENCE_END_EVENT)
            break;
        next = read_node(composer);
        if (!next)
            return NULL;
        item = next;
        *vec_push(&node->items, composer->nodes) = item;
        node->weight += item->weight;
    }
    close_node(composer, node, item);
    return is_over(composer, 1, node->span) ? NULL : node;
}

static bool has_key(const struct node *mapping, struct slice key, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq(mapping->pairs.at[i].key->value, key))
            return true;
    return false;
}

/* Adds the pairs of `from` whose keys the mapping itself does not have. */
static void merge_mapping(struct composer *composer, struct node *into, const struct node *from)
{
    size_t own = into->pairs.count;

    for (size_t i = 0; i < from->pairs.count; i++) {
        struct node_pair pair = from->pairs.at[i];

        pair.is_merged = true;
        if (!has_key(into, pair.key->value, own))
            *vec_push(&into->pairs, composer->nodes) = pair;
    }
}

static void bad_merge(struct composer *composer, const struct node *value)
{
    struct diag *diag = diag_add(composer->diags, SP0107, value->span,
                                 "`<<` merges a mapping, but this is %s", node_shape(value));

    diag_help(composer->diags, diag, "write `<<: *name`, with the anchor `&name` on a mapping");
}

static void merge(struct composer *composer, struct node *mapping, const struct node *value)
{
    if (value->kind == NODE_MAPPING)
        merge_mapping(composer, mapping, value);
    else if (value->kind != NODE_LIST)
        bad_merge(composer, value);
    for (size_t i = 0; value->kind == NODE_LIST && i < value->items.count; i++) {
        if (value->items.at[i]->kind == NODE_MAPPING)
            merge_mapping(composer, mapping, value->items.at[i]);
        else
            bad_merge(composer, value->items.at[i]);
    }
}

static bool is_merge_key(const struct node *key)
{
    return key->style == TEXT_PLAIN && slice_is(key->value, "<<");
}

/* Applies the merges of a mapping after all its own pairs are read. */
static void merge_all(struct composer *composer, struct node *mapping)
{
    size_t kept = 0, count = mapping->pairs.count;
    VEC(struct node *) merges = {0};

    for (size_t i = 0; i < count; i++) {
        if (is_merge_key(mapping->pairs.at[i].key))
            *vec_push(&merges, composer->nodes) = mapping->pairs.at[i].value;
        else
            mapping->pairs.at[kept++] = mapping->pairs.at[i];
    }
    mapping->pairs.count = kept;
    for (size_t i = 0; i < merges.count; i++)
        merge(composer, mapping, merges.at[i]);
}

/* Reads a value's node; NULL on failure, and at the mapping's end, which sets *is_end. */
static struct node *read_next(struct composer *composer, bool *is_end)
{
    yaml_event_delete(&composer->event);
    *is_end = false;
    if (!next_event(composer))
        return NULL;
    *is_end = composer->event.type == YAML_MAPPING_END_EVENT;
    return *is_end ? NULL : read_node(composer);
}

static struct node *read_mapping(struct composer *composer)
{
    struct node *node = node_new(composer, NODE_MAPPING), *value = NULL;
    bool is_end, has_merge = false;

    node->is_open = true;
    node->is_flow = composer->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    remember(composer, composer->event.data.mapping_start.anchor, node);
    for (;;) {
        struct node *key = read_next(composer, &is_end);

        if (!key)
            break;
        value = read_next(composer, &is_end);
        if (!value)
            return NULL;
        node->weight += key->weight + value->weight;
        if (key->kind != NODE_SCALAR) {
            struct diag *diag = diag_add(composer->diags, SP0108, key->span,
                                         "a key is a word, but this is %s", node_shape(key));

            diag_help(composer->diags, diag, "put text that starts with { or [ in quotes");
            return NULL; /* there is no telling what the value would be */
        }
        has_merge = has_merge || is_merge_key(key);
        *vec_push(&node->pairs, composer->nodes) = (struct node_pair){key, value, false};
    }
    if (!is_end)
        return NULL;
    close_node(composer, node, value);
    if (has_merge)
        merge_all(composer, node);
    return is_over(composer, 1, node->span) ? NULL : node;
}

/* Reads the node that the current event starts. NULL after a diagnostic. */
static struct node *read_node(struct composer *composer)
{
    struct node *node = NULL;

    if (++composer->depth > YAML_DEPTH_MAX) {
        diag_help(composer->diags,
                  diag_add(composer->diags, SP0104, event_span(composer),
                           "the document is nested more than %d levels deep", YAML_DEPTH_MAX),
                  "look for brackets repeated by mistake: no spec needs to be this deep");
        return NULL;
    }
    switch (composer->event.type) {
    case YAML_ALIAS_EVENT: node = read_alias(composer); break;
    case YAML_SCALAR_EVENT: node = read_scalar(composer); break;
    case YAML_SEQUENCE_START_EVENT: node = read_list(composer); break;
    case YAML_MAPPING_START_EVENT: node = read_mapping(composer); break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: break;
    }
    composer->depth--;
    return node;
}

/* Reads the document that the current event starts. False if reading cannot continue. */
static bool read_document(struct composer *composer, struct yaml_stream *stream)
{
    struct node *root;

    composer->anchors.count = 0;
    composer->node_count = 0;
    composer->diag_count = composer->diags->list.count;
    yaml_event_delete(&composer->event);
    if (!next_event(composer))
        return false;
    root = read_node(composer);
    yaml_event_delete(&composer->event);
    if (!root || !next_event(composer))
        return false;
    if (!node_is_null(root))
        *vec_push(&stream->documents, composer->nodes) = (struct yaml_document){root, root->span};
    return true;
}

static void read_stream(struct composer *composer, struct yaml_stream *stream)
{
    bool goes_on = next_event(composer);

    while (goes_on && composer->event.type != YAML_STREAM_END_EVENT) {
        if (composer->event.type == YAML_DOCUMENT_START_EVENT && !read_document(composer, stream))
            return;
        yaml_event_delete(&composer->event);
        goes_on = next_event(composer);
    }
}

static bool is_utf8(struct diags *diags, struct source *source)
{
    size_t bad = utf8_valid_len(source->text);
    bool is_utf16 = slice_starts(source->text, SLICE("\xff\xfe")) ||
                    slice_starts(source->text, SLICE("\xfe\xff"));
    struct diag *diag;

    if (bad == source->text.len)
        return true;
    diag = diag_add(diags, SP0101, span_of(source, bad, bad + 1),
                    "the byte 0x%02x is not valid UTF-8 here", (unsigned char)source->text.at[bad]);
    if (!is_utf16 && (unsigned char)source->text.at[bad] >= 0xa0)
        diag_label(diags, diag, "in Latin-1 this is `%c%c`",
                   (char)(0xc0 | (unsigned char)source->text.at[bad] >> 6),
                   (char)(0x80 | ((unsigned char)source->text.at[bad] & 0x3f)));
    if (is_utf16)
        diag_help(diags, diag, "the file looks like UTF-16: save it as UTF-8");
    else
        diag_help(diags, diag, "save the file as UTF-8");
    return false;
}

void yaml_read(struct diags *diags, struct arena *nodes, struct source *source,
               struct yaml_stream *stream)
{
    struct composer composer = {.diags = diags, .nodes = nodes, .source = source};
    struct slice body;

    if (!is_utf8(diags, source))
        return;
    composer.base = slice_starts(source->text, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    composer.at = composer.base;
    composer.is_ascii = utf8_is_ascii(slice_from(source->text, composer.base));
    if (!yaml_parser_initialize(&composer.parser))
        die_out_of_memory(0);
    yaml_parser_set_encoding(&composer.parser, YAML_UTF8_ENCODING);
    body = slice_from(source->text, composer.base);
    yaml_parser_set_input_string(&composer.parser, (const unsigned char *)(body.len ? body.at : ""),
                                 body.len);
    composer.diag_count = diags->list.count;
    read_stream(&composer, stream);
    yaml_event_delete(&composer.event);
    yaml_parser_delete(&composer.parser);
}

bool node_is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->style == TEXT_PLAIN &&
           (!node->value.len || slice_is(node->value, "~") || slice_is(node->value, "null"));
}

struct text node_text(const struct node *node)
{
    struct text text = {node->value, node->span, node->style};

    if (!text.value.at)
        text.value.at = "";
    return text;
}

const char *node_shape(const struct node *node)
{
    switch (node->kind) {
    case NODE_SCALAR: return node_is_null(node) ? "nothing" : "text";
    case NODE_LIST: return "a list";
    case NODE_MAPPING: break;
    }
    return "a mapping";
}
