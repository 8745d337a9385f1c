/*
 * The lines of the inputs that a finding is about, with marks under them: carets for where it is,
 * dashes for what is related. Marks on one line are drawn together; a mark over several lines has a
 * bar at its left. Lines too long for the page are shown around their marks.
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

/* Draws the marks in their order, which is kept as far as marks of one line allow. `arrow` leads to
   the place of the first. The page's gutter must hold the largest number that excerpt_last_line
   gives for the marks; `lines` is the arena of the indices of lines. */
void excerpt_draw(struct page *page, struct arena *lines, const struct mark *marks, size_t count,
                  struct slice arrow);

/* The largest line number that drawing `mark` shows. */
uint32_t excerpt_last_line(struct arena *lines, const struct mark *mark);

#endif
