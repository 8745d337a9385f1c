/*
 * Text on a terminal or in the log of a CI runner. Characters that a terminal would act on or not
 * show (control, format and other invisible characters, bytes that are not UTF-8) are spelled out:
 * \n, \x1b, \u202e, \xff. So is the first character of what a runner takes for a command:
 * "##word[" anywhere, and "::" at the start of a line, after any blanks. All else is kept.
 */
#ifndef TEXT_TERMINAL_H
#define TEXT_TERMINAL_H

#include "base/str.h"

/* Appends the visible form of the character at *at, which must be before `end`, and moves *at past
   it. Returns its width in terminal columns. `out` may be NULL, to measure only. Does not look for
   "::": the caller does not start a line with it. */
unsigned text_next_into_terminal(struct str *out, const char **at, const char *end);

/* Whether `text` begins with what a CI runner takes for a command anywhere in a line: "##word[". */
bool text_is_command(struct slice text);

/* Appends all of `text`. It starts a line if nothing but blanks follows the last line end in `out`.
 */
void text_into_terminal(struct str *out, struct slice text);

/* The same for a line of a file, with its line end if it has one: that and tabs are kept. */
void text_into_terminal_line(struct str *out, struct slice line);

/* The width, in terminal columns, of what text_into_terminal appends; at most `limit`. */
unsigned text_terminal_width(struct slice text, unsigned limit);

#endif
