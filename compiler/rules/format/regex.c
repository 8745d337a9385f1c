#include "rules/format/regex.h"

#include "base/ascii.h"

enum { DEPTH_MAX = 250 };

struct reader {
    struct arena *arena;
    struct slice text;
    size_t at;
    int depth;
    struct regex_shape shape;
};

/* How often an item is there. */
enum amount {
    NEVER, /* it takes no text: an anchor, a look around */
    OPTIONAL,
    FIXED, /* at least once, and not without bound */
    UNBOUNDED
};

static bool is_at(const struct reader *reader, struct slice what)
{
    return slice_starts(slice_from(reader->text, reader->at), what);
}

static bool is_end(const struct reader *reader)
{
    return reader->at >= reader->text.len;
}

static void skip(struct reader *reader, size_t len)
{
    size_t left = reader->text.len - reader->at;

    reader->at += len < left ? len : left;
}

static void skip_to(struct reader *reader, struct slice end)
{
    skip(reader, slice_find_slice(slice_from(reader->text, reader->at), end) + end.len);
}

/* {2,5}: the bounds; false where the brace stands for itself. */
static bool read_bounds(struct reader *reader, bool *may_be_none, bool *is_unbounded)
{
    struct slice rest = slice_from(reader->text, reader->at);
    size_t close = slice_find(rest, '}'), comma = slice_find(slice_cut(rest, 0, close), ',');
    long long least, most;

    if (close == rest.len || close < 2 || !slice_to_int(slice_cut(rest, 1, comma), &least))
        return false;
    *is_unbounded = comma + 1 == close;
    if (comma < close && !*is_unbounded && !slice_to_int(slice_cut(rest, comma + 1, close), &most))
        return false;
    *may_be_none = least == 0;
    reader->at += close + 1;
    return true;
}

/* The repetition behind an item that is there `once` without one. A possessive one never gives
   back what it took, so that it counts as fixed. */
static enum amount read_repetition(struct reader *reader, enum amount once)
{
    bool may_be_none = true, is_unbounded = true;

    if (is_end(reader))
        return once;
    switch (reader->text.at[reader->at]) {
    case '*': reader->at++; break;
    case '+':
        reader->at++;
        may_be_none = false;
        break;
    case '?':
        reader->at++;
        is_unbounded = false;
        break;
    case '{':
        if (read_bounds(reader, &may_be_none, &is_unbounded))
            break;
        return once;
    default: return once;
    }
    if (is_at(reader, SLICE("+"))) {
        reader->at++;
        return may_be_none ? OPTIONAL : FIXED;
    }
    if (is_at(reader, SLICE("?")))
        reader->at++;
    if (once == NEVER)
        return NEVER;
    if (is_unbounded)
        return UNBOUNDED;
    return may_be_none ? OPTIONAL : once;
}

/* What may stand before the first member of a class: a bracket behind it is a member. */
static void skip_class_head(struct reader *reader)
{
    bool is_negated = false;

    for (;;) {
        if (is_at(reader, SLICE("\\Q\\E"))) {
            skip(reader, 4);
        } else if (is_at(reader, SLICE("\\E"))) {
            skip(reader, 2);
        } else if (!is_negated && is_at(reader, SLICE("^"))) {
            is_negated = true;
            skip(reader, 1);
        } else {
            return;
        }
    }
}

static void skip_class(struct reader *reader)
{
    skip(reader, 1);
    skip_class_head(reader);
    if (is_at(reader, SLICE("]")))
        skip(reader, 1);
    while (!is_end(reader) && reader->text.at[reader->at] != ']') {
        if (is_at(reader, SLICE("\\Q")))
            skip_to(reader, SLICE("\\E"));
        else if (is_at(reader, SLICE("[:")))
            skip_to(reader, SLICE(":]"));
        else
            skip(reader, reader->text.at[reader->at] == '\\' ? 2 : 1);
    }
    skip(reader, 1);
}

static enum amount read_escape(struct reader *reader)
{
    char kind = reader->at + 1 < reader->text.len ? reader->text.at[reader->at + 1] : '\0';

