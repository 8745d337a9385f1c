/* One writer of literals for all engines, driven by a row of what each engine escapes. */
#include "text/sql.h"

#include "base/ascii.h"

/* The byte before a quote and before a backslash inside a literal; 0: none. */
struct escapes {
    char quote, backslash;
    bool has_controls; /* as \ooo */
    unsigned letters;  /* how many of \n, \r, \t, in that order, have a letter */
};

static const struct escapes escapes_of[] = {
    [LITERALS_REDSHIFT] = {'\'', '\\', true, 0},
    [LITERALS_HIVE] = {'\\', '\\', true, 3},
    [LITERALS_TRINO] = {'\'', 0, false, 0},
    [LITERALS_POSTGRES] = {'\'', '\\', true, 1},
};

/* Length of the front of `text` that no engine needs escaped. */
static size_t plain_len(struct slice text)
{
    static const bool is_special[256] = {
        [0 ... 0x1f] = true, ['\''] = true, ['\\'] = true, [0x7f] = true};
    size_t len = 0;

    while (len < text.len && !is_special[(unsigned char)text.at[len]])
        len++;
    return len;
}

static void put_control(struct str *out, const struct escapes *escapes, char byte)
{
    static const char bytes[] = "\n\r\t", letters[] = "nrt";
    const char *found = memchr(bytes, byte, escapes->letters);

    if (!escapes->has_controls)
        str_putc(out, byte);
    else if (found)
        str_printf(out, "\\%c", letters[found - bytes]);
    else
        str_printf(out, "\\%03o", (unsigned)byte);
}

static void put_escaped(struct str *out, const struct escapes *escapes, struct slice text)
{
    while (text.len) {
        size_t len = plain_len(text);
        char byte, before;

        str_add(out, slice_cut(text, 0, len));
        if (len == text.len)
            return;
        byte = text.at[len];
        before = byte == '\'' ? escapes->quote : escapes->backslash;
        if (ascii_is_control(byte)) {
            put_control(out, escapes, byte);
        } else {
            str_add(out, (struct slice){&before, before != 0});
            str_putc(out, byte);
        }
        text = slice_from(text, len + 1);
    }
}

void text_into_sql_quotes(struct str *out, enum sql_literals literals, struct slice text)
{
    put_escaped(out, &escapes_of[literals], text);
}

static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (ascii_is_control(text.at[i]))
            return true;
    return false;
}

void text_into_sql_literal(struct str *out, enum sql_literals literals, struct slice text)
{
    if (literals == LITERALS_POSTGRES && has_control(text))
        str_putc(out, 'E');
    else if (literals == LITERALS_POSTGRES)
        literals = LITERALS_TRINO;
    str_putc(out, '\'');
    text_into_sql_quotes(out, literals, text);
    str_putc(out, '\'');
}

void text_into_sql_name_quotes(struct str *out, char quote, struct slice name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == quote)
            str_putc(out, quote);
        str_putc(out, name.at[i]);
    }
}

void text_into_sql_name(struct str *out, char quote, struct slice name)
{
    str_putc(out, quote);
    text_into_sql_name_quotes(out, quote, name);
    str_putc(out, quote);
}

void text_into_psql_quotes(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'' || text.at[i] == '\\')
            str_putc(out, text.at[i]);
        str_putc(out, ascii_is_control(text.at[i]) ? ' ' : text.at[i]);
    }
}
