#include "read/ddl/lex.h"

#include "base/ascii.h"
#include "base/str.h"
#include "base/utf8.h"

static char byte_at(const struct ddl_lexer *lexer, size_t at)
{
    return at < lexer->text.len ? lexer->text.at[at] : '\0';
}

static bool starts_at(const struct ddl_lexer *lexer, size_t at, const char *head)
{
    return at <= lexer->text.len && slice_starts(slice_from(lexer->text, at), slice_of(head));
}

size_t ddl_line_end(const struct ddl_lexer *lexer, size_t at)
{
    return at + slice_find(slice_from(lexer->text, at), '\n');
}

/* Offset just past the quoted run that starts at `at`, skipping escapes. */
static size_t quoted_end(struct slice text, size_t at)
{
    char quote = text.at[at];

    for (at++; at < text.len && text.at[at] != quote; at++)
        if (text.at[at] == '\\' && quote == '\'')
            at++;
    return at < text.len ? at + 1 : text.len;
}

static size_t comment_end(struct slice text, size_t at)
{
    struct slice rest = slice_from(text, at);

    if (slice_starts(rest, SLICE("--")))
        return at + slice_find(rest, '\n');
    return at + 2 + slice_find_slice(slice_from(rest, 2), SLICE("*/"));
}

static bool is_hive_text(struct slice text)
{
    static const struct slice word = SLICE("TBLPROPERTIES");

    for (size_t i = 0; i < text.len; i++) {
        struct slice rest = slice_from(text, i);

        if (text.at[i] == '`')
            return true;
        if (text.at[i] == '\'' || text.at[i] == '"')
            i = quoted_end(text, i) - 1;
        else if (slice_starts(rest, SLICE("--")) || slice_starts(rest, SLICE("/*")))
            i = comment_end(text, i);
        else if (ascii_upper(text.at[i]) == 'T' && rest.len >= word.len &&
                 slice_eq_folded(slice_cut(rest, 0, word.len), word))
            return true;
    }
    return false;
}

void ddl_lexer_init(struct ddl_lexer *lexer, struct diags *diags, struct source *source)
{
    size_t valid = utf8_valid_len(source->text), nul = slice_find(source->text, '\0');

    *lexer = (struct ddl_lexer){.diags = diags, .source = source, .text = source->text};
    lexer->is_hive = is_hive_text(source->text);
    if (valid < source->text.len) {
        diag_add(diags, SP0101, span_of(source, valid, valid + 1), "the text is not UTF-8");
    } else if (nul < source->text.len) {
        diag_add(diags, SP0102, span_of(source, nul, nul + 1), "the text contains a NUL character");
    }
    if (valid < source->text.len || nul < source->text.len) {
        lexer->text.len = 0;
        lexer->has_failed = true;
    }
    if (starts_at(lexer, 0, "\xef\xbb\xbf"))
        lexer->at = 3;
}

static struct ddl_token malformed(struct ddl_lexer *lexer, size_t lo, size_t hi, const char *what,
                                  const char *help)
{
    diag_help(lexer->diags,
              diag_add(lexer->diags, SP1101, span_of(lexer->source, lo, hi), "%s", what), "%s",
              help);
    lexer->at = lexer->text.len;
    lexer->has_failed = true;
    return (struct ddl_token){.kind = DDL_END, .text.span = span_of(lexer->source, hi, hi)};
}

/* The run of comment lines being collected. */
struct remark {
    struct str text;
    bool is_open; /* the last line seen belongs to it */
};

static void remark_line(struct remark *remark, struct slice line)
{
    line = slice_from(line, 2);
    if (line.len && line.at[0] == ' ')
        line = slice_from(line, 1);
    if (line.len && line.at[line.len - 1] == '\r')
        line.len--;
    if (!remark->is_open)
        remark->text.len = 0;
    else
        str_putc(&remark->text, '\n');
    str_add(&remark->text, line);
    remark->is_open = true;
}

/* Skips blanks and comments. A blank line separates a comment from what follows. */
static void skip_blanks(struct ddl_lexer *lexer, struct remark *remark, bool *starts_line)
{
    size_t ends = 0; /* line ends since the last comment */

    *starts_line = lexer->at == 0;
    for (;;) {
        char byte = byte_at(lexer, lexer->at);

        if (ascii_is_space(byte) || byte == '\f' || byte == '\v') {
            *starts_line = *starts_line || byte == '\n';
            ends += byte == '\n';
            if (ends > 1)
                remark->is_open = false;
            lexer->at++;
        } else if (starts_at(lexer, lexer->at, "--")) {
            size_t end = ddl_line_end(lexer, lexer->at);

            if (*starts_line)
                remark_line(remark, slice_cut(lexer->text, lexer->at, end));
            lexer->at = end;
            ends = 0;
        } else if (starts_at(lexer, lexer->at, "/*")) {
            size_t end = comment_end(lexer->text, lexer->at) + 2;

            lexer->at = end < lexer->text.len ? end : lexer->text.len;
        } else {
            break;
        }
    }
    if (!remark->is_open)
        remark->text.len = 0;
}

