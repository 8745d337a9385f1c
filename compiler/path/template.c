#include "path/template.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "path/encode.h"

static void add_literal(struct path *path, struct arena *arena, size_t lo, size_t hi)
{
    if (lo < hi)
        *vec_push(&path->pieces, arena) = (struct path_piece){
            .is_literal = true,
            .literal = slice_cut(path->text.value, lo, hi),
            .span = text_span(path->text, lo, hi),
        };
}

static bool bad_brace(struct diags *diags, struct text text, size_t lo, size_t hi, const char *what)
{
    struct diag *diag = diag_add(diags, SP0301, text_span(text, lo, hi), "%s in the path", what);

    diag_help(diags, diag,
              "write a partition column as `{name}`, or a date as `{name:%%Y/%%m/%%d}`");
    return false;
}

/* Adds the placeholder whose text between the braces is [lo, hi). */
static bool add_placeholder(struct diags *diags, struct path *path, size_t lo, size_t hi)
{
    struct slice inside = slice_cut(path->text.value, lo, hi);
    size_t colon = slice_find(inside, ':');
    struct path_piece piece = {
        .name = slice_cut(inside, 0, colon),
        .span = text_span(path->text, lo - 1, hi + 1),
    };

    if (!piece.name.len)
        return bad_brace(diags, path->text, lo - 1, hi + 1, "a placeholder without a name");
    if (colon < inside.len) {
        struct text pattern = path->text;

        pattern.value = slice_from(inside, colon + 1);
        pattern.span = text_span(path->text, lo + colon + 1, hi);
        if (path->text.style != TEXT_PLAIN)
            pattern.style = TEXT_OTHER;
        piece.date = date_pattern_parse(diags, pattern);
        if (!piece.date)
            return false;
    }
    *vec_push(&path->pieces, diags->arena) = piece;
    return true;
}

/* Reports a `{` that is not closed; a name probably follows it. */
static bool open_brace(struct diags *diags, struct text text, size_t from)
{
    size_t to = from + 1;

    while (to < text.value.len && ascii_is_word(text.value.at[to]))
        to++;
    return bad_brace(diags, text, from, to, "a `{` without a matching `}`");
}

/* Reports {{name}}, as other template languages write it; `from` is its first brace. */
static bool doubled_braces(struct diags *diags, struct text text, size_t from)
{
    size_t to = from + slice_find_slice(slice_from(text.value, from), SLICE("}}")) + 2;
    struct slice inside;
    struct diag *diag;

    if (to > text.value.len)
        return open_brace(diags, text, from);
    if (to == from + 4)
        return bad_brace(diags, text, from, to, "a placeholder without a name");
    inside = slice_cut(text.value, from + 1, to - 1);
    diag = diag_add(diags, SP0301, text_span(text, from, to), "doubled braces in the path");
    diag_help(diags, diag, "write `%.*s`", SLICE_ARG(inside));
    text_fix(diags, diag, text, from, to, inside, true);
    return false;
}

static bool too_many(struct diags *diags, struct text text, size_t lo, size_t hi)
{
    diag_help(diags,
              diag_add(diags, SP0301, text_span(text, lo, hi),
                       "the path has more than %d placeholders", LIMIT_PLACEHOLDERS),
              "name each partition column once: a key of S3 has room for no more");
    return false;
}

bool path_parse(struct diags *diags, struct text text, struct path *path)
{
    struct slice value = text.value;
    size_t from = 0, placeholders = 0;
    bool is_good = true;

    path->text = text;
    for (size_t i = 0; i < value.len; i++) {
        size_t end;

        if (value.at[i] == '}')
            return bad_brace(diags, text, i, i + 1, "a `}` without a matching `{`");
        if (value.at[i] != '{')
            continue;
        if (i + 1 < value.len && value.at[i + 1] == '{')
            return doubled_braces(diags, text, i);
        end = i + 1 + slice_find(slice_from(value, i + 1), '}');
        if (end >= value.len)
            return open_brace(diags, text, i);
        if (slice_find(slice_cut(value, i + 1, end), '{') < end - i - 1)
            return bad_brace(diags, text, i, end + 1, "a `{` inside a placeholder");
        if (placeholders++ == LIMIT_PLACEHOLDERS)
            return too_many(diags, text, i, end + 1);
        add_literal(path, diags->arena, from, i);
        is_good = add_placeholder(diags, path, i + 1, end) && is_good;
        from = end + 1;
        i = end;
    }
    add_literal(path, diags->arena, from, value.len);
    return is_good;
}

