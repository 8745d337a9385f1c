/* Text in Markdown, as GitHub renders it. The result is always one line; what is unsafe on a terminal
   is spelled out (text/terminal.h). Nothing in the text opens markup, ends code or mentions anyone.
   */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/str.h"

/* Appends a message: text between two backquotes becomes code, all other markup is escaped. */
void text_into_markdown(struct str *out, struct slice text);

/* Appends a name as code, between more backquotes than it has in a row. */
void text_into_markdown_code(struct str *out, struct slice text);

#endif
