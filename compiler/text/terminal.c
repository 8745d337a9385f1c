/* Spells out what a terminal must not receive, and measures widths the same way. */
#include "text/terminal.h"

#include <stdio.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Spells out a character that is not printable, or an invalid byte. Returns the length; buf holds
   16 bytes. */
static unsigned spell(char *buf, uint32_t code_point, unsigned char byte)
{
    switch (code_point) {
    case '\n': return (unsigned)snprintf(buf, 16, "\\n");
    case '\r': return (unsigned)snprintf(buf, 16, "\\r");
    case '\t': return (unsigned)snprintf(buf, 16, "\\t");
    case 0xfffd: return (unsigned)snprintf(buf, 16, "\\x%02x", byte);
    }
    if (code_point < 0x80)
        return (unsigned)snprintf(buf, 16, "\\x%02x", byte);
    if (code_point > 0xffff)
        return (unsigned)snprintf(buf, 16, "\\U%08x", code_point);
    return (unsigned)snprintf(buf, 16, "\\u%04x", code_point);
}

/* GitHub's and Azure's runners and TeamCity: "##[", "##vso[", "##teamcity[". */
bool text_is_command(struct slice text)
{
    size_t i = 2;

    if (!slice_starts(text, SLICE("##")))
        return false;
    while (i < text.len && ascii_is_alpha(text.at[i]))
        i++;
    return i < text.len && text.at[i] == '[';
}

/* Whether `text` would follow nothing but blanks on its line, and begins with "::" after blanks. */
static bool is_colon_command(const struct str *out, struct slice text)
{
    size_t line = out->len;

    while (line && (out->at[line - 1] == ' ' || out->at[line - 1] == '\t'))
        line--;
    return slice_starts(text, SLICE("::")) && (!line || out->at[line - 1] == '\n');
}

unsigned text_next_into_terminal(struct str *out, const char **at, const char *end)
{
    struct slice bytes = {*at, 0};
    uint32_t code_point = utf8_next(at, end);
    char spelling[16];
    unsigned width;

    bytes.len = (size_t)(*at - bytes.at);
    if (utf8_is_visible(code_point) && !(code_point == 0xfffd && bytes.len == 1) &&
        !text_is_command((struct slice){bytes.at, (size_t)(end - bytes.at)})) {
        width = (unsigned)utf8_width(code_point);
    } else {
        width = spell(spelling, code_point, (unsigned char)bytes.at[0]);
        bytes = (struct slice){spelling, width};
    }
    if (out)
        str_add(out, bytes);
    return width;
}

/* Spells out the colon with which `text` would begin a command. */
static struct slice without_command(struct str *out, struct slice text)
{
    if (!is_colon_command(out, text))
        return text;
    str_puts(out, "\\x3a");
    return slice_from(text, 1);
}

/* Blanks, which a runner passes over before "::". */
static struct slice put_blanks(struct str *out, bool keeps_tabs, struct slice text)
{
    size_t blanks = 0;

    while (blanks < text.len && (text.at[blanks] == ' ' || (keeps_tabs && text.at[blanks] == '\t')))
        blanks++;
    str_add(out, slice_cut(text, 0, blanks));
    return slice_from(text, blanks);
}

static void put_visible(struct str *out, bool keeps_tabs, struct slice text)
{
    const char *at, *end;

    text = without_command(out, put_blanks(out, keeps_tabs, text));
    at = text.at;
    end = text.len ? at + text.len : at;
    while (at < end)
        if (keeps_tabs && *at == '\t')
            str_putc(out, *at++);
        else
            text_next_into_terminal(out, &at, end);
}

void text_into_terminal(struct str *out, struct slice text)
{
    put_visible(out, false, text);
}

void text_into_terminal_line(struct str *out, struct slice line)
{
    bool is_ended = slice_ends(line, SLICE("\n"));

    put_visible(out, true, slice_cut(line, 0, line.len - is_ended));
    str_puts(out, is_ended ? "\n" : "");
}

unsigned text_terminal_width(struct slice text, unsigned limit)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;
    unsigned width = 0;

    while (at < end && width < limit)
        width += text_next_into_terminal(NULL, &at, end);
    return width < limit ? width : limit;
}
