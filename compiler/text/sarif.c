#include "text/sarif.h"

#include "text/terminal.h"

void text_into_sarif(struct str *out, struct slice text)
{
    struct str visible = {0};

    text_into_terminal(&visible, text);
    for (size_t i = 0; i < visible.len; i++) {
        if (strchr("[]\\", visible.at[i]))
            str_putc(out, '\\');
        str_putc(out, visible.at[i]);
    }
    str_release(&visible);
}
