/* Text in XML, SVG and HTML. */
#ifndef TEXT_XML_H
#define TEXT_XML_H

#include "base/str.h"

/* Appends the content of an element, or the value of an attribute in quotes. What XML cannot hold or
   a reader would not see is spelled out (text/terminal.h). */
void text_into_xml(struct str *out, struct slice text);

#endif
