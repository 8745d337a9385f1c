/* Escapes what would open markup, an entity, or end a double-quoted value. */
#include "text/xml.h"

void text_into_xml(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.at[i]) {
        case '<': str_puts(out, "&lt;"); break;
        case '>': str_puts(out, "&gt;"); break;
        case '&': str_puts(out, "&amp;"); break;
        case '"': str_puts(out, "&quot;"); break;
        default: str_putc(out, text.at[i]); break;
        }
    }
}
