/*
 * Text of the inputs made safe to print. What a terminal would obey or not show (control and format
 * characters, bytes that are no UTF-8) is spelt out: \t, \x1b, \u202e, \xff. All else stays.
 */
#ifndef DIAG_VISIBLE_H
#define DIAG_VISIBLE_H

#include "base/str.h"

/* Appends the visible form of the character at *at, which must be before `end`, and moves *at past
   it. Returns its width in terminal columns. `out` may be NULL, to measure only. */
unsigned visible_next(struct str *out, const char **at, const char *end);

/* All of `text`, with a space for each line end. */
void visible_add(struct str *out, struct slice text);

/* Terminal columns of what visible_add appends, or `limit` when there are more. */
unsigned visible_width(struct slice text, unsigned limit);

#endif
