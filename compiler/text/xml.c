/* Escapes what would open markup, an entity, or end a quoted value. */
#include "text/xml.h"

#include "text/terminal.h"

static const char *entity(char byte)
{
    switch (byte) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    }
    return NULL;
}

void text_into_xml(struct str *out, struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;

    while (at < end) {
        const char *written = entity(*at);

        if (written)
            str_puts(out, written);
        else
            text_next_into_terminal(out, &at, end);
        at += written != NULL;
    }
}
