/* Single quotes, as each shell lets them be escaped. */
#include "text/shell.h"

#include "base/ascii.h"
#include "text/terminal.h"

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

/* $'...', in ASCII: each byte of a character that is unsafe, and of all beyond ASCII, as \ooo. */
static void put_escaped(struct str *out, struct slice text)
{
    str_puts(out, "$'");
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];

        if (byte == '\n')
            str_puts(out, "\\n");
        else if (ascii_is_control(byte) || byte == '#' || (unsigned char)byte >= 0x80)
            str_printf(out, "\\%03o", (unsigned char)byte);
        else
            put_quoted(out, "\\'", "\\", slice_cut(text, i, i + 1));
    }
    str_putc(out, '\'');
}

/* Whether a reader and a CI runner see the text as it is. */
static bool is_plain(struct slice text)
{
    struct str visible = {0};
    bool is_same;

    text_into_terminal(&visible, text);
    is_same = slice_eq(str_slice(&visible), text);
    str_release(&visible);
    return is_same;
}

void text_into_shell_argument(struct str *out, struct slice text)
{
    if (!is_plain(text)) {
        put_escaped(out, text);
        return;
    }
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
