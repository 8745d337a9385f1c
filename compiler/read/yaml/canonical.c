#include "read/yaml/canonical.h"

#include "read/yaml/canonical_layout.h"
#include "read/yaml/compose.h"
#include "read/yaml/tokens.h"

static bool is_same_node(const struct node *a, const struct node *b);

static bool is_same_list(const struct node *a, const struct node *b)
{
    for (size_t i = 0; i < a->items.count; i++)
        if (!is_same_node(a->items.at[i], b->items.at[i]))
            return false;
    return true;
}

static bool is_same_mapping(const struct node *a, const struct node *b)
{
    for (size_t i = 0; i < a->pairs.count; i++)
        if (a->pairs.at[i].is_merged != b->pairs.at[i].is_merged ||
            !is_same_node(a->pairs.at[i].key, b->pairs.at[i].key) ||
            !is_same_node(a->pairs.at[i].value, b->pairs.at[i].value))
            return false;
    return true;
}

static bool is_same_node(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind || a->is_flow != b->is_flow)
        return false;
    switch (a->kind) {
    case NODE_SCALAR: return a->style == b->style && slice_eq(a->value, b->value);
    case NODE_LIST: return a->items.count == b->items.count && is_same_list(a, b);
    case NODE_MAPPING: break;
    }
    return a->pairs.count == b->pairs.count && is_same_mapping(a, b);
}

static bool is_same_stream(const struct yaml_stream *a, const struct yaml_stream *b)
{
    if (a->documents.count != b->documents.count)
        return false;
    for (size_t i = 0; i < a->documents.count; i++)
        if (!is_same_node(a->documents.at[i].root, b->documents.at[i].root))
            return false;
    return true;
}

static bool is_same_meaning(struct arena *arena, struct source *a, struct source *b)
{
    struct diags diags;
    struct yaml_stream streams[2] = {{{0}}, {{0}}};

    diags_init(&diags, arena);
    yaml_read(&diags, arena, a, &streams[0]);
    yaml_read(&diags, arena, b, &streams[1]);
    return !diags.error_count && is_same_stream(&streams[0], &streams[1]);
}

static bool is_same_comments(const struct comments *a, const struct comments *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!slice_eq(a->list.at[i], b->list.at[i]))
            return false;
    return true;
}

/* Where YAML 1.1 ends a line but editors do not, or text.len; *name names the character. */
static size_t find_odd_line_end(struct slice text, const char **name)
{
    static const struct {
        struct slice bytes;
        const char *name;
    } ends[] = {{SLICE("\xc2\x85"), "0085"},
                {SLICE("\xe2\x80\xa8"), "2028"},
                {SLICE("\xe2\x80\xa9"), "2029"}};
    size_t found = text.len;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = slice_find_slice(slice_cut(text, 0, found), ends[i].bytes);

        if (at < found) {
            found = at;
            *name = ends[i].name;
        }
    }
    return found;
}

/* Lays out a source, and reads the result back. */
static bool is_laid_out(struct str *out, struct arena *arena, struct source *source)
{
    struct comments comments = {{0}}, comments_after = {{0}};
    struct str again = {0};
    struct source *after;
    const char *odd;
    bool is_good;

    if (find_odd_line_end(source->text, &odd) < source->text.len ||
        !canonical_lay_out(out, arena, source, &comments))
        return false;
    after = source_new(arena, source->path, arena_copy(arena, str_slice(out)));
    is_good = is_same_meaning(arena, source, after) &&
              canonical_lay_out(&again, arena, after, &comments_after) &&
              slice_eq(str_slice(out), str_slice(&again)) &&
              is_same_comments(&comments, &comments_after);
    str_release(&again);
    return is_good;
}

static struct diag *report_left(struct diags *diags, struct source *source, size_t lo, size_t hi,
                                const char *why)
{
    return diag_add(diags, SP1301, span_of(source, lo, hi),
                    "the layout of this file is left unchanged: %s", why);
}

/* Reports what prevents the file from being laid out. */
static void report_reason(struct diags *diags, struct source *source)
{
    struct slice text = source->text;
    const char *odd = "";
    size_t at = find_odd_line_end(text, &odd);

    if (at < text.len)
        diag_help(diags,
                  diag_label(diags,
                             report_left(diags, source, at, at + (text.at[at] == '\xc2' ? 2 : 3),
                                         "it has a line end that only YAML recognizes"),
                             "U+%s", odd),
                  "write `\\u%s` in double quotes, or remove the character", odd);
    else if (text.len && line_end(text, text.len - 1) == text.len)
        diag_help(diags,
                  report_left(diags, source, text.len, text.len,
                              "a newline here would become part of the block's text"),
                  "add a newline, or write the block with `|-` or `>-`");
    else
        diag_help(diags, report_left(diags, source, 0, 0, "its meaning might change"),
                  "report this bug in spectrumc, with the file");
}

void canonical_write(struct str *out, struct diags *diags, struct source *source)
{
    struct arena arena;
    struct str text = {0};
    bool is_good;

    arena_init(&arena);
    is_good = is_laid_out(&text, &arena, source);
    str_add(out, is_good ? str_slice(&text) : source->text);
    if (!is_good)
        report_reason(diags, source);
    str_release(&text);
    arena_release(&arena);
}
