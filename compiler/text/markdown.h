/* Text in Markdown, as GitHub renders it. The result is always one line. */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/str.h"

/* Appends a message: text between backquotes is code and stays; all other markup is escaped. */
void text_into_markdown(struct str *out, struct slice text);

/* Appends a name as code, between backquotes. */
void text_into_markdown_code(struct str *out, struct slice text);

#endif