void path_make_default(struct arena *arena, struct table *table)
{
    for (size_t i = 0; i < table->keys.count; i++) {
        struct text name = table->keys.at[i].column.name;
        struct str head = {0};

        if (i)
            str_putc(&head, '/');
        path_encode(&head, name.value);
        str_putc(&head, '=');
        *vec_push(&table->path.pieces, arena) = (struct path_piece){
            .is_literal = true, .literal = arena_copy(arena, str_slice(&head)), .span = name.span};
        *vec_push(&table->path.pieces, arena) = (struct path_piece){.name = name.value,
                                                                    .span = name.span};
        str_release(&head);
    }
    if (table->keys.count)
        *vec_push(&table->path.pieces, arena) = (struct path_piece){.is_literal = true,
                                                                    .literal = SLICE("/")};
}

/* Whether two patterns write the same text. */
static bool is_same_pattern(const struct date_pattern *a, const struct date_pattern *b)
{
    return a == b || (a && b && slice_eq(a->text.value, b->text.value));
}

bool path_is_hive(const struct table *table)
{
    struct table plain = *table;
    struct arena arena;
    bool is_hive;

    arena_init(&arena);
    memset(&plain.path, 0, sizeof plain.path);
    path_make_default(&arena, &plain);
    is_hive = plain.path.pieces.count == table->path.pieces.count;
    for (size_t i = 0; is_hive && i < table->path.pieces.count; i++) {
        const struct path_piece *a = &table->path.pieces.at[i], *b = &plain.path.pieces.at[i];

        is_hive = a->is_literal == b->is_literal && slice_eq_folded(a->literal, b->literal) &&
                  slice_eq_folded(a->name, b->name);
        if (is_hive && a->date)
            is_hive = is_same_pattern(a->date,
                                      key_date(&table->keys.at[table_key_named(table, a->name)]));
    }
    arena_release(&arena);
    return is_hive;
}

const struct date_pattern *path_piece_date(const struct path_piece *piece,
                                           const struct key_column *key)
{
    return piece->date ? piece->date : key_date(key);
}

/* A run of bytes at one place of a path: a literal, or a value (or one field of a date) with its
   alphabet and whether its length is fixed. */
struct segment {
    bool is_literal;
    struct slice literal;
    bool is_fixed;
    bool has_byte[256];
    size_t piece;
};

struct segments {
    VEC(struct segment) list;
    struct arena arena;
};

static void add_bytes(struct segment *segment, const char *bytes)
{
    for (; *bytes; bytes++)
        segment->has_byte[(unsigned char)*bytes] = true;
}

static struct segment *add_segment(struct segments *segments, size_t piece)
{
    struct segment *segment = vec_push(&segments->list, &segments->arena);

    segment->piece = piece;
    return segment;
}

static void add_literal_segment(struct segments *segments, size_t piece, struct slice literal)
{
    struct segment *segment = add_segment(segments, piece);

    segment->is_literal = true;
    segment->literal = literal;
}

static void add_date_segments(struct segments *segments, size_t piece,
                              const struct date_pattern *date)
{
    for (size_t i = 0; i < date->items.count; i++) {
        const struct date_item *item = &date->items.at[i];

        if (item->is_literal) {
            add_literal_segment(segments, piece, item->literal);
        } else {
            struct segment *segment = add_segment(segments, piece);

            segment->is_fixed = item->is_padded;
            add_bytes(segment, "0123456789");
        }
    }
}

static void add_values(struct segment *segment, const struct domain *domain)
{
    segment->is_fixed = true;
    for (size_t i = 0; i < domain->values.count; i++) {
        struct slice value = domain->values.at[i].value;
        struct str folder = {0};

        path_encode(&folder, value);
        for (size_t j = 0; j < folder.len; j++)
            segment->has_byte[(unsigned char)folder.at[j]] = true;
        str_release(&folder);
        segment->is_fixed = segment->is_fixed && value.len == domain->values.at[0].value.len &&
                            !path_needs_encoding(value);
    }
}

static bool is_range_fixed(const struct domain *domain)
{
    long long first_past = 1;

    for (long long i = 0; i < domain->width && i < 18; i++)
        first_past *= 10;
    return domain->width > 0 && domain->from >= 0 && domain->to < first_past;
}

