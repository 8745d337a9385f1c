/* Percent escapes, as the runner decodes them. */
#include "text/github.h"

#include "text/terminal.h"

/* `special`: bytes to write as %XX besides percent signs. */
static void put_escaped(struct str *out, const char *special, struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;

    while (at < end) {
        char byte = *at;

        if (byte == '%' || (byte && strchr(special, byte))) {
            str_printf(out, "%%%02X", (unsigned char)byte);
            at++;
        } else {
            text_next_into_terminal(out, &at, end);
        }
    }
}

void text_into_github_message(struct str *out, struct slice text)
{
    put_escaped(out, "", text);
}

void text_into_github_property(struct str *out, struct slice text)
{
    put_escaped(out, ":,", text);
}
