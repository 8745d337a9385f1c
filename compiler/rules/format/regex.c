#include "rules/format/regex.h"

#include "base/ascii.h"

enum { DEPTH_MAX = 250 };

struct regex_cursor {
    struct arena *arena;
    struct slice text;
    size_t at;
    int depth;
    struct regex_shape shape;
};

/* How often an item occurs. */
enum amount {
    NEVER, /* it matches no text: an anchor or a lookaround */
    OPTIONAL,
    FIXED, /* at least once, and bounded */
    UNBOUNDED
};

static bool is_at(const struct regex_cursor *cursor, struct slice what)
{
    return slice_starts(slice_from(cursor->text, cursor->at), what);
}

static bool is_end(const struct regex_cursor *cursor)
{
    return cursor->at >= cursor->text.len;
}

static void skip(struct regex_cursor *cursor, size_t len)
{
    size_t left = cursor->text.len - cursor->at;

    cursor->at += len < left ? len : left;
}

static void skip_to(struct regex_cursor *cursor, struct slice end)
{
    skip(cursor, slice_find_slice(slice_from(cursor->text, cursor->at), end) + end.len);
}

/* The bounds of {2,5}; false if the brace is literal. */
static bool read_bounds(struct regex_cursor *cursor, bool *may_be_none, bool *is_unbounded)
{
    struct slice rest = slice_from(cursor->text, cursor->at);
    size_t close = slice_find(rest, '}'), comma = slice_find(slice_cut(rest, 0, close), ',');
    long long least, most;

    if (close == rest.len || close < 2 || !slice_to_int(slice_cut(rest, 1, comma), &least))
        return false;
    *is_unbounded = comma + 1 == close;
    if (comma < close && !*is_unbounded && !slice_to_int(slice_cut(rest, comma + 1, close), &most))
        return false;
    *may_be_none = least == 0;
    cursor->at += close + 1;
    return true;
}

/* The repetition that follows an item, or `once` if there is none. A possessive repetition never
   gives back what it matched, so it counts as fixed. */
static enum amount read_repetition(struct regex_cursor *cursor, enum amount once)
{
    bool may_be_none = true, is_unbounded = true;

    if (is_end(cursor))
        return once;
    switch (cursor->text.at[cursor->at]) {
    case '*': cursor->at++; break;
    case '+':
        cursor->at++;
        may_be_none = false;
        break;
    case '?':
        cursor->at++;
        is_unbounded = false;
        break;
    case '{':
        if (read_bounds(cursor, &may_be_none, &is_unbounded))
            break;
        return once;
    default: return once;
    }
    if (is_at(cursor, SLICE("+"))) {
        cursor->at++;
        return may_be_none ? OPTIONAL : FIXED;
    }
    if (is_at(cursor, SLICE("?")))
        cursor->at++;
    if (once == NEVER)
        return NEVER;
    if (is_unbounded)
        return UNBOUNDED;
    return may_be_none ? OPTIONAL : once;
}

/* Skips what may precede the first member of a class; a bracket right after it is a member. */
static void skip_class_head(struct regex_cursor *cursor)
{
    bool is_negated = false;

    for (;;) {
        if (is_at(cursor, SLICE("\\Q\\E"))) {
            skip(cursor, 4);
        } else if (is_at(cursor, SLICE("\\E"))) {
            skip(cursor, 2);
        } else if (!is_negated && is_at(cursor, SLICE("^"))) {
            is_negated = true;
            skip(cursor, 1);
        } else {
            return;
        }
    }
}

static void skip_class(struct regex_cursor *cursor)
{
    skip(cursor, 1);
    skip_class_head(cursor);
    if (is_at(cursor, SLICE("]")))
        skip(cursor, 1);
    while (!is_end(cursor) && cursor->text.at[cursor->at] != ']') {
        if (is_at(cursor, SLICE("\\Q")))
            skip_to(cursor, SLICE("\\E"));
        else if (is_at(cursor, SLICE("[:")))
            skip_to(cursor, SLICE(":]"));
        else
            skip(cursor, cursor->text.at[cursor->at] == '\\' ? 2 : 1);
    }
    skip(cursor, 1);
}

static enum amount read_escape(struct regex_cursor *cursor)
{
    char kind = cursor->at + 1 < cursor->text.len ? cursor->text.at[cursor->at + 1] : '\0';

