/*
 * The source lines that a finding is about, with marks under them: carets for the finding's span,
 * dashes for related ones. Marks on one line are drawn together; a mark over several lines has a
 * bar on its left. Of lines too long for the page, the part around the marks is shown.
 */
#ifndef DIAG_EXCERPT_H
#define DIAG_EXCERPT_H

#include "diag/page.h"
#include "source/source.h"

struct mark {
    struct span span; /* not nowhere */
    struct slice label;
    enum ink ink;
    char sign; /* '^' or '-' */
};

/* Draws the marks in the given order, except that marks on one line are drawn together. `arrow`
   precedes the place of the first. The page's gutter must be wide enough for the largest number
   that excerpt_last_line returns for the marks; `lines` is the arena for the line indexes. */
void excerpt_draw(struct page *page, struct arena *lines, const struct mark *marks, size_t count,
                  struct slice arrow);

/* The largest line number that drawing `mark` shows. */
uint32_t excerpt_last_line(struct arena *lines, const struct mark *mark);

#endif
