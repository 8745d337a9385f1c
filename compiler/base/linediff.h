/* The difference of two texts, line by line, as a unified diff with three lines of context. */
#ifndef BASE_LINEDIFF_H
#define BASE_LINEDIFF_H

#include "base/str.h"

/* Appends nothing when the texts are equal. The names go into the --- and +++ lines. */
void linediff_unified(struct str *out, const char *old_name, struct slice old_text,
                      const char *new_name, struct slice new_text);

#endif