    skip(cursor, 2);
    if (kind == 'Q')
        skip_to(cursor, SLICE("\\E"));
    else if ((kind == 'p' || kind == 'P' || kind == 'x') && is_at(cursor, SLICE("{")))
        skip_to(cursor, SLICE("}"));
    return strchr("bBAzZG", kind) ? NEVER : FIXED;
}

static bool read_body(struct regex_cursor *cursor);

enum group_kind { CAPTURES, GROUPS, LOOKS, KEEPS };

/* Reads what follows an opening parenthesis, up to the body. */
static enum group_kind read_head(struct regex_cursor *cursor)
{
    cursor->at++;
    if (!is_at(cursor, SLICE("?")))
        return CAPTURES;
    cursor->at++;
    if (is_at(cursor, SLICE("=")) || is_at(cursor, SLICE("!")) || is_at(cursor, SLICE("<=")) ||
        is_at(cursor, SLICE("<!"))) {
        skip(cursor, is_at(cursor, SLICE("<")) ? 2 : 1);
        return LOOKS;
    }
    if (is_at(cursor, SLICE(">"))) {
        cursor->at++;
        return KEEPS;
    }
    if (is_at(cursor, SLICE("<")) || is_at(cursor, SLICE("P<"))) {
        skip_to(cursor, SLICE(">"));
        return CAPTURES;
    }
    if (is_at(cursor, SLICE("#"))) {
        cursor->at += slice_find(slice_from(cursor->text, cursor->at), ')');
        return LOOKS;
    }
    while (!is_end(cursor) &&
           (ascii_is_alpha(cursor->text.at[cursor->at]) || is_at(cursor, SLICE("-"))))
        cursor->at++;
    if (is_at(cursor, SLICE(":")))
        cursor->at++;
    return GROUPS;
}

/* Reads a group with its repetition. */
static enum amount read_group(struct regex_cursor *cursor)
{
    size_t lo = cursor->at, number = cursor->shape.groups.count;
    enum group_kind kind = read_head(cursor);
    enum amount amount;
    bool is_loose;

    if (kind == CAPTURES)
        vec_push(&cursor->shape.groups, cursor->arena)->lo = lo;
    cursor->depth++;
    is_loose = cursor->depth < DEPTH_MAX && read_body(cursor) && kind != KEEPS;
    cursor->depth--;
    skip(cursor, 1);
    if (kind == CAPTURES)
        cursor->shape.groups.at[number].hi = cursor->at;
    amount = read_repetition(cursor, kind == LOOKS ? NEVER : FIXED);
    if (amount == UNBOUNDED && is_loose && !cursor->shape.has_nested) {
        cursor->shape.has_nested = true;
        cursor->shape.nested = (struct regex_range){lo, cursor->at};
    }
    return amount == FIXED && is_loose ? UNBOUNDED : amount;
}

static enum amount read_item(struct regex_cursor *cursor)
{
    char c = cursor->text.at[cursor->at];

    if (c == '(')
        return read_group(cursor);
    if (c == '\\')
        return read_repetition(cursor, read_escape(cursor));
    if (c == '[') {
        skip_class(cursor);
        return read_repetition(cursor, FIXED);
    }
    cursor->at++;
    return read_repetition(cursor, c == '^' || c == '$' ? NEVER : FIXED);
}

/* Reads alternatives up to a closing parenthesis. True if one of them is loose: it has an
   unbounded part and no required one, so text can be split into it in many ways. */
static bool read_body(struct regex_cursor *cursor)
{
    bool is_loose = false, has_unbounded = false, has_fixed = false;

    while (!is_end(cursor) && cursor->text.at[cursor->at] != ')') {
        enum amount amount;

        if (cursor->text.at[cursor->at] == '|') {
            cursor->at++;
            has_unbounded = has_fixed = false;
            continue;
        }
        amount = read_item(cursor);
        has_unbounded = has_unbounded || amount == UNBOUNDED;
        has_fixed = has_fixed || amount == FIXED;
        if (is_end(cursor) || strchr("|)", cursor->text.at[cursor->at]))
            is_loose = is_loose || (has_unbounded && !has_fixed);
    }
    return is_loose;
}

struct regex_shape regex_shape(struct arena *arena, struct slice text)
{
    struct regex_cursor cursor = {.arena = arena, .text = text};

    while (!is_end(&cursor)) {
        read_body(&cursor);
        cursor.at += !is_end(&cursor); /* a closing parenthesis without an opening one */
    }
    return cursor.shape;
}
