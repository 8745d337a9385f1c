/* Text in a message of SARIF, where [text](target) is a link (SARIF 2.1.0, 3.11.6). The JSON around it
   is written elsewhere. */
#ifndef TEXT_SARIF_H
#define TEXT_SARIF_H

#include "base/str.h"

/* Appends the text as one line, with what is unsafe spelled out (text/terminal.h), and a backslash
   before each bracket and backslash. */
void text_into_sarif(struct str *out, struct slice text);

#endif
