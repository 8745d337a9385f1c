/*
 * The page on which findings are written as text: inks, line ends, and the gutter with its line
 * numbers. A page appends to a string and leaves no trailing white space.
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
    INK_FRAME /* the gutter, arrows and related spans */
};

struct page {
    struct str *out;
    bool use_color;
    unsigned gutter; /* digits of the current finding's largest line number */
    unsigned limit;  /* columns of a source line that are shown */
};

void page_add(struct page *page, enum ink ink, struct slice text);

/* Adds `text` with what is unsafe spelled out (text/terminal.h): always one line. */
void page_add_visible(struct page *page, enum ink ink, struct slice text);

void page_end_line(struct page *page);

/* "18 |", or "   |" for line 0. */
void page_add_gutter(struct page *page, uint32_t line);

/* Adds "  --> " or another arrow, which ends at the column of the gutter's bar. */
void page_add_arrow(struct page *page, struct slice arrow);

#endif
