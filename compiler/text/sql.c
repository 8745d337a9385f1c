/* One writer of literals for all engines, driven by a row of what each engine escapes. */
#include "text/sql.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/terminal.h"

/* The byte before a quote and before a backslash inside a literal; 0: none. */
struct escapes {
    char quote, backslash;
    bool has_controls; /* as \ooo */
    unsigned letters;  /* how many of \n, \r, \t, in that order, have a letter */
    bool is_ascii;     /* all else as \uXXXX */
};

static const struct escapes escapes_of[] = {
    [LITERALS_REDSHIFT] = {'\'', '\\', true, 0, false},
    [LITERALS_HIVE] = {'\\', '\\', true, 3, false},
    [LITERALS_TRINO] = {'\'', 0, false, 0, false},
    [LITERALS_DUCKDB] = {'\'', '\\', true, 1, false},
    [LITERALS_POSTGRES] = {'\'', '\\', true, 1, true},
};

/* Length of the front of `text` that needs no look at the engine. */
static size_t plain_len(struct slice text)
{
    static const bool is_special[256] = {
        [0 ... 0x1f] = true, ['#'] = true,  ['\''] = true,
        ['\\'] = true,       [0x7f] = true, [0x80 ... 0xff] = true};
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

/* A character beyond ASCII, which is not part of an escape. */
static const char *put_wide(struct str *out, const struct escapes *escapes, const char *at,
                            const char *end)
{
    const char *from = at;
    uint32_t code_point = utf8_next(&at, end);

    if (escapes->is_ascii)
        str_printf(out, code_point > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)code_point);
    else
        str_add(out, (struct slice){from, (size_t)(at - from)});
    return at;
}

/* Whether the byte must be written as an escape. */
static bool is_unsafe(const char *at, const char *end)
{
    return ascii_is_control(*at) ||
           (*at == '#' && text_is_command((struct slice){at, (size_t)(end - at)}));
}

static void put_escaped(struct str *out, const struct escapes *escapes, struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;

    while (at < end) {
        struct slice rest = {at, (size_t)(end - at)};
        size_t len = plain_len(rest);
        char before;

        str_add(out, slice_cut(rest, 0, len));
        at += len;
        if (at == end)
            return;
        before = *at == '\'' ? escapes->quote : *at == '\\' ? escapes->backslash : 0;
        if ((unsigned char)*at >= 0x80) {
            at = put_wide(out, escapes, at, end);
            continue;
        }
        if (before)
            str_putc(out, before);
        if (is_unsafe(at, end))
            put_control(out, escapes, *at);
        else
            str_putc(out, *at);
        at++;
    }
}

void text_into_sql_quotes(struct str *out, enum sql_literals literals, struct slice text)
{
    put_escaped(out, &escapes_of[literals], text);
}

/* Whether the engine takes the text only in E'...'. */
static bool needs_escapes(enum sql_literals literals, struct slice text)
{
    bool with_backslash = literals == LITERALS_POSTGRES;
    const char *end = text.len ? text.at + text.len : text.at;

    for (size_t i = 0; i < text.len; i++)
        if ((with_backslash && text.at[i] == '\\') || is_unsafe(text.at + i, end))
            return true;
    return false;
}

/* In PostgreSQL's '...' a backslash means one thing or another by a setting of the server; in E'...' it does not.
   There all is ASCII, since a client encoding such as GBK or BIG5 may take a backslash for the second
   byte of a character. */
void text_into_sql_literal(struct str *out, enum sql_literals literals, struct slice text)
{
    if (literals >= LITERALS_DUCKDB && needs_escapes(literals, text))
        str_putc(out, 'E');
    else if (literals >= LITERALS_DUCKDB)
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
    struct str visible = {0};

    text_into_terminal(&visible, text);
    for (size_t i = 0; i < visible.len; i++) {
        if (visible.at[i] == '\'' || visible.at[i] == '\\')
            str_putc(out, visible.at[i]);
        str_putc(out, visible.at[i]);
    }
    str_release(&visible);
}