    skip(reader, 2);
    if (kind == 'Q')
        skip_to(reader, SLICE("\\E"));
    else if ((kind == 'p' || kind == 'P' || kind == 'x') && is_at(reader, SLICE("{")))
        skip_to(reader, SLICE("}"));
    return strchr("bBAzZG", kind) ? NEVER : FIXED;
}

static bool read_body(struct reader *reader);

enum group_kind { CAPTURES, GROUPS, LOOKS, KEEPS };

/* Reads what stands behind an opening bracket, up to the body. */
static enum group_kind read_head(struct reader *reader)
{
    reader->at++;
    if (!is_at(reader, SLICE("?")))
        return CAPTURES;
    reader->at++;
    if (is_at(reader, SLICE("=")) || is_at(reader, SLICE("!")) || is_at(reader, SLICE("<=")) ||
        is_at(reader, SLICE("<!"))) {
        skip(reader, is_at(reader, SLICE("<")) ? 2 : 1);
        return LOOKS;
    }
    if (is_at(reader, SLICE(">"))) {
        reader->at++;
        return KEEPS;
    }
    if (is_at(reader, SLICE("<")) || is_at(reader, SLICE("P<"))) {
        skip_to(reader, SLICE(">"));
        return CAPTURES;
    }
    if (is_at(reader, SLICE("#"))) {
        reader->at += slice_find(slice_from(reader->text, reader->at), ')');
        return LOOKS;
    }
    while (!is_end(reader) &&
           (ascii_is_alpha(reader->text.at[reader->at]) || is_at(reader, SLICE("-"))))
        reader->at++;
    if (is_at(reader, SLICE(":")))
        reader->at++;
    return GROUPS;
}

/* Reads a group with its repetition. */
static enum amount read_group(struct reader *reader)
{
    size_t lo = reader->at, number = reader->shape.groups.count;
    enum group_kind kind = read_head(reader);
    enum amount amount;
    bool is_loose;

    if (kind == CAPTURES)
        vec_push(&reader->shape.groups, reader->arena)->lo = lo;
    reader->depth++;
    is_loose = reader->depth < DEPTH_MAX && read_body(reader) && kind != KEEPS;
    reader->depth--;
    skip(reader, 1);
    if (kind == CAPTURES)
        reader->shape.groups.at[number].hi = reader->at;
    amount = read_repetition(reader, kind == LOOKS ? NEVER : FIXED);
    if (amount == UNBOUNDED && is_loose && !reader->shape.has_nested) {
        reader->shape.has_nested = true;
        reader->shape.nested = (struct regex_range){lo, reader->at};
    }
    return amount == FIXED && is_loose ? UNBOUNDED : amount;
}

static enum amount read_item(struct reader *reader)
{
    char c = reader->text.at[reader->at];

    if (c == '(')
        return read_group(reader);
    if (c == '\\')
        return read_repetition(reader, read_escape(reader));
    if (c == '[') {
        skip_class(reader);
        return read_repetition(reader, FIXED);
    }
    reader->at++;
    return read_repetition(reader, c == '^' || c == '$' ? NEVER : FIXED);
}

/* Reads alternatives up to a closing bracket. True where one of them is loose: it holds a part
   without bound and none that must be there, so that a text can be cut into it in many ways. */
static bool read_body(struct reader *reader)
{
    bool is_loose = false, has_unbounded = false, has_fixed = false;

    while (!is_end(reader) && reader->text.at[reader->at] != ')') {
        enum amount amount;

        if (reader->text.at[reader->at] == '|') {
            reader->at++;
            has_unbounded = has_fixed = false;
            continue;
        }
        amount = read_item(reader);
        has_unbounded = has_unbounded || amount == UNBOUNDED;
        has_fixed = has_fixed || amount == FIXED;
        if (is_end(reader) || strchr("|)", reader->text.at[reader->at]))
            is_loose = is_loose || (has_unbounded && !has_fixed);
    }
    return is_loose;
}

struct regex_shape regex_shape(struct arena *arena, struct slice text)
{
    struct reader reader = {.arena = arena, .text = text};

    while (!is_end(&reader)) {
        read_body(&reader);
        reader.at += !is_end(&reader); /* a closing bracket without its opening one */
    }
    return reader.shape;
}
