#include "path/component.h"

struct builder {
    struct arena *arena;
    const struct table *table;
    struct path_components *made;
    struct path_component now; /* the component being filled */
    struct str text, head, tail;
    bool has_span;
};

static void widen(struct builder *builder, struct span span)
{
    if (!builder->has_span)
        builder->now.span = span;
    else if (span.source == builder->now.span.source && span.hi > builder->now.span.hi)
        builder->now.span.hi = span.hi;
    builder->has_span = true;
}

static void begin(struct builder *builder)
{
    builder->now = (struct path_component){.piece = NO_PIECE};
    builder->text.len = builder->head.len = builder->tail.len = 0;
    builder->has_span = false;
}

static void finish(struct builder *builder)
{
    builder->now.text = arena_copy(builder->arena, str_slice(&builder->text));
    builder->now.head = arena_copy(builder->arena, str_slice(&builder->head));
    builder->now.tail = arena_copy(builder->arena, str_slice(&builder->tail));
    *vec_push(&builder->made->list, builder->arena) = builder->now;
    begin(builder);
}

/* The span of a part of a literal: pieces of a written path point into the spec's text. */
static struct span span_of_part(const struct builder *builder, const struct path_piece *piece,
                                struct slice part)
{
    struct text path = builder->table->path.text;
    size_t lo;

    if (!text_is_given(path))
        return piece->span;
    lo = (size_t)(part.at - path.value.at);
    return text_span(path, lo, lo + part.len);
}

static void add_text(struct builder *builder, struct slice text)
{
    str_add(&builder->text, text);
    str_add(builder->now.piece == NO_PIECE ? &builder->head : &builder->tail, text);
}

static void add_literal(struct builder *builder, const struct path_piece *piece)
{
    struct slice rest = piece->literal;

    for (;;) {
        size_t slash = slice_find(rest, '/');
        struct slice part = slice_cut(rest, 0, slash);

        if (part.len) {
            add_text(builder, part);
            widen(builder, span_of_part(builder, piece, part));
        }
        if (slash == rest.len)
            return;
        finish(builder);
        rest = slice_from(rest, slash + 1);
    }
}

static void begin_placeholder(struct builder *builder, size_t piece, const struct path_piece *of)
{
    builder->now.is_mixed = builder->now.piece != NO_PIECE;
    builder->now.piece = (long)piece;
    builder->now.key = table_key_named(builder->table, of->name);
    builder->tail.len = 0;
    widen(builder, of->span);
}

/* A date pattern with slashes: each slash ends a component. */
static void add_cut_date(struct builder *builder, size_t at, const struct path_piece *piece)
{
    struct date_pattern *part = arena_new(builder->arena, struct date_pattern);

    begin_placeholder(builder, at, piece);
    for (size_t i = 0; i < piece->date->items.count; i++) {
        struct date_item item = piece->date->items.at[i];

        while (item.is_literal && slice_find(item.literal, '/') < item.literal.len) {
            size_t slash = slice_find(item.literal, '/');

            if (slash)
                *vec_push(&part->items, builder->arena) = (struct date_item){
                    .is_literal = true, .literal = slice_cut(item.literal, 0, slash)};
            str_add(&builder->text, slice_cut(item.literal, 0, slash));
            builder->now.part = part;
            finish(builder);
            part = arena_new(builder->arena, struct date_pattern);
            begin_placeholder(builder, at, piece);
            item.literal = slice_from(item.literal, slash + 1);
        }
        if (item.is_literal && !item.literal.len)
            continue;
        *vec_push(&part->items, builder->arena) = item;
        if (item.is_literal)
            str_add(&builder->text, item.literal);
        else
            str_printf(&builder->text, item.is_padded ? "%s" : "%%-%s",
                       date_field_mark(item.field) + !item.is_padded);
    }
    builder->now.part = part;
}

static void add_placeholder(struct builder *builder, size_t at, const struct path_piece *piece)
{
    struct slice date = piece->date ? piece->date->text.value : (struct slice){0};

    if (slice_find(date, '/') < date.len) {
        add_cut_date(builder, at, piece);
        return;
    }
    begin_placeholder(builder, at, piece);
    str_printf(&builder->text, piece->date ? "{%.*s:%.*s}" : "{%.*s}", SLICE_ARG(piece->name),
               SLICE_ARG(date));
}

struct path_components path_components_of(struct arena *arena, const struct table *table)
{
    struct path_components made = {.table = table};
    struct builder builder = {.arena = arena, .table = table, .made = &made};

    begin(&builder);
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];

        if (piece->is_literal)
            add_literal(&builder, piece);
        else
            add_placeholder(&builder, i, piece);
    }
    str_release(&builder.text);
    str_release(&builder.head);
    str_release(&builder.tail);
    return made;
}

bool component_fits(const struct path_component *component, struct slice name, struct slice *value)
{
    int numbers[FIELD_COUNT] = {-1, -1, -1, -1, -1, -1};

    *value = (struct slice){0};
    if (component->piece == NO_PIECE)
        return slice_eq(name, component->head);
    if (!slice_starts(name, component->head) || !slice_ends(name, component->tail) ||
        name.len <= component->head.len + component->tail.len)
        return false;
    name = slice_cut(name, component->head.len, name.len - component->tail.len);
    if (!component->is_mixed)
        *value = name;
    return !component->part || component->is_mixed ||
           date_pattern_read(component->part, name, numbers);
}

struct slice component_name(const struct path_component *component)
{
    struct slice head = component->head;

    if (component->piece == NO_PIECE || !slice_ends(head, SLICE("=")))
        return (struct slice){0};
    return slice_cut(head, 0, head.len - 1);
}
