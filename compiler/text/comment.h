/* Text as comment lines in SQL, YAML or a shell, which differ only in the mark that opens a
   comment. Nothing in the text can end the comment. */
#ifndef TEXT_COMMENT_H
#define TEXT_COMMENT_H

#include "base/str.h"

/* Appends the lines of `text`, trimmed as a whole, each with `mark` ("-- ") before it and a line
   end after it. Other control characters become spaces. */
void text_into_comment(struct str *out, const char *mark, struct slice text);

#endif
