/*
 * The rows under one source line: carets and dashes, and labels, which are beside the last mark or
 * hang below their marks.
 */
#ifndef DIAG_UNDER_H
#define DIAG_UNDER_H

#include "diag/page.h"
#include "diag/view.h"

enum { UNDER_MAX = VIEW_MAX + 8 }; /* columns */

struct under {
    unsigned lo, hi; /* columns from the left of the view, lo < hi <= UNDER_MAX */
    struct slice label;
    enum ink ink;
    char sign; /* '^' or '-' */
};

/* Sorts `unders` from left to right and draws them. */
void under_put(struct page *page, struct under *unders, size_t count);

#endif
