/*
 * Text in a workflow command of GitHub's runner, "::error file=a,line=1::message". What a terminal
 * would obey is spelt out, as in text/terminal.h; a line end is %0A, which the runner decodes.
 */
#ifndef TEXT_GITHUB_H
#define TEXT_GITHUB_H

#include "base/str.h"

/* The message, after the second "::". */
void text_into_github_message(struct str *out, struct slice text);

/* The value of a property, which a colon or a comma would end. */
void text_into_github_property(struct str *out, struct slice text);

#endif
