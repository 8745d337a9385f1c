#include "read/yaml/mistake.h"

#include <string.h>

#include "base/ascii.h"
#include "model/keys.h"
#include "model/text.h"

/* A line, without its end. */
struct line {
    size_t lo, hi;
    size_t first; /* the first byte that is not a blank; hi: there is none */
};

static struct slice text_of(const struct yaml_trouble *trouble)
{
    return trouble->source->text;
}

static struct line line_at(struct slice text, size_t at)
{
    struct line line = {at, at, 0};

    while (line.lo && text.at[line.lo - 1] != '\n')
        line.lo--;
    while (line.hi < text.len && text.at[line.hi] != '\n' && text.at[line.hi] != '\r')
        line.hi++;
    line.first = line.lo;
    while (line.first < line.hi && strchr(" \t", text.at[line.first]))
        line.first++;
    return line;
}

/* The nearest line above that is neither blank nor a comment. False at the start of the text. */
static bool line_above(struct slice text, struct line *line)
{
    do {
        if (!line->lo)
            return false;
        *line = line_at(text, line->lo - 1);
    } while (line->first == line->hi || text.at[line->first] == '#');
    return true;
}

static size_t indent_of(struct line line)
{
    return line.first - line.lo;
}

/* The end of the line's text, without blanks and a comment after it. */
static size_t end_of(struct slice text, struct line line)
{
    size_t hi = line.first + slice_find_slice(slice_cut(text, line.first, line.hi), SLICE(" #"));

    while (hi > line.first && strchr(" \t", text.at[hi - 1]))
        hi--;
    return hi;
}

static struct slice cut(const struct yaml_trouble *trouble, size_t lo, size_t hi)
{
    return slice_cut(text_of(trouble), lo, hi);
}

static struct diag *report(const struct yaml_trouble *trouble, size_t lo, size_t hi,
                           const char *message)
{
    return diag_add(trouble->diags, SP0103, span_of(trouble->source, lo, hi), "%s", message);
}

/* Says to write the line with `with` in place of its bytes [lo, hi), and offers that. */
static bool replace(const struct yaml_trouble *trouble, struct diag *diag, size_t lo, size_t hi,
                    struct slice with)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, lo);
    struct slice head = slice_cut(text, line.first < lo ? line.first : lo, lo);
    size_t end = end_of(text, line);

    diag_help(trouble->diags, diag, "write `%.*s%.*s%.*s`", SLICE_ARG(head), SLICE_ARG(with),
              SLICE_ARG(slice_cut(text, hi, end > hi ? end : hi)));
    diag_fix(trouble->diags, diag, span_of(trouble->source, lo, hi), with, false);
    return true;
}

/* The end of a plain value that starts at `at`: of the line, or before the comma or bracket that
   ends it between braces. */
static size_t value_end(struct slice text, struct line line, size_t at)
{
    struct slice before = slice_cut(text, line.first, at);
    size_t end = end_of(text, line), opened = slice_find(before, '{');

    if (opened == before.len)
        return end > at ? end : at;
    end = at;
    while (end < line.hi && !strchr(",}", text.at[end]))
        end++;
    while (end > at && text.at[end - 1] == ' ')
        end--;
    return end;
}

/* The value [lo, hi) must be in quotes. */
static bool quote(const struct yaml_trouble *trouble, struct diag *diag, size_t lo, size_t hi)
{
    struct slice quoted = text_quoted(trouble->diags->arena, cut(trouble, lo, hi));

    if (!quoted.at)
        return false;
    return replace(trouble, diag, lo, hi, quoted);
}

/* A quote that opens a text and is not closed on its line. */
static bool unclosed_quote(const struct yaml_trouble *trouble)
{
    bool is_end = strcmp(trouble->problem, "found unexpected end of stream") == 0 ||
                  strcmp(trouble->problem, "found unexpected document indicator") == 0;
    struct slice text = text_of(trouble);
    size_t open = is_end ? trouble->context : trouble->quoted.lo, end;
    struct line line = line_at(text, open), last = line_at(text, trouble->quoted.hi);
    struct diag *diag;

    if (open >= text.len || !strchr("\"'", text.at[open]) ||
        (!is_end && (trouble->quoted.hi == trouble->quoted.lo || trouble->at < last.lo ||
                     trouble->at > last.hi)))
        return false;
    diag = report(trouble, open, open + 1, "the quote that opens here is not closed on its line");
    end = value_end(text, line, open + 1);
    return replace(trouble, diag, end, end, slice_cut(text, open, open + 1));
}

/* `path: {day}/`: libyaml takes the braces as a mapping, which ends before the text does. */
static bool braces_as_text(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at);
    size_t colon = slice_find_slice(slice_cut(text, line.first, line.hi), SLICE(": ")), lo;
    struct diag *diag;

    lo = line.first + colon + 2;
    while (lo < line.hi && text.at[lo] == ' ')
        lo++;
    if (lo >= trouble->at || trouble->at >= line.hi || !strchr("{[", text.at[lo]) ||
        !strchr("}]", text.at[trouble->at - 1]))
        return false;
    diag = report(trouble, lo, end_of(text, line),
                  "text that starts with a bracket is not in quotes");
    return quote(trouble, diag, lo, end_of(text, line));
}

