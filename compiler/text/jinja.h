/* Text that dbt renders once with Jinja. */
#ifndef TEXT_JINJA_H
#define TEXT_JINJA_H

#include "base/str.h"

/* Appends what Jinja renders as `text`: an expression for whatever would open a tag, and for the
   line ends that it drops or replaces. */
void text_into_jinja(struct str *out, struct slice text);

#endif
