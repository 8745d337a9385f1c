/* Text as comment lines in SQL, YAML or a shell, which differ only in the mark that opens a
   comment. Nothing in the text can end the comment: what is unsafe is spelled out, as in
   text/terminal.h, and so is every character that some reader takes for the end of a line. */
#ifndef TEXT_COMMENT_H
#define TEXT_COMMENT_H

#include "base/str.h"

/* Appends `mark` ("-- "), the text, trimmed, and a line end. A line end in the text is spelled out.
 */
void text_into_comment(struct str *out, const char *mark, struct slice text);

/* Appends each line of `text`, trimmed as a whole, as a comment of its own. LF and CRLF end a line.
 */
void text_into_comment_lines(struct str *out, const char *mark, struct slice text);

#endif