/* `path: %Y/`: a character that no plain text starts with. */
static bool bad_start(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at);
    struct diag *diag;

    if (strcmp(trouble->problem, "found character that cannot start any token") != 0 ||
        trouble->at >= line.hi || text.at[trouble->at] == '\t' || trouble->at == line.first)
        return false;
    diag = report(trouble, trouble->at, trouble->at + 1, "a character that cannot start a value");
    return quote(trouble, diag, trouble->at, value_end(text, line, trouble->at));
}

/* `description: Events: one a line` */
static bool colon_in_text(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble), before;
    struct line line = line_at(text, trouble->at);
    size_t colon, lo;
    struct diag *diag;

    if (trouble->at >= line.hi || text.at[trouble->at] != ':' || trouble->at < line.first)
        return false;
    before = slice_cut(text, line.first, trouble->at);
    colon = slice_find_slice(before, SLICE(": "));
    if (colon == before.len || slice_find(before, '{') < before.len)
        return false;
    for (lo = line.first + colon + 2; text.at[lo] == ' ';)
        lo++;
    if (strchr("\"'", text.at[lo]))
        return false;
    diag = report(trouble, trouble->at, trouble->at + 1,
                  "a `:` starts a value where none is allowed");
    return quote(trouble, diag, lo, end_of(text, line));
}

static bool tab(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at), above = line;
    struct diag *diag;
    size_t indent;

    if (slice_find(slice_cut(text, line.lo, line.first), '\t') == line.first - line.lo)
        return false;
    indent = line_above(text, &above) ? indent_of(above) : 0;
    if (indent && text.at[above.first] == '-' && line.first < line.hi &&
        text.at[line.first] != '-') /* a key after a list belongs to the block around it */
        while (line_above(text, &above) && indent_of(above) >= indent)
            continue;
    indent = indent_of(above);
    diag = report(trouble, line.lo, line.first, "a tab in the indentation");
    diag_help(trouble->diags, diag, "indent with spaces: put %zu space%s in place of the tab",
              indent, indent == 1 ? "" : "s");
    diag_fix(trouble->diags, diag, span_of(trouble->source, line.lo, line.first),
             arena_printf(trouble->diags->arena, "%*s", (int)indent, ""), false);
    return true;
}

/* The colon after the line's first word, if text follows right after it; else the line's end. */
static size_t tight_colon(struct slice text, struct line line)
{
    size_t at = line.first;

    while (at < line.hi && ascii_is_word(text.at[at]))
        at++;
    return at > line.first && at + 1 < line.hi && text.at[at] == ':' && text.at[at + 1] != ' '
               ? at
               : line.hi;
}

/* `format:json` */
static bool no_space_after_colon(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line lines[3] = {line_at(text, trouble->at), line_at(text, trouble->context)};
    struct diag *diag;

    lines[2] = lines[0];
    line_above(text, &lines[2]);
    for (size_t i = 0; i < 3; i++) {
        size_t colon = tight_colon(text, lines[i]);

        if (colon == lines[i].hi || slice_starts(slice_from(text, colon), SLICE("://")))
            continue;
        diag = report(trouble, colon, colon + 1, "no space after the `:`");
        return replace(trouble, diag, colon + 1, colon + 1, SLICE(" "));
    }
    return false;
}

/* `-{name: a}` */
static bool no_space_after_dash(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at);
    struct diag *diag;

    if (line.first + 1 >= line.hi || text.at[line.first] != '-' ||
        strchr(" -\t", text.at[line.first + 1]))
        return false;
    diag = report(trouble, line.first, line.first + 1, "no space after the `-`");
    return replace(trouble, diag, line.first + 1, line.first + 1, SLICE(" "));
}

static bool is_key(struct slice word)
{
    for (enum key_id id = 0; id < KEY_COUNT; id++)
        if (slice_eq(keys[id].name, word))
            return true;
    return false;
}

/* `{name: a type: int}` */
static bool missing_comma(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at);
    size_t lo = trouble->at, end;
    struct diag *diag;

    if (!slice_starts(slice_of(trouble->problem), SLICE("did not find expected ',' or")) ||
        lo >= line.hi || text.at[lo] != ':')
        return false;
    while (lo > line.first && !strchr(" ,{", text.at[lo - 1]))
        lo--;
    for (end = lo; end > line.first && text.at[end - 1] == ' ';)
        end--;
    if (!is_key(cut(trouble, lo, trouble->at)) || end == lo || strchr(",{:", text.at[end - 1]))
        return false;
    diag = report(trouble, end, lo, "no `,` between two entries of a mapping in braces");
    return replace(trouble, diag, end, end, SLICE(","));
}

