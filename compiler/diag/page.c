#include "diag/page.h"

#include "text/terminal.h"

static void begin_ink(struct page *page, enum ink ink)
{
    static const char *const starts[] = {
        [INK_PLAIN] = "",           [INK_STRONG] = "\x1b[1m",
        [INK_ERROR] = "\x1b[1;31m", [INK_WARNING] = "\x1b[1;33m",
        [INK_NOTE] = "\x1b[1;32m",  [INK_HELP] = "\x1b[1;36m",
        [INK_FRAME] = "\x1b[1;34m",
    };

    if (page->use_color)
        str_puts(page->out, starts[ink]);
}

static void end_ink(struct page *page, enum ink ink)
{
    if (page->use_color && ink != INK_PLAIN)
        str_puts(page->out, "\x1b[0m");
}

void page_add(struct page *page, enum ink ink, struct slice text)
{
    if (!text.len)
        return;
    begin_ink(page, ink);
    str_add(page->out, text);
    end_ink(page, ink);
}

void page_add_visible(struct page *page, enum ink ink, struct slice text)
{
    if (!text.len)
        return;
    begin_ink(page, ink);
    text_into_terminal(page->out, text);
    end_ink(page, ink);
}

void page_end_line(struct page *page)
{
    struct str *out = page->out;

    while (out->len && out->at[out->len - 1] == ' ')
        out->len--;
    str_putc(out, '\n');
}

void page_add_gutter(struct page *page, uint32_t line)
{
    begin_ink(page, INK_FRAME);
    if (line)
        str_printf(page->out, "%*u |", (int)page->gutter, line);
    else
        str_printf(page->out, "%*s |", (int)page->gutter, "");
    end_ink(page, INK_FRAME);
}

void page_add_arrow(struct page *page, struct slice arrow)
{
    str_fill(page->out, ' ', page->gutter);
    page_add(page, INK_FRAME, arrow);
    str_putc(page->out, ' ');
}
