#include "read/yaml/yaml.h"

#include <yaml.h>

#include "base/die.h"
#include "base/nearest.h"
#include "base/utf8.h"

struct anchor {
    struct slice name;
    struct node *node;
};

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct diags *diags;
    struct arena *nodes;
    struct source *source;
    size_t base;       /* bytes of a BOM */
    bool is_ascii;     /* code points and bytes are the same */
    size_t index, at;  /* a code point's number and its byte */
    size_t node_count; /* aliases counted as what they stand for */
    int depth;
    size_t diag_count; /* findings before the document */
    VEC(struct anchor) anchors;
};

static const struct {
    const char *problem, *message, *help;
} problems[] = {
#define PROBLEM(problem, message, help) {problem, message, help},
#include "grammar/yaml_problems.def"
};

/* The byte of a code point; marks come nearly in order, so that a walk from the last one is short. */
static size_t walk_to(struct reader *reader, size_t index)
{
    const char *text = reader->source->text.at, *end = text + reader->source->text.len;
    const char *at;

    while (reader->index > index) {
        do {
            reader->at--;
        } while (((unsigned char)text[reader->at] & 0xc0) == 0x80);
        reader->index--;
    }
    at = text + reader->at;
    for (; reader->index < index && at < end; reader->index++)
        utf8_next(&at, end);
    reader->at = (size_t)(at - text);
    return reader->at;
}

static size_t byte_of(struct reader *reader, const yaml_mark_t *mark)
{
    return reader->is_ascii ? reader->base + mark->index : walk_to(reader, mark->index);
}

static struct span event_span(struct reader *reader)
{
    size_t lo = byte_of(reader, &reader->event.start_mark);
    size_t hi = byte_of(reader, &reader->event.end_mark);

    return span_of(reader->source, lo, hi);
}

static void report_bad_start(struct reader *reader, struct diag *diag, size_t at)
{
    struct slice text = reader->source->text;

    if (at >= text.len)
        return;
    if (text.at[at] == '\t')
        diag_help(reader->diags, diag, "indent by spaces: YAML allows no tab there");
    else
        diag_help(reader->diags, diag, "put a value that begins with `%c` in quotes", text.at[at]);
}

/* Whether a key stands on the line before `at`, which is at the colon of another. */
static bool has_colon_before(struct slice text, size_t at)
{
    size_t from = at;

    while (from && text.at[from - 1] != '\n')
        from--;
    return at < text.len && text.at[at] == ':' &&
           slice_find_slice(slice_cut(text, from, at), SLICE(": ")) < at - from;
}

/* Turns libyaml's error into a diagnostic. */
static void report_problem(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "malformed";
    bool is_reader = parser->error == YAML_READER_ERROR;
    size_t len = reader->source->text.len;
    size_t lo = is_reader ? reader->base + parser->problem_offset
                          : byte_of(reader, &parser->problem_mark);
    size_t hi = lo < len ? lo + 1 : lo;
    struct diag *diag;
    size_t i = 0;

    if (parser->error == YAML_MEMORY_ERROR)
        die_out_of_memory(0);
    while (i < sizeof problems / sizeof *problems && strcmp(problems[i].problem, problem) != 0)
        i++;
    if (lo > len)
        lo = hi = len;
    if (i == sizeof problems / sizeof *problems) {
        diag_add(reader->diags, SP0103, span_of(reader->source, lo, hi), "malformed YAML: %s",
                 problem);
        return;
    }
    diag = diag_add(reader->diags, is_reader ? SP0102 : SP0103, span_of(reader->source, lo, hi),
                    "%s", problems[i].message);
    if (is_reader && lo < len && (unsigned char)reader->source->text.at[lo] < 0x80)
        diag_label(reader->diags, diag, "the byte 0x%02x",
                   (unsigned char)reader->source->text.at[lo]);
    if (strcmp(problem, "found character that cannot start any token") == 0)
        report_bad_start(reader, diag, lo);
    else if (has_colon_before(reader->source->text, lo))
        diag_help(reader->diags, diag, "put what stands behind the first `:` in quotes");
    else
        diag_help(reader->diags, diag, "%s", problems[i].help);
    if (parser->context && parser->context_mark.index != parser->problem_mark.index && !is_reader) {
        size_t from = byte_of(reader, &parser->context_mark);

        if (from < len)
            diag_related(reader->diags, diag, span_of(reader->source, from, from + 1),
                         "it began here");
    }
}

