/* The difference of two texts, line by line, as a unified diff with three lines of context. */
#ifndef BASE_LINEDIFF_H
#define BASE_LINEDIFF_H

#include "base/str.h"

/* Appends nothing when the texts are equal. The names go into the --- and +++ lines. `put` appends a
   name, or a line with its line end if it has one, as the place of the diff needs it; str_add
   appends them as they are. */
void linediff_unified(struct str *out, void (*put)(struct str *out, struct slice text),
                      const char *old_name, struct slice old_text, const char *new_name,
                      struct slice new_text);

#endif
