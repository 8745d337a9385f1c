/* Single quotes, as each shell lets them be escaped. */
#include "text/shell.h"

/* Replaces each single quote with `quote`, and puts a backslash before each byte of `special`. */
static void put_quoted(struct str *out, const char *quote, const char *special, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (byte == '\'') {
            str_puts(out, quote);
            continue;
        }
        if (byte && strchr(special, byte))
            str_putc(out, '\\');
        str_putc(out, byte);
    }
}

void text_into_shell_argument(struct str *out, struct slice text)
{
    str_putc(out, '\'');
    put_quoted(out, "'\\''", "", text);
    str_putc(out, '\'');
}

void text_into_here_document(struct str *out, const char *word, struct slice text)
{
    str_printf(out, " <<'%s'\n", word);
    str_add(out, text);
    str_printf(out, "%s\n", word);
}

void text_into_zsh_quotes(struct str *out, const char *special, struct slice text)
{
    put_quoted(out, "'\\''", special, text);
}

void text_into_fish_quotes(struct str *out, struct slice text)
{
    put_quoted(out, "\\'", "\\", text);
}