static bool is_octal(char byte)
{
    return byte >= '0' && byte <= '7';
}

/* Appends the character that \uXXXX stands for. */
static void add_code_point(struct str *out, unsigned code)
{
    const char two[] = {(char)(0xc0 | code >> 6), (char)(0x80 | (code & 0x3f))};
    const char three[] = {(char)(0xe0 | code >> 12), (char)(0x80 | (code >> 6 & 0x3f)),
                          (char)(0x80 | (code & 0x3f))};

    if (code < 0x80)
        str_putc(out, (char)code);
    else if (code < 0x800)
        str_add(out, (struct slice){two, sizeof two});
    else
        str_add(out, (struct slice){three, sizeof three});
}

/* Length in bytes of the \uXXXX at `at`; 0 if there is none. */
static size_t add_unicode_escape(struct str *out, struct slice text, size_t at)
{
    unsigned code = 0;

    if (at + 5 >= text.len || text.at[at + 1] != 'u')
        return 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        if (ascii_hex(text.at[i]) < 0)
            return 0;
        code = code * 16 + (unsigned)ascii_hex(text.at[i]);
    }
    add_code_point(out, code);
    return 6;
}

/* \ooo: one to three digits in Redshift; three in Hive, the first 0 or 1. */
static size_t add_octal_escape(const struct ddl_lexer *lexer, struct str *out, size_t at)
{
    size_t digits = 0;
    unsigned code = 0;

    while (digits < 3 && is_octal(byte_at(lexer, at + 1 + digits)))
        code = code * 8 + (unsigned)(byte_at(lexer, at + 1 + digits++) - '0');
    if (!digits || (lexer->is_hive && (digits < 3 || byte_at(lexer, at + 1) > '1')))
        return 0;
    str_putc(out, (char)code);
    return digits + 1;
}

/* The escape at `at`, by the dialect's rules (facts: String literals and backslashes). */
static size_t add_escape(const struct ddl_lexer *lexer, struct str *out, size_t at)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    char byte = byte_at(lexer, at + 1);
    const char *letter = byte ? strchr(letters, byte) : NULL;
    size_t len = add_octal_escape(lexer, out, at);

    if (!len && lexer->is_hive)
        len = add_unicode_escape(out, lexer->text, at);
    if (len)
        return len;
    if (letter && !(lexer->is_hive && byte == 'f')) {
        str_putc(out, bytes[letter - letters]);
    } else if (lexer->is_hive && byte == '0') {
        str_putc(out, '\0');
    } else if (lexer->is_hive && byte == 'Z') {
        str_putc(out, '\x1a');
    } else if (lexer->is_hive && (byte == '%' || byte == '_')) {
        str_putc(out, '\\');
        str_putc(out, byte);
    } else if (at + 1 < lexer->text.len) {
        str_putc(out, byte);
    }
    return 2;
}

/* Length in bytes of the delimiter `quote` at `at`: 0 if there is none, 2 if the wrapping
   doubles it. */
static size_t delimiter_len(const struct ddl_lexer *lexer, size_t at, char quote)
{
    if (byte_at(lexer, at) != quote)
        return 0;
    return lexer->is_wrapped && quote == '"' && byte_at(lexer, at + 1) == '"' ? 2 : 1;
}

/* Offset just past a typographic quote at `at`, or `at`. */
static size_t fancy_quote_end(const struct ddl_lexer *lexer, size_t at)
{
    static const char *const quotes[] = {"\u2018", "\u2019", "\u201c", "\u201d"};

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (starts_at(lexer, at, quotes[i]))
            return at + strlen(quotes[i]);
    return at;
}

/* Offset of a typographic quote in a literal that runs over several lines, or `hi`: the author
   meant the literal to end there. */
static size_t stray_quote(const struct ddl_lexer *lexer, size_t lo, size_t hi)
{
    size_t line_end = ddl_line_end(lexer, lo);

    for (size_t at = lo; at < line_end && line_end < hi; at++)
        if (fancy_quote_end(lexer, at) != at)
            return at;
    return hi;
}

/* Reads between quotes. In a literal a backslash is an escape. A doubled quote is a quote, even
   in Hive's literals, where it could only be a mistake. */
static struct ddl_token take_quoted(struct ddl_lexer *lexer, enum ddl_token_kind kind)
{
    char quote = byte_at(lexer, lexer->at);
    size_t lo = lexer->at, width = delimiter_len(lexer, lo, quote), at = lo + width, len;
    bool escapes = kind == DDL_LITERAL;
    struct ddl_token token = {.kind = kind};
    struct str value = {0};
    struct slice raw;

