/*
 * The page that findings are written on as text: inks, the gutter with its line numbers, the end of
 * a line. A page appends to a string and never leaves white space at the end of a line.
 */
#ifndef DIAG_PAGE_H
#define DIAG_PAGE_H

#include <stdint.h>

#include "base/str.h"

enum ink {
    INK_PLAIN,
    INK_STRONG,
    INK_ERROR,
    INK_WARNING,
    INK_NOTE,
    INK_HELP,
    INK_FRAME /* the gutter and arrows, and what is related */
};

struct page {
    struct str *out;
    bool use_color;
    unsigned gutter; /* digits of the largest line number of the finding at hand */
    unsigned limit;  /* columns of a source line that are shown */
};

void page_add(struct page *page, enum ink ink, struct slice text);

/* `text` with what is unsafe spelt out (text/terminal.h), and a space for each line end. */
void page_add_visible(struct page *page, enum ink ink, struct slice text);

/* The same, but a line end starts a line that is indented by `indent` spaces. */
void page_add_lines(struct page *page, enum ink ink, struct slice text, unsigned indent);

void page_end_line(struct page *page);

/* "18 |", or "   |" for line 0. */
void page_add_gutter(struct page *page, uint32_t line);

/* "  --> " or another arrow: its last `arrow.len` bytes stand on the gutter's bar and before. */
void page_add_arrow(struct page *page, struct slice arrow);

#endif
