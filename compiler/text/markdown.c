#include "text/markdown.h"

#include "text/terminal.h"

static size_t longest_run(struct slice text, char byte)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < text.len; i++) {
        run = text.at[i] == byte ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* A blank between the text and its fence is not part of the code. */
static void put_code(struct str *out, struct slice text)
{
    size_t fence = longest_run(text, '`') + 1;
    bool is_padded = slice_starts(text, SLICE("`")) || slice_ends(text, SLICE("`")) ||
                     (slice_starts(text, SLICE(" ")) && slice_ends(text, SLICE(" ")));

    if (!text.len) {
        str_puts(out, "\\`\\`");
        return;
    }
    str_fill(out, '`', fence);
    str_fill(out, ' ', is_padded);
    str_add(out, text);
    str_fill(out, ' ', is_padded);
    str_fill(out, '`', fence);
}

/* An at sign becomes code: a backslash before it would not keep GitHub from mentioning someone. */
static void put_escaped(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '@') {
            str_puts(out, "`@`");
            continue;
        }
        if (strchr("*_<>[]|\\#`~&!", text.at[i]) || slice_starts(slice_from(text, i), SLICE("//")))
            str_putc(out, '\\');
        str_putc(out, text.at[i]);
    }
}

static struct slice visible(struct str *scratch, struct slice text)
{
    text_into_terminal(scratch, text);
    return str_slice(scratch);
}

/* Two pieces of code side by side would become one: a blank is put between. */
void text_into_markdown(struct str *out, struct slice text)
{
    struct str scratch = {0};
    bool follows_code = false;

    text = visible(&scratch, text);
    for (;;) {
        size_t open = slice_find(text, '`');
        size_t close = open + 1 +
                       slice_find(slice_from(text, open < text.len ? open + 1 : open), '`');

        if (close >= text.len)
            break;
        put_escaped(out, slice_cut(text, 0, open));
        str_fill(out, ' ', follows_code && !open);
        put_code(out, slice_cut(text, open + 1, close));
        follows_code = true;
        text = slice_from(text, close + 1);
    }
    put_escaped(out, text);
    str_release(&scratch);
}

void text_into_markdown_code(struct str *out, struct slice text)
{
    struct str scratch = {0};

    put_code(out, visible(&scratch, text));
    str_release(&scratch);
}
