/* Escapes Markdown outside of code, and replaces line ends with spaces. */
#include "text/markdown.h"

void text_into_markdown(struct str *out, struct slice text)
{
    bool in_code = false;

    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        in_code = in_code != (byte == '`');
        if (!in_code && byte && strchr("*_<>[]|\\#", byte))
            str_putc(out, '\\');
        str_putc(out, byte == '\n' || byte == '\r' ? ' ' : byte);
    }
}

void text_into_markdown_code(struct str *out, struct slice text)
{
    str_putc(out, '`');
    for (size_t i = 0; i < text.len; i++)
        str_putc(out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
    str_putc(out, '`');
}