static bool next_event(struct reader *reader)
{
    if (yaml_parser_parse(&reader->parser, &reader->event))
        return true;
    diags_take_back(reader->diags, reader->diag_count); /* they may come of the same mistake */
    report_problem(reader);
    return false;
}

static bool is_over(struct reader *reader, size_t more, struct span span)
{
    reader->node_count += more;
    if (reader->node_count <= YAML_NODES_MAX)
        return false;
    diag_help(reader->diags,
              diag_add(reader->diags, SP0105, span,
                       "the document has more than %d values, aliases included", YAML_NODES_MAX),
              "write the values out: aliases of aliases multiply");
    return true;
}

static struct node *node_new(struct reader *reader, enum node_kind kind)
{
    struct node *node = arena_alloc(reader->nodes, sizeof *node);

    *node = (struct node){.kind = kind, .span = event_span(reader), .weight = 1};
    return node;
}

static void remember(struct reader *reader, const yaml_char_t *anchor, struct node *node)
{
    struct slice name;

    if (!anchor)
        return;
    name = slice_of((const char *)anchor);
    *vec_push(&reader->anchors, reader->nodes) = (struct anchor){arena_copy(reader->nodes, name),
                                                                 node};
}

static struct node *read_alias(struct reader *reader)
{
    struct slice name = slice_of((const char *)reader->event.data.alias.anchor);
    struct span span = event_span(reader);
    struct nearest nearest = nearest_to(name);
    struct diag *diag;

    for (size_t i = reader->anchors.count; i-- > 0;) {
        struct anchor *anchor = &reader->anchors.at[i];

        if (slice_eq(anchor->name, name) && !anchor->node->is_open)
            return is_over(reader, anchor->node->weight, span) ? NULL : anchor->node;
        if (slice_eq(anchor->name, name)) {
            diag_help(reader->diags,
                      diag_add(reader->diags, SP0106, span,
                               "the alias `*%.*s` is inside what it stands for", SLICE_ARG(name)),
                      "write the value that is meant");
            return NULL;
        }
        nearest_offer(&nearest, anchor->name);
    }
    diag = diag_add(reader->diags, SP0106, span, "no anchor `&%.*s` comes before this alias",
                    SLICE_ARG(name));
    if (nearest_found(&nearest))
        diag_help(reader->diags, diag, "did you mean `*%.*s`?", SLICE_ARG(nearest.best));
    else
        diag_help(reader->diags, diag, "put the value in quotes if it is meant to begin with `*`");
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

/* Whether the source itself holds the value: plain text on one line does. */
static bool is_verbatim(const struct reader *reader, const struct node *node, struct slice raw,
                        struct slice value)
{
    if (raw.len != value.len)
        return false;
    return (node->style == TEXT_PLAIN &&
            reader->event.start_mark.line == reader->event.end_mark.line) ||
           slice_eq(raw, value);
}

static struct node *read_scalar(struct reader *reader)
{
    struct node *node = node_new(reader, NODE_SCALAR);
    struct slice value = {(const char *)reader->event.data.scalar.value,
                          reader->event.data.scalar.length};
    struct slice raw;

