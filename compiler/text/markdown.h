/* Text in Markdown, as GitHub renders it: always within one line. */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/str.h"

/* A message: what is between backquotes is code already, and nothing else of it is markup. */
void text_into_markdown(struct str *out, struct slice text);

/* A name as code, between backquotes. */
void text_into_markdown_code(struct str *out, struct slice text);

#endif
