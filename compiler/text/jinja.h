/* Text in a file that dbt renders with Jinja, once. */
#ifndef TEXT_JINJA_H
#define TEXT_JINJA_H

#include "base/str.h"

/* Appends a template that renders as `text`: whatever would open a tag, and line ends that Jinja
   drops or replaces, become expressions. */
void text_into_jinja(struct str *out, struct slice text);

#endif
