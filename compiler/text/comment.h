/* Text as lines of a comment: of SQL, YAML or a shell, which differ in the mark that opens one. */
#ifndef TEXT_COMMENT_H
#define TEXT_COMMENT_H

#include "base/str.h"

/* Appends each line of `text`, which is trimmed first, after `mark` ("-- "), with a line end. A
   control character becomes a space. */
void text_into_comment(struct str *out, const char *mark, struct slice text);

#endif
