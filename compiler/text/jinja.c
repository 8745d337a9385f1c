/* Wraps as little as it can in {{ '...' }}, so that ordinary texts stay readable. */
#include "text/jinja.h"

/* Whether `text` begins with a carriage return, which Jinja replaces, or is the final line end,
   which it drops. */
static bool is_lost(struct slice text)
{
    return slice_starts(text, SLICE("\r")) || slice_is(text, "\n");
}

/* How many bytes at the front of `text` must go into an expression: those that open a tag, or would
   together with an expression that follows, and those that are lost. */
static size_t marked_len(struct slice text)
{
    struct slice rest;
    size_t braces = 0;

    while (braces < text.len && text.at[braces] == '{')
        braces++;
    rest = slice_from(text, braces);
    if (!braces)
        return is_lost(text);
    if (slice_starts(rest, SLICE("%")) || slice_starts(rest, SLICE("#")))
        return braces + 1;
    return braces > 1 || is_lost(rest) ? braces : 0;
}

void text_into_jinja(struct str *out, struct slice text)
{
    while (text.len) {
        size_t marked = marked_len(text);
        struct slice piece = slice_cut(text, 0, marked ? marked : 1);

        str_puts(out, marked ? "{{ '" : "");
        str_add(out, slice_is(piece, "\r")             ? SLICE("\\r")
                     : marked && slice_is(piece, "\n") ? SLICE("\\n")
                                                       : piece);
        str_puts(out, marked ? "' }}" : "");
        text = slice_from(text, piece.len);
    }
}
