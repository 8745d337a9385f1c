/* A local path as a URI, by which SARIF names files. */
#ifndef TEXT_URI_H
#define TEXT_URI_H

#include "base/str.h"

/* Appends a relative path as a relative reference, an absolute one as a file: URI. Bytes that a URI
   cannot hold become %XX. */
void text_into_uri(struct str *out, struct slice path);

#endif
