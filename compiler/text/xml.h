/* Text in XML, SVG and HTML. */
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/str.h"

/* The content of an element, or the value of an attribute between double quotes. */
void text_into_xml(struct str *out, struct slice text);

#endif
