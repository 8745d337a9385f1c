/* CRLF and LF end a line; a lone CR becomes a space, since some readers would end the comment
   there. */
#include "text/comment.h"

#include "base/ascii.h"

void text_into_comment(struct str *out, const char *mark, struct slice text)
{
    text = slice_trim(text);
    str_puts(out, mark);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n')
            continue;
        if (text.at[i] == '\n') {
            str_putc(out, '\n');
            str_puts(out, mark);
        } else {
            str_putc(out, ascii_is_control(text.at[i]) ? ' ' : text.at[i]);
        }
    }
    str_putc(out, '\n');
}