    if (reader->event.data.scalar.anchor || reader->event.data.scalar.tag)
        skip_properties(node);
    raw = slice_cut(reader->source->text, node->span.lo, node->span.hi);
    node->style = style_of(reader->event.data.scalar.style);
    if (node->style == TEXT_SINGLE || node->style == TEXT_DOUBLE)
        raw = raw.len >= 2 ? slice_cut(raw, 1, raw.len - 1) : raw;
    node->value = is_verbatim(reader, node, raw, value) ? raw
                                                        : arena_copy(reader->diags->arena, value);
    if (node->style == TEXT_PLAIN && node->value.at != raw.at)
        node->style = TEXT_OTHER; /* folded over lines */
    remember(reader, reader->event.data.scalar.anchor, node);
    return is_over(reader, 1, node->span) ? NULL : node;
}

static struct node *read_node(struct reader *reader);

/* A block's end event is at the next token: the span ends with the last child, a flow's with its
   closing bracket. */
static void close_node(struct reader *reader, struct node *node, const struct node *last)
{
    node->is_open = false;
    if (node->is_flow)
        node->span.hi = event_span(reader).hi;
    else if (last && last->span.hi > node->span.hi)
        node->span.hi = last->span.hi;
}

static struct node *read_list(struct reader *reader)
{
    struct node *node = node_new(reader, NODE_LIST), *item = NULL;

    node->is_open = true;
    node->is_flow = reader->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    remember(reader, reader->event.data.sequence_start.anchor, node);
    for (;;) {
        struct node *next;

        yaml_event_delete(&reader->event);
        if (!next_event(reader))
            return NULL;
        if (reader->event.type == YAML_SEQUENCE_END_EVENT)
            break;
        next = read_node(reader);
        if (!next)
            return NULL;
        item = next;
        *vec_push(&node->items, reader->nodes) = item;
        node->weight += item->weight;
    }
    close_node(reader, node, item);
    return is_over(reader, 1, node->span) ? NULL : node;
}

static bool has_key(const struct node *mapping, struct slice key, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_eq(mapping->pairs.at[i].key->value, key))
            return true;
    return false;
}

/* Adds the pairs of `from` whose keys the mapping has not itself. */
static void merge_mapping(struct reader *reader, struct node *into, const struct node *from)
{
    size_t own = into->pairs.count;

    for (size_t i = 0; i < from->pairs.count; i++) {
        struct pair pair = from->pairs.at[i];

        pair.is_merged = true;
        if (!has_key(into, pair.key->value, own))
            *vec_push(&into->pairs, reader->nodes) = pair;
    }
}

static void bad_merge(struct reader *reader, const struct node *value)
{
    struct diag *diag = diag_add(reader->diags, SP0107, value->span,
                                 "`<<` merges a mapping, but this is %s", node_shape(value));

    diag_help(reader->diags, diag, "write `<<: *name` with the anchor `&name` on a mapping");
}

static void merge(struct reader *reader, struct node *mapping, const struct node *value)
{
    if (value->kind == NODE_MAPPING)
        merge_mapping(reader, mapping, value);
    else if (value->kind != NODE_LIST)
        bad_merge(reader, value);
    for (size_t i = 0; value->kind == NODE_LIST && i < value->items.count; i++) {
        if (value->items.at[i]->kind == NODE_MAPPING)
            merge_mapping(reader, mapping, value->items.at[i]);
        else
            bad_merge(reader, value->items.at[i]);
    }
}

static bool is_merge_key(const struct node *key)
{
    return key->style == TEXT_PLAIN && slice_is(key->value, "<<");
}

/* Carries out the merges of a mapping whose own pairs are all read. */
static void merge_all(struct reader *reader, struct node *mapping)
{
    size_t kept = 0, count = mapping->pairs.count;
    VEC(struct node *) merges = {0};

    for (size_t i = 0; i < count; i++) {
        if (is_merge_key(mapping->pairs.at[i].key))
            *vec_push(&merges, reader->nodes) = mapping->pairs.at[i].value;
        else
            mapping->pairs.at[kept++] = mapping->pairs.at[i];
    }
    mapping->pairs.count = kept;
    for (size_t i = 0; i < merges.count; i++)
        merge(reader, mapping, merges.at[i]);
}

/* Reads a value's node; NULL at the mapping's end, which sets *is_end, and on failure. */
static struct node *read_next(struct reader *reader, bool *is_end)
{
    yaml_event_delete(&reader->event);
    *is_end = false;
    if (!next_event(reader))
        return NULL;
    *is_end = reader->event.type == YAML_MAPPING_END_EVENT;
    return *is_end ? NULL : read_node(reader);
}

