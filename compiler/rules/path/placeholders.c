/* Partition columns missing from the path, and text in it that was meant as a placeholder. */
#include "base/ascii.h"
#include "rules/path/path.h"

/* Text in the path that is not a placeholder, and the placeholder that was meant. */
struct lookalike {
    size_t lo, hi; /* in the path's text */
    struct slice instead;
};

/* The bytes [lo, hi) of a literal piece in the path's text. */
static size_t offset_of(const struct table *table, const struct path_piece *piece)
{
    return (size_t)(piece->literal.at - table->path.text.value.at);
}

static char byte_at(struct slice text, size_t at)
{
    return at < text.len ? text.at[at] : '\0';
}

/* $name, :name, @name, <name>, [name] or %(name)s around a column's name at `at`. */
static bool is_dressed(struct slice text, size_t at, size_t len, struct lookalike *found)
{
    char before = at ? text.at[at - 1] : '\0', behind = byte_at(text, at + len);

    found->lo = at - 1;
    found->hi = at + len + (behind == '>' || behind == ']');
    if (before == '(' && behind == ')' && at > 1 && text.at[at - 2] == '%') {
        found->lo = at - 2;
        found->hi = at + len + (byte_at(text, at + len + 1) == 's' ? 2 : 1);
        return true;
    }
    if (before == '$' || before == ':' || before == '@')
        return !ascii_is_word(behind);
    return (before == '<' && behind == '>') || (before == '[' && behind == ']');
}

static bool find_dressed(struct slice literal, struct slice name, struct lookalike *found)
{
    for (size_t i = 1; name.len && i + name.len <= literal.len; i++)
        if (slice_eq_folded(slice_cut(literal, i, i + name.len), name) &&
            is_dressed(literal, i, name.len, found))
            return true;
    return false;
}

static bool is_date_letter(char byte)
{
    return byte && strchr("YmdHMj", byte);
}

/* %Y, %m and so on; %d4 might be an escaped byte. */
static bool is_date_mark(struct slice text, size_t at)
{
    return byte_at(text, at) == '%' && is_date_letter(byte_at(text, at + 1)) &&
           (byte_at(text, at + 1) != 'd' || ascii_hex(byte_at(text, at + 2)) < 0);
}

/* The longest run of date fields with separators between them: %Y/%m/%d */
static bool find_marks(struct slice literal, struct lookalike *found)
{
    size_t at = 0;

    while (at < literal.len && !is_date_mark(literal, at))
        at++;
    if (at == literal.len)
        return false;
    found->lo = at;
    while (is_date_mark(literal, at)) {
        at = found->hi = at + 2;
        if (byte_at(literal, at) && strchr("/-_.", byte_at(literal, at)))
            at++;
    }
    return true;
}

/* For a date column: its own pattern as text, or else any date fields. */
static bool find_date(struct rule_run *run, struct slice literal, const struct key_column *key,
                      struct lookalike *found)
{
    struct slice name = key->column.name.value, pattern = key_date(key)->text.value;
    size_t at = slice_find_slice(literal, pattern);

    if (pattern.len && at < literal.len) {
        *found = (struct lookalike){.lo = at, .hi = at + pattern.len};
        found->instead = arena_printf(run->arena, "{%.*s}", SLICE_ARG(name));
        return true;
    }
    if (!find_marks(literal, found))
        return false;
    found->instead = arena_printf(run->arena, "{%.*s:%.*s}", SLICE_ARG(name),
                                  SLICE_ARG(slice_cut(literal, found->lo, found->hi)));
    return true;
}

/* Text that was meant as the placeholder of `key`. */
static bool find_lookalike(struct rule_run *run, const struct table *table,
                           const struct key_column *key, struct lookalike *found)
{
    struct slice name = key->column.name.value;

    for (size_t i = 0; i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        bool is_found = false;

        if (!piece->is_literal)
            continue;
        if (find_dressed(piece->literal, name, found)) {
            found->instead = arena_printf(run->arena, "{%.*s}", SLICE_ARG(name));
            is_found = true;
        } else if (key_date(key)) {
            is_found = find_date(run, piece->literal, key, found);
        }
        if (is_found) {
            found->lo += offset_of(table, piece);
            found->hi += offset_of(table, piece);
            return true;
        }
    }
    return false;
}

static void missing_key(struct rule_run *run, const struct table *table,
                        const struct key_column *key)
{
    struct text name = key->column.name, path = table->path.text;
    struct lookalike found;
    bool is_found = find_lookalike(run, table, key, &found);
    struct span span = is_found ? text_span(path, found.lo, found.hi) : path.span;
    struct diag *diag = diag_add(run->diags, SP0303, span,
                                 "the path lacks the partition column `%.*s`",
                                 SLICE_ARG(name.value));

    diag_related(run->diags, diag, name.span, "the column is defined here");
    if (!is_found) {
        diag_help(run->diags, diag,
                  "add `%.*s={%.*s}/`, or `{%.*s}/` if the folder's name is only the value",
                  SLICE_ARG(name.value), SLICE_ARG(name.value), SLICE_ARG(name.value));
        return;
    }
    diag_label(run->diags, diag, "this is text, not a placeholder");
    diag_help(run->diags, diag, "write `%.*s`", SLICE_ARG(found.instead));
    text_fix(run->diags, diag, path, found.lo, found.hi, found.instead, true);
}

void rule_path_complete(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; path_is_given(table) && i < table->keys.count; i++)
        if (!path_names_key(table, i))
            missing_key(run, table, &table->keys.at[i]);
}

/* $word or <word>, or date fields. */
static bool find_any(struct slice literal, struct lookalike *found)
{
    if (find_marks(literal, found))
        return true;
    for (size_t i = 0; i + 1 < literal.len; i++) {
        size_t end = i + 1;

        while (ascii_is_word(byte_at(literal, end)))
            end++;
        *found = (struct lookalike){.lo = i, .hi = end + (literal.at[i] == '<')};
        if (end > i + 1 &&
            (literal.at[i] == '$' || (literal.at[i] == '<' && byte_at(literal, end) == '>')))
            return true;
    }
    return false;
}

/* All columns are in the path, so this text is additional. */
void rule_path_lookalikes(struct rule_run *run, const struct document *document)
{
    const struct table *table = &document->table;

    for (size_t i = 0; path_is_given(table) && i < table->path.pieces.count; i++) {
        const struct path_piece *piece = &table->path.pieces.at[i];
        struct lookalike found;
        struct diag *diag;

        if (!piece->is_literal || !find_any(piece->literal, &found))
            continue;
        diag = diag_add(run->diags, SP0335,
                        text_span(table->path.text, offset_of(table, piece) + found.lo,
                                  offset_of(table, piece) + found.hi),
                        "`%.*s` looks like a placeholder, but is text",
                        SLICE_ARG(slice_cut(piece->literal, found.lo, found.hi)));
        diag_label(run->diags, diag, "a literal part of the folder's name");
        diag_help(run->diags, diag,
                  "write a partition column as `{name}`, or a date as `{name:%%Y/%%m/%%d}`");
    }
}