    for (;;) {
        len = delimiter_len(lexer, at, quote);
        if (at >= lexer->text.len)
            break;
        if (len && !(delimiter_len(lexer, at + len, quote) == width && len == width))
            break;
        if (len) {
            str_putc(&value, quote);
            at += 2 * len;
        } else if (escapes && lexer->text.at[at] == '\\') {
            at += add_escape(lexer, &value, at);
        } else if (lexer->is_wrapped && starts_at(lexer, at, "\"\"")) {
            str_putc(&value, '"');
            at += 2;
        } else {
            str_putc(&value, lexer->text.at[at++]);
        }
    }
    if (at >= lexer->text.len) {
        str_release(&value);
        return malformed(lexer, lo, lo + width,
                         escapes ? "the literal has no closing quote"
                                 : "the quoted name has no closing quote",
                         "close it, and double any quote inside");
    }
    if (utf8_valid_len(str_slice(&value)) < value.len ||
        slice_find(str_slice(&value), '\0') < value.len) {
        str_release(&value);
        return malformed(lexer, lo, at + len, "the text contains a NUL, or is not UTF-8",
                         "remove these bytes: a spec cannot hold them");
    }
    if (escapes && stray_quote(lexer, lo, at) < at) {
        size_t stray = stray_quote(lexer, lo, at);

        str_release(&value);
        return malformed(lexer, stray, fancy_quote_end(lexer, stray),
                         "a typographic quote does not end the literal",
                         "write a straight quote: '");
    }
    raw = slice_cut(lexer->text, lo + width, at);
    token.text.value = arena_copy(lexer->diags->arena, str_slice(&value));
    token.text.span = span_of(lexer->source, lo, at + len);
    token.text.style = width == 1 && slice_eq(raw, token.text.value) &&
                               slice_find(raw, '\'') == raw.len
                           ? TEXT_SINGLE
                           : TEXT_OTHER;
    str_release(&value);
    lexer->at = at + len;
    return token;
}

static bool is_name_byte(char byte)
{
    return ascii_is_word(byte) || byte == '$' || (unsigned char)byte >= 0x80;
}

static struct ddl_token take_run(struct ddl_lexer *lexer, enum ddl_token_kind kind)
{
    size_t lo = lexer->at;
    struct ddl_token token = {.kind = kind};

    lexer->at++;
    while (is_name_byte(byte_at(lexer, lexer->at)) &&
           fancy_quote_end(lexer, lexer->at) == lexer->at)
        lexer->at++;
    if (kind == DDL_NUMBER && byte_at(lexer, lexer->at) == '.')
        do
            lexer->at++;
        while (ascii_is_digit(byte_at(lexer, lexer->at)));
    token.text.value = slice_cut(lexer->text, lo, lexer->at);
    token.text.span = span_of(lexer->source, lo, lexer->at);
    return token;
}

/* Whether a quote opens or closes a printed value, rather than a name. */
static bool is_wrapper(const struct ddl_lexer *lexer)
{
    size_t at = lexer->at + 1;

    if (byte_at(lexer, lexer->at) != '"')
        return false;
    if (lexer->is_wrapped)
        return at >= lexer->text.len || ascii_is_space(lexer->text.at[at]) ||
               lexer->text.at[at] == ';';
    while (ascii_is_space(byte_at(lexer, at)))
        at++;
    return at + 7 < lexer->text.len &&
           slice_eq_folded(slice_cut(lexer->text, at, at + 7), SLICE("create "));
}

static struct ddl_token take_token(struct ddl_lexer *lexer)
{
    char byte = byte_at(lexer, lexer->at);
    size_t lo = lexer->at, fancy = fancy_quote_end(lexer, lo);
    bool is_signed = (byte == '-' || byte == '+') && ascii_is_digit(byte_at(lexer, lo + 1));

    if (lo >= lexer->text.len)
        return (struct ddl_token){.text.span = span_of(lexer->source, lo, lo)};
    if (fancy != lo)
        return malformed(lexer, lo, fancy, "a typographic quote", "write a straight quote: '");
    if (byte == '\'' || (byte == '"' && lexer->is_hive))
        return take_quoted(lexer, DDL_LITERAL);
    if (byte == '"' || byte == '`')
        return take_quoted(lexer, DDL_NAME);
    if (ascii_is_digit(byte) || is_signed)
        return take_run(lexer, DDL_NUMBER);
    if (is_name_byte(byte))
        return take_run(lexer, DDL_WORD);
    lexer->at++;
    return (struct ddl_token){
        .kind = DDL_SYMBOL,
        .text = {slice_cut(lexer->text, lo, lo + 1), span_of(lexer->source, lo, lo + 1),
                 TEXT_PLAIN},
    };
}

struct ddl_token ddl_next(struct ddl_lexer *lexer)
{
    struct remark remark = {0};
    struct ddl_token token;
    bool starts_line, starts_again;

    skip_blanks(lexer, &remark, &starts_line);
    while (is_wrapper(lexer)) {
        lexer->is_wrapped = !lexer->is_wrapped;
        lexer->at++;
        skip_blanks(lexer, &remark, &starts_again);
        starts_line = true;
    }
    token = take_token(lexer);
    token.starts_line = starts_line;
    if (remark.is_open)
        token.comment = arena_copy(lexer->diags->arena, str_slice(&remark.text));
    str_release(&remark.text);
    return token;
}
