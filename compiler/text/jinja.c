#include "text/jinja.h"

/* What Jinja would drop or replace: a carriage return, and the line end at the very end. */
static bool is_lost(struct slice text)
{
    return slice_starts(text, SLICE("\r")) || slice_is(text, "\n");
}

/* How many of the bytes at the front of `text` must be an expression, so that Jinja leaves them as
   they are: what opens a tag, or would with the expression behind it, and what is lost. */
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