/* `{name: a, type: int` at the end of a line */
static bool missing_bracket(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->context);
    bool is_list = slice_is(slice_of(trouble->problem), "did not find expected ',' or ']'");
    size_t end = end_of(text, line);
    struct diag *diag;

    if ((!is_list && !slice_is(slice_of(trouble->problem), "did not find expected ',' or '}'")) ||
        trouble->at <= line.hi || trouble->context >= text.len ||
        !strchr("{[", text.at[trouble->context]) || strchr(",{[", text.at[end - 1]))
        return false;
    diag = report(trouble, trouble->context, trouble->context + 1,
                  is_list ? "the `[` that opens here is not closed"
                          : "the `{` that opens here is not closed");
    return replace(trouble, diag, end, end, is_list ? SLICE("]") : SLICE("}"));
}

/* Where the keys that a line starts, or goes on with, are indented; or its dash, for an item that is
   to stand beside it. SIZE_MAX: nothing can be beside it. */
static size_t place_in(struct slice text, struct line line, bool for_item)
{
    bool is_item = line.first + 1 < line.hi && text.at[line.first] == '-';
    struct slice written = slice_cut(text, line.first, line.hi);

    if (for_item)
        return is_item ? indent_of(line) : SIZE_MAX;
    if (!is_item)
        return indent_of(line);
    if (slice_find_slice(written, SLICE(": ")) == written.len || strchr("{[\"'", written.at[2]))
        return SIZE_MAX; /* an item of one value */
    return indent_of(line) + 2;
}

/* Of the lines above, in blocks that are not over, the one at the nearest indentation. */
static bool like_line(const struct yaml_trouble *trouble, struct line line, struct line *like,
                      size_t *indent)
{
    struct slice text = text_of(trouble);
    struct line above = line;
    size_t best = SIZE_MAX, own = indent_of(line), least = SIZE_MAX;

    while (least && line_above(text, &above)) {
        size_t place = place_in(text, above, text.at[line.first] == '-');
        size_t off = place > own ? place - own : own - place;

        if (indent_of(above) >= least)
            continue;
        least = indent_of(above);
        if (place == SIZE_MAX || off >= best)
            continue;
        best = off;
        *like = above;
        *indent = place;
    }
    return best != SIZE_MAX && best != 0;
}

/* Offers to move a line to an indentation; to the left, with the deeper ones below it. */
static void move_block(const struct yaml_trouble *trouble, struct diag *diag, struct line line,
                       size_t indent)
{
    struct slice text = text_of(trouble);
    size_t own = indent_of(line);

    for (size_t end = 0; end < text.len;) {
        size_t to = indent_of(line) - own + indent;

        if (line.first < line.hi)
            diag_fix(trouble->diags, diag, span_of(trouble->source, line.lo, line.first),
                     arena_printf(trouble->diags->arena, "%*s", (int)to, ""), false);
        do { /* blank lines are not moved */
            end = line.hi + slice_find(slice_from(text, line.hi), '\n') + 1;
            line = line_at(text, end < text.len ? end : text.len);
        } while (end < text.len && line.first == line.hi);
        if (end >= text.len || own < indent || indent_of(line) <= own)
            return;
    }
}

/* A line that is indented like none of the blocks around it. */
static bool wrong_indent(const struct yaml_trouble *trouble)
{
    struct slice text = text_of(trouble);
    struct line line = line_at(text, trouble->at), like = line;
    bool is_value = slice_is(slice_of(trouble->problem),
                             "mapping values are not allowed in this context");
    size_t indent = 0, key;
    struct diag *diag;

    if ((!is_value &&
         !slice_starts(slice_of(trouble->problem), SLICE("did not find expected key")) &&
         !slice_starts(slice_of(trouble->problem), SLICE("did not find expected '-'"))) ||
        (!is_value && trouble->at != line.first) || line.first == line.hi ||
        !like_line(trouble, line, &like, &indent))
        return false;
    key = slice_find(slice_cut(text, line.first, line.hi), ':');
    if (is_value && trouble->at != line.first + key)
        return false;
    diag = report(trouble, line.lo, line.first + key,
                  "the line is not indented like a block around it");
    diag_label(trouble->diags, diag, "indented by %zu", indent_of(line));
    diag_related(trouble->diags, diag,
                 span_of(trouble->source, like.lo + indent, like.lo + indent + 1),
                 text.at[line.first] == '-' ? "items here are indented by %zu"
                                            : "keys here are indented by %zu",
                 indent);
    diag_help(trouble->diags, diag, "indent it by %zu space%s", indent, indent == 1 ? "" : "s");
    move_block(trouble, diag, line, indent);
    return true;
}

bool yaml_mistake(const struct yaml_trouble *trouble)
{
    static bool (*const kinds[])(const struct yaml_trouble *trouble) = {
        unclosed_quote, tab,           braces_as_text,  bad_start,    no_space_after_dash,
        missing_comma,  colon_in_text, missing_bracket, wrong_indent, no_space_after_colon,
    };
    size_t before = trouble->diags->list.count;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i](trouble))
            return true;
        diags_take_back(trouble->diags, before);
    }
    return false;
}
