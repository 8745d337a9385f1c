/* Text as a scalar of YAML, which its readers read back as the same text. It must be UTF-8. */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "base/str.h"

enum yaml_place {
    YAML_BLOCK, /* after a key on a line of its own */
    YAML_FLOW   /* between braces or brackets, where commas and brackets end a value */
};

/* A key, or a value exactly as written: bare where that is certain to be read back, else in double
   quotes, or in single ones where it holds backslashes or double quotes. */
void text_into_yaml(struct str *out, struct slice text, enum yaml_place place);

/* A value of a spec: ${ is written $${, so that it is not a variable. */
void text_into_spec(struct str *out, struct slice text, enum yaml_place place);

/* The same, of one line or several; several become a block of lines, `indent` spaces deep. */
void text_into_spec_lines(struct str *out, struct slice text, size_t indent);

/* Text for readers that take bare words for numbers, dates and truth values, as those of YAML 1.1
   and 1.2 do: text to them too. ${ stays. Several lines become a block, `indent` spaces deep. */
void text_into_strict_yaml(struct str *out, struct slice text, size_t indent);

#endif
