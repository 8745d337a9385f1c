/* Chooses among bare, quoted and block scalars; a spec's readers and strict ones differ in what may
   be bare. */
#include "text/yaml.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/terminal.h"

/* Whether the character at *at can be written as it is: a reader sees it, and a CI runner does not
   take it for the start of a command. Moves *at past it. */
static bool next_is_plain(uint32_t *code_point, const char **at, const char *end)
{
    const char *from = *at;

    *code_point = utf8_next(at, end);
    if (*code_point == '#')
        return !text_is_command((struct slice){from, (size_t)(end - from)});
    return utf8_is_visible(*code_point) && !(*code_point == 0xfffd && *at == from + 1);
}

static bool is_plain(struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;
    uint32_t code_point;

    while (at < end)
        if (!next_is_plain(&code_point, &at, end))
            return false;
    return true;
}

/* Words that do not read back as text. */
static bool is_special(struct slice text)
{
    static const char *const words[] = {"null", "~", "=", "<<"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_eq_folded(text, slice_of(words[i])))
            return true;
    return false;
}

static bool is_bare_start(char byte)
{
    return ascii_is_word(byte) || byte == '/' || byte == '(' || byte == '$' || byte == '\\' ||
           byte == '+' || (unsigned char)byte >= 0x80;
}

/* Whether the byte at `i` would end a bare scalar or start a comment: for PyYAML, a `?` within
   braces does. */
static bool ends_bare(struct slice text, size_t i, enum yaml_place place)
{
    char byte = text.at[i], next = i + 1 < text.len ? text.at[i + 1] : ' ';

    if (byte == ':')
        return next == ' ' || (place == YAML_FLOW && !ascii_is_word(next) && next != '/');
    if (byte == '#')
        return i == 0 || text.at[i - 1] == ' ';
    return place == YAML_FLOW && strchr(",[]{}?", byte);
}

static bool is_bare(struct slice text, enum yaml_place place)
{
    if (!text.len || is_special(text) || !is_bare_start(text.at[0]) ||
        text.at[text.len - 1] == ' ' || !is_plain(text))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (ends_bare(text, i, place))
            return false;
    return true;
}

static void write_single_quoted(struct str *out, struct slice text)
{
    str_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'')
            str_putc(out, '\'');
        str_putc(out, text.at[i]);
    }
    str_putc(out, '\'');
}

static void write_escape(struct str *out, uint32_t code)
{
    if (code == '\n')
        str_puts(out, "\\n");
    else if (code == '\t')
        str_puts(out, "\\t");
    else if (code == '\r')
        str_puts(out, "\\r");
    else if (code == '"' || code == '\\')
        str_printf(out, "\\%c", (int)code);
    else if (code < 0x100)
        str_printf(out, "\\x%02X", (unsigned)code);
    else
        str_printf(out, code < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)code);
}

static void write_double_quoted(struct str *out, struct slice text)
{
    const char *at = text.at, *end = text.len ? at + text.len : at;

    str_putc(out, '"');
    while (at < end) {
        const char *from = at;
        uint32_t code;

        if (!next_is_plain(&code, &at, end) || code == '"' || code == '\\')
            write_escape(out, code);
        else
            str_add(out, (struct slice){from, (size_t)(at - from)});
    }
    str_putc(out, '"');
}

static void write_quoted(struct str *out, struct slice text)
{
    bool has_marks = slice_find(text, '"') < text.len || slice_find(text, '\\') < text.len;

    if (has_marks && is_plain(text))
        write_single_quoted(out, text);
    else
        write_double_quoted(out, text);
}

void text_into_yaml(struct str *out, struct slice text, enum yaml_place place)
{
    if (is_bare(text, place))
        str_add(out, text);
    else
        write_quoted(out, text);
}

/* The text with each ${ as $${; the same bytes, not a copy, if it has none. */
static struct slice without_variables(struct slice text, struct str *scratch)
{
    if (slice_find_slice(text, SLICE("${")) == text.len)
        return text;
    for (size_t i = 0; i < text.len; i++) {
        if (slice_starts(slice_from(text, i), SLICE("${")))
            str_putc(scratch, '$');
        str_putc(scratch, text.at[i]);
    }
    return str_slice(scratch);
}

void text_into_spec(struct str *out, struct slice text, enum yaml_place place)
{
    struct str scratch = {0};

    text_into_yaml(out, without_variables(text, &scratch), place);
    str_release(&scratch);
}

/* Whether a literal block can hold the line: plain, without a blank at its end, which editors take
   away, and not one that a CI runner takes for a command. */
static bool is_block_line(struct slice line)
{
    return is_plain(line) && !slice_ends(line, SLICE(" ")) &&
           !slice_starts(slice_trim(line), SLICE("::"));
}

/* Whether a literal block can hold the lines, of which the first must not be indented. */
static bool is_block(struct slice text)
{
    bool has_lines = false;

    if (!text.len || text.at[0] == ' ' || text.at[0] == '\n' || text.at[text.len - 1] == '\n')
        return false;
    while (text.len) {
        size_t end = slice_find(text, '\n');

        if (!is_block_line(slice_cut(text, 0, end)))
            return false;
        has_lines = has_lines || end < text.len;
        text = slice_from(text, end < text.len ? end + 1 : end);
    }
    return has_lines;
}

/* Writes `text`, for which is_block holds, as a literal block. */
static void write_block(struct str *out, struct slice text, size_t indent)
{
    str_puts(out, "|-");
    while (text.len) {
        size_t end = slice_find(text, '\n');

        str_putc(out, '\n');
        if (end)
            str_fill(out, ' ', indent);
        str_add(out, slice_cut(text, 0, end));
        text = slice_from(text, end < text.len ? end + 1 : end);
    }
}

void text_into_spec_lines(struct str *out, struct slice text, size_t indent)
{
    struct str scratch = {0};
    struct slice safe = without_variables(text, &scratch);

    if (is_block(safe))
        write_block(out, safe, indent);
    else
        text_into_yaml(out, safe, YAML_BLOCK);
    str_release(&scratch);
}

/* Whether every reader takes the bare text for text: no number or date begins with a letter. */
static bool is_text_bare(struct slice text)
{
    static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false"};

    if (!is_bare(text, YAML_BLOCK) ||
        !(ascii_is_alpha(text.at[0]) || text.at[0] == '_' || text.at[0] == '/'))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_eq_folded(text, slice_of(words[i])))
            return false;
    return true;
}

void text_into_strict_yaml(struct str *out, struct slice text, size_t indent)
{
    if (is_block(text))
        write_block(out, text, indent);
    else if (is_text_bare(text))
        str_add(out, text);
    else
        write_quoted(out, text);
}
