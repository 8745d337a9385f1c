/*
 * Text in a workflow command of GitHub's runner, "::error file=a,line=1::message". What is unsafe,
 * line ends too, is spelled out, as in text/terminal.h: %0A, which the runner decodes, separates
 * only texts of ours.
 */
#ifndef TEXT_GITHUB_H
#define TEXT_GITHUB_H

#include "base/str.h"

/* Appends the message, which follows the second "::". */
void text_into_github_message(struct str *out, struct slice text);

/* Appends the value of a property; a colon or a comma in it, which would end it, is escaped. */
void text_into_github_property(struct str *out, struct slice text);

#endif
