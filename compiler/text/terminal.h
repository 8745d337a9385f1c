/*
 * Text on a terminal. Characters that a terminal would act on or not show (control and format
 * characters, bytes that are not UTF-8) are spelled out: \t, \x1b, \u202e, \xff. All else is kept.
 */
#ifndef TEXT_TERMINAL_H
#define TEXT_TERMINAL_H

#include "base/str.h"

/* Appends the visible form of the character at *at, which must be before `end`, and moves *at past
   it. Returns its width in terminal columns. `out` may be NULL, to measure only. */
unsigned text_next_into_terminal(struct str *out, const char **at, const char *end);

/* Appends all of `text`, with a space for each line end. */
void text_into_terminal(struct str *out, struct slice text);

/* The width, in terminal columns, of what text_into_terminal appends; at most `limit`. */
unsigned text_terminal_width(struct slice text, unsigned limit);

#endif
