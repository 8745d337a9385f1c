/* Maps bytes of a value back to bytes of the source, so that a fix replaces only those. */
#include "model/text.h"

#include "base/ascii.h"

/* Length in source bytes of the double-quoted escape at the front of `rest`; *made is the length of
   what it decodes to. */
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

/* Bytes of source that make the value's byte at `i`, of which come *made; 0 where the scalar is
   folded over lines. */
static size_t raw_step(struct slice raw, enum text_style style, size_t i, size_t *made)
{
    *made = 1;
    if (raw.at[i] == '\n' || raw.at[i] == '\r')
        return 0;
    if (style == TEXT_SINGLE && raw.at[i] == '\'')
        return 2;
    if (style == TEXT_DOUBLE && raw.at[i] == '\\')
        return escape_len(slice_from(raw, i), made);
    return 1;
}

/* The offset in `raw`, the text between the quotes, of the value's byte `offset`; raw.len + 1 if a
   folded line comes before it. */
static size_t raw_offset(struct slice raw, enum text_style style, size_t offset)
{
    size_t i = 0, made = 0;

    while (made < offset && i < raw.len) {
        size_t bytes, step = raw_step(raw, style, i, &bytes);

        if (!step)
            return raw.len + 1;
        i += step;
        made += bytes;
    }
    return i;
}

static bool is_quoted(struct text text)
{
    return text.span.source && (text.style == TEXT_SINGLE || text.style == TEXT_DOUBLE) &&
           text.span.hi - text.span.lo >= 2;
}

static struct slice raw_of(struct text text)
{
    return slice_cut(text.span.source->text, text.span.lo + 1, text.span.hi - 1);
}

struct span text_span(struct text text, size_t lo, size_t hi)
{
    struct span whole = text.span;
    struct slice raw;
    size_t from, to;

    if (whole.source && text.style == TEXT_PLAIN)
        return span_of(whole.source, whole.lo + lo, whole.lo + hi);
    if (!is_quoted(text))
        return whole;
    if (lo == 0 && hi == text.value.len)
        return span_of(whole.source, whole.lo + 1, whole.hi - 1);
    raw = raw_of(text);
    from = raw_offset(raw, text.style, lo);
    to = raw_offset(raw, text.style, hi);
    if (from > raw.len || to > raw.len)
        return whole;
    return span_of(whole.source, whole.lo + 1 + from, whole.lo + 1 + to);
}

struct text_places text_places(struct arena *arena, struct text text)
{
    struct text_places places = {.text = text};
    size_t i = 0, made = 0;
    struct slice raw;

    if (!is_quoted(text))
        return places;
    raw = raw_of(text);
    places.offsets = arena_alloc(arena, (text.value.len + 1) * sizeof *places.offsets);
    while (made <= text.value.len) {
        size_t bytes = 1, step = i < raw.len ? raw_step(raw, text.style, i, &bytes) : 0;

        for (size_t j = 0; j < bytes && made <= text.value.len; j++)
            places.offsets[made++] = (uint32_t)(j ? i + step : i);
        if (i < raw.len && !step)
            break;
        i += step;
    }
    places.known = made;
    return places;
}

struct span text_places_span(const struct text_places *places, size_t lo, size_t hi)
{
    struct span whole = places->text.span;

    if (!places->offsets || (lo == 0 && hi == places->text.value.len))
        return text_span(places->text, lo, hi);
    if (lo >= places->known || hi >= places->known)
        return whole;
    return span_of(whole.source, whole.lo + 1 + places->offsets[lo],
                   whole.lo + 1 + places->offsets[hi]);
}

/* Whether `value` needs no escape in a scalar of the style. */
static bool stands_in(enum text_style style, struct slice value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (ascii_is_control(value.at[i]))
            return false;
        if (style == TEXT_SINGLE && value.at[i] == '\'')
            return false;
        if (style == TEXT_DOUBLE && (value.at[i] == '"' || value.at[i] == '\\'))
            return false;
    }
    return true;
}