static void add_value_segment(struct segments *segments, size_t piece, const struct key_column *key)
{
    struct segment *segment = add_segment(segments, piece);
    const struct type *type = key->column.type;

    if (key->domain.kind == DOMAIN_VALUES) {
        add_values(segment, &key->domain);
    } else if (key->domain.kind == DOMAIN_RANGE) {
        segment->is_fixed = is_range_fixed(&key->domain);
        add_bytes(segment, key->domain.from < 0 ? "-0123456789" : "0123456789");
    } else if (type && type_is_integer(type->kind)) {
        add_bytes(segment, "-0123456789");
    } else {
        memset(segment->has_byte, true, sizeof segment->has_byte);
        segment->has_byte['/'] = false;
    }
}

static void cut_segments(struct segments *segments, const struct table *table)
{
    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        const struct key_column *key;

        if (piece->is_literal) {
            add_literal_segment(segments, i, piece->literal);
            continue;
        }
        key = &table->keys.at[table_key_named(table, piece->name)];
        if (path_piece_date(piece, key))
            add_date_segments(segments, i, path_piece_date(piece, key));
        else
            add_value_segment(segments, i, key);
    }
}

static bool has_slash(const struct segment *segment)
{
    return segment->is_literal && slice_find(segment->literal, '/') < segment->literal.len;
}

/* Whether the value's end (or start, looking leftwards) follows from its neighbour alone. */
static bool is_delimited(const struct segments *segments, size_t at, bool leftwards)
{
    const struct segment *segment = &segments->list.at[at], *next;
    bool is_outermost = leftwards ? at == 0 : at + 1 == segments->list.count;

    if (segment->is_fixed || is_outermost)
        return true;
    next = leftwards ? segment - 1 : segment + 1;
    if (!next->is_literal)
        return false;
    return !segment
                ->has_byte[(unsigned char)next->literal.at[leftwards ? next->literal.len - 1 : 0]];
}

/* A folder name, the segments [lo, hi), can be split when all values but one are delimited: those
   before the one by what follows them, those after it by what precedes them. */
static bool is_folder_readable(const struct segments *segments, size_t lo, size_t hi, size_t *bad)
{
    size_t left = lo, right = hi;

    while (left < hi && (segments->list.at[left].is_literal || is_delimited(segments, left, false)))
        left++;
    while (right > lo &&
           (segments->list.at[right - 1].is_literal || is_delimited(segments, right - 1, true)))
        right--;
    *bad = left;
    return left + 1 >= right;
}

bool path_is_readable(const struct table *table, size_t *left, size_t *right)
{
    struct segments segments = {0};
    size_t lo = 0, bad = 0;
    bool is_readable = true;

    cut_segments(&segments, table);
    for (size_t i = 0; i <= segments.list.count && is_readable; i++) {
        if (i < segments.list.count && !has_slash(&segments.list.at[i]))
            continue;
        is_readable = is_folder_readable(&segments, lo, i, &bad);
        lo = i + 1;
    }
    if (!is_readable) {
        *left = *right = segments.list.at[bad].piece;
        for (size_t i = bad + 1; i < segments.list.count && *right == *left; i++)
            if (!segments.list.at[i].is_literal)
                *right = segments.list.at[i].piece;
    }
    arena_release(&segments.arena);
    return is_readable;
}

struct path_renderer path_renderer_new(struct arena *arena, const struct table *table)
{
    struct path_renderer renderer = {
        .table = table, .keys = arena_zalloc(arena, table->path.pieces.count, sizeof(size_t))};

    for (size_t i = 0; i < table->path.pieces.count; i++)
        if (!table->path.pieces.at[i].is_literal)
            renderer.keys[i] = table_key_named(table, table->path.pieces.at[i].name);
    return renderer;
}

void path_render(struct str *out, const struct path_renderer *renderer, const struct slice *values,
                 struct civil when)
{
    const struct path *path = &renderer->table->path;

    for (size_t i = 0; i < path->pieces.count; i++) {
        const struct path_piece *piece = &path->pieces.at[i];

        if (piece->is_literal)
            str_add(out, piece->literal);
        else if (piece->date)
            date_pattern_print(out, piece->date, when);
        else
            path_encode(out, values[renderer->keys[i]]);
    }
}
