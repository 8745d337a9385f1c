/* Escapes the special characters of regular expressions and globs. */
#include "text/regex.h"

#include "base/ascii.h"

void text_into_regex(struct str *out, const char *plain, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        bool is_plain = ascii_is_word(byte) || (unsigned char)byte >= 0x80 ||
                        (byte && strchr(plain, byte));

        str_puts(out, is_plain ? "" : "\\");
        str_putc(out, byte);
    }
}

void text_into_glob(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (byte && strchr("*?[", byte))
            str_printf(out, "[%c]", byte);
        else
            str_putc(out, byte);
    }
}