struct slice text_quoted(struct arena *arena, struct slice value)
{
    if (stands_in(TEXT_DOUBLE, value))
        return arena_printf(arena, "\"%.*s\"", SLICE_ARG(value));
    if (stands_in(TEXT_SINGLE, value))
        return arena_printf(arena, "'%.*s'", SLICE_ARG(value));
    return (struct slice){0};
}

/* Whether `value` has only bytes that cannot end a plain scalar when they are inside one. */
static bool is_of_plain_bytes(struct slice value, bool may_hold_flow)
{
    for (size_t i = 0; i < value.len; i++)
        if (!ascii_is_word(value.at[i]) && !memchr(" /.:$+-=%()@*", value.at[i], 13) &&
            !(may_hold_flow && memchr("{}[],", value.at[i], 5)))
            return false;
    return true;
}

/* Whether the plain scalar `old` can stay plain as `mended`, with `with` inserted after its first
   `kept` bytes. Flow characters are allowed only if `old` has some: it is then not in a flow
   collection. */
static bool stays_plain(struct slice old, struct slice mended, size_t kept, struct slice with)
{
    bool has_flow = false;

    for (size_t i = 0; i < old.len; i++)
        has_flow = has_flow || memchr("{}[],", old.at[i], 5);
    if (!mended.len || !is_of_plain_bytes(with, has_flow))
        return false;
    if (kept < 2 && !ascii_is_word(mended.at[0]) && !memchr("/.$+", mended.at[0], 4))
        return false;
    return slice_find_slice(mended, SLICE(": ")) == mended.len &&
           slice_find_slice(mended, SLICE(" #")) == mended.len && !slice_ends(mended, SLICE(":")) &&
           slice_eq(slice_trim(mended), mended) && !slice_is(mended, "null");
}

/* Edits a plain scalar; quotes all of it if the result could not stay plain. */
static bool fix_plain(struct diags *diags, struct diag *diag, struct text text, struct span span,
                      struct slice with, bool is_safe)
{
    size_t kept = span.lo - text.span.lo;
    struct slice mended = arena_printf(diags->arena, "%.*s%.*s%.*s",
                                       SLICE_ARG(slice_cut(text.value, 0, kept)), SLICE_ARG(with),
                                       SLICE_ARG(slice_from(text.value, span.hi - text.span.lo)));

    if (stays_plain(text.value, mended, kept, with)) {
        diag_fix(diags, diag, span, with, is_safe);
        return true;
    }
    mended = text_quoted(diags->arena, mended);
    if (mended.at)
        diag_fix(diags, diag, text.span, mended, is_safe);
    return mended.at != NULL;
}

/* YAML drops spaces at the ends of folded lines, so an edit there could change more than it shows.
   */
static bool is_folded(struct text text)
{
    struct slice raw = slice_cut(text.span.source->text, text.span.lo, text.span.hi);

    return slice_find(raw, '\n') < raw.len || slice_find(raw, '\r') < raw.len;
}

bool text_fix(struct diags *diags, struct diag *diag, struct text text, size_t lo, size_t hi,
              struct slice with, bool is_safe)
{
    struct span span = text_span(text, lo, hi);

    if (!span.source || text.style == TEXT_OTHER || is_folded(text) ||
        !stands_in(text.style, with) ||
        !slice_eq(slice_cut(span.source->text, span.lo, span.hi), slice_cut(text.value, lo, hi)))
        return false;
    if (text.style == TEXT_PLAIN)
        return fix_plain(diags, diag, text, span, with, is_safe);
    diag_fix(diags, diag, span, with, is_safe);
    return true;
}

bool text_fix_all(struct diags *diags, struct diag *diag, struct text text, struct slice with,
                  bool is_safe)
{
    return text_fix(diags, diag, text, 0, text.value.len, with, is_safe);
}
