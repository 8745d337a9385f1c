/*
 * The part of one source line that is shown: all of it, or a window around what matters, with dots
 * for what is left out. Columns are terminal columns from 0; a tab takes four.
 */
#ifndef DIAG_VIEW_H
#define DIAG_VIEW_H

#include "base/str.h"

enum { VIEW_MIN = 20, VIEW_MAX = 1000 }; /* bounds of `limit` */

struct view {
    struct slice line;
    size_t from, to; /* the bytes considered; column 0 is that of `from` */
    size_t lo, hi;   /* the columns shown, between the dots */
    bool is_cut_left, is_cut_right;
};

/* A view of at most `limit` columns that shows the bytes [lo, hi), or as many of the first of them
   as fit, and leaves room for a label of `label` columns. Takes bounded time, however long the line
   is. */
struct view view_of(struct slice line, size_t lo, size_t hi, size_t label, size_t limit);

/* Whether one view can show all of the bytes [lo, hi). */
bool view_can_show(struct slice line, size_t lo, size_t hi, size_t limit);

/* The column, from the left of the view, at which a byte of the line is shown. */
unsigned view_column(const struct view *view, size_t offset);

void view_put(struct str *out, const struct view *view);

#endif
