#include "text/comment.h"

#include "text/terminal.h"

void text_into_comment(struct str *out, const char *mark, struct slice text)
{
    str_puts(out, mark);
    text_into_terminal(out, slice_trim(text));
    str_putc(out, '\n');
}

void text_into_comment_lines(struct str *out, const char *mark, struct slice text)
{
    size_t end;

    text = slice_trim(text);
    do {
        struct slice line;

        end = slice_find(text, '\n');
        line = slice_cut(text, 0, end);
        if (slice_ends(line, SLICE("\r")))
            line.len--;
        str_puts(out, mark);
        text_into_terminal(out, line);
        str_putc(out, '\n');
        text = slice_from(text, end < text.len ? end + 1 : end);
    } while (text.len);
}
