#include "model/text.h"

#include "base/ascii.h"

/* Bytes of source that a double-quoted escape takes; the value's bytes go to *made. */
static size_t escape_len(struct slice rest, size_t *made)
{
    static const char kinds[] = "xuU";
    const char *kind = rest.len > 1 ? strchr(kinds, rest.at[1]) : NULL;
    size_t digits = kind && *kind ? (size_t)2 << (kind - kinds) : 0;
    unsigned long code = 0;

    *made = 1;
    if (!digits) {
        if (rest.len > 1 && (rest.at[1] == 'N' || rest.at[1] == '_'))
            *made = 2;
        if (rest.len > 1 && (rest.at[1] == 'L' || rest.at[1] == 'P'))
            *made = 3;
        return 2;
    }
    for (size_t i = 0; i < digits && i + 2 < rest.len; i++)
        code = code * 16 + (unsigned long)ascii_hex(rest.at[i + 2]);
    *made = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    return digits + 2;
}

/* The offset in `raw` (a quoted scalar's inside) of the value's byte `offset`, or raw.len + 1 when
   the scalar is folded over lines. */
static size_t raw_offset(struct slice raw, enum text_style style, size_t offset)
{
    size_t i = 0, made = 0;

    while (made < offset && i < raw.len) {
        size_t step = 1, bytes = 1;

        if (raw.at[i] == '\n' || raw.at[i] == '\r')
            return raw.len + 1;
        if (style == TEXT_SINGLE && raw.at[i] == '\'')
            step = 2;
        else if (style == TEXT_DOUBLE && raw.at[i] == '\\')
            step = escape_len(slice_from(raw, i), &bytes);
        i += step;
        made += bytes;
    }
    return i;
}

struct span text_span(struct text text, size_t lo, size_t hi)
{
    struct span whole = text.span;
    size_t quote = text.style == TEXT_PLAIN ? 0 : 1, from, to;
    struct slice raw;

    if (!whole.source || text.style == TEXT_OTHER || whole.hi - whole.lo < 2 * quote)
        return whole;
    raw = slice_cut(whole.source->text, whole.lo + quote, whole.hi - quote);
    from = raw_offset(raw, text.style, lo);
    to = raw_offset(raw, text.style, hi);
    if (from > raw.len || to > raw.len)
        return whole;
    return span_of(whole.source, whole.lo + quote + from, whole.lo + quote + to);
}
