/* Spells out what a terminal must not receive, and measures widths the same way. */
#include "text/terminal.h"

#include <stdio.h>

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

unsigned text_next_into_terminal(struct str *out, const char **at, const char *end)
{
    struct slice bytes = {*at, 0};
    uint32_t code_point = utf8_next(at, end);
    char spelling[16];
    unsigned width;

    bytes.len = (size_t)(*at - bytes.at);
    if (utf8_is_printable(code_point) && !(code_point == 0xfffd && bytes.len == 1)) {
        width = (unsigned)utf8_width(code_point);
    } else {
        width = spell(spelling, code_point, (unsigned char)bytes.at[0]);
        bytes = (struct slice){spelling, width};
    }
    if (out)
        str_add(out, bytes);
    return width;
}

static unsigned next_in_line(struct str *out, const char **at, const char *end)
{
    if (**at != '\n')
        return text_next_into_terminal(out, at, end);
    if (out)
        str_putc(out, ' ');
    ++*at;
    return 1;
}

void text_into_terminal(struct str *out, struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;

    while (at < end)
        next_in_line(out, &at, end);
}

unsigned text_terminal_width(struct slice text, unsigned limit)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;
    unsigned width = 0;

    while (at < end && width < limit)
        width += next_in_line(NULL, &at, end);
    return width < limit ? width : limit;
}
