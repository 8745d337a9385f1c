/* A path of this machine as the URI that SARIF names a file by. */
#ifndef TEXT_URI_H
#define TEXT_URI_H

#include "base/str.h"

/* A relative path as a relative reference, an absolute one as a file: URI; %XX for what a URI
   cannot hold. */
void text_into_uri(struct str *out, struct slice path);

#endif