static struct node *read_mapping(struct reader *reader)
{
    struct node *node = node_new(reader, NODE_MAPPING), *value = NULL;
    bool is_end, has_merge = false;

    node->is_open = true;
    node->is_flow = reader->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    remember(reader, reader->event.data.mapping_start.anchor, node);
    for (;;) {
        struct node *key = read_next(reader, &is_end);

        if (!key)
            break;
        value = read_next(reader, &is_end);
        if (!value)
            return NULL;
        node->weight += key->weight + value->weight;
        if (key->kind != NODE_SCALAR) {
            struct diag *diag = diag_add(reader->diags, SP0108, key->span,
                                         "a key is a word, but this is %s", node_shape(key));

            diag_help(reader->diags, diag, "put text that begins with { or [ in quotes");
            return NULL; /* what the value would be, nobody can say */
        }
        has_merge = has_merge || is_merge_key(key);
        *vec_push(&node->pairs, reader->nodes) = (struct pair){key, value, false};
    }
    if (!is_end)
        return NULL;
    close_node(reader, node, value);
    if (has_merge)
        merge_all(reader, node);
    return is_over(reader, 1, node->span) ? NULL : node;
}

/* Reads the node that the current event begins. NULL after a diagnostic. */
static struct node *read_node(struct reader *reader)
{
    struct node *node = NULL;

    if (++reader->depth > YAML_DEPTH_MAX) {
        diag_help(reader->diags,
                  diag_add(reader->diags, SP0104, event_span(reader),
                           "the document is nested more than %d deep", YAML_DEPTH_MAX),
                  "no spec needs that: look for brackets that were repeated by mistake");
        return NULL;
    }
    switch (reader->event.type) {
    case YAML_ALIAS_EVENT: node = read_alias(reader); break;
    case YAML_SCALAR_EVENT: node = read_scalar(reader); break;
    case YAML_SEQUENCE_START_EVENT: node = read_list(reader); break;
    case YAML_MAPPING_START_EVENT: node = read_mapping(reader); break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: break;
    }
    reader->depth--;
    return node;
}

/* Reads the document that the current event begins. False when reading cannot go on. */
static bool read_document(struct reader *reader, struct yaml_stream *stream)
{
    struct node *root;

    reader->anchors.count = 0;
    reader->node_count = 0;
    reader->diag_count = reader->diags->list.count;
    yaml_event_delete(&reader->event);
    if (!next_event(reader))
        return false;
    root = read_node(reader);
    yaml_event_delete(&reader->event);
    if (!root || !next_event(reader))
        return false;
    if (!node_is_null(root))
        *vec_push(&stream->documents, reader->nodes) = (struct yaml_document){root, root->span};
    return true;
}

static void read_stream(struct reader *reader, struct yaml_stream *stream)
{
    bool goes_on = next_event(reader);

    while (goes_on && reader->event.type != YAML_STREAM_END_EVENT) {
        if (reader->event.type == YAML_DOCUMENT_START_EVENT && !read_document(reader, stream))
            return;
        yaml_event_delete(&reader->event);
        goes_on = next_event(reader);
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
                    "the byte 0x%02x is not UTF-8 here", (unsigned char)source->text.at[bad]);
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
    struct reader reader = {.diags = diags, .nodes = nodes, .source = source};
    struct slice body;

    if (!is_utf8(diags, source))
        return;
    reader.base = slice_starts(source->text, SLICE("\xef\xbb\xbf")) ? 3 : 0;
    reader.at = reader.base;
    reader.is_ascii = utf8_is_ascii(slice_from(source->text, reader.base));
    if (!yaml_parser_initialize(&reader.parser))
        die_out_of_memory(0);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    body = slice_from(source->text, reader.base);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(body.len ? body.at : ""),
                                 body.len);
    reader.diag_count = diags->list.count;
    read_stream(&reader, stream);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
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
