/* YAML's scalars: text so written that its readers read the same text back. */
#ifndef WRITE_SPEC_YAML_H
#define WRITE_SPEC_YAML_H

#include "base/str.h"

enum yaml_place {
    YAML_BLOCK, /* behind a key on a line of its own */
    YAML_FLOW   /* between braces or brackets, where commas and brackets end a value */
};

/* Appends a key, or a value as it stands: bare where that is certain to be read back, else in
   double quotes, or in single ones where it holds backslashes or double quotes. The text must be
   UTF-8. */
void yaml_write_key(struct str *out, struct slice text, enum yaml_place place);

/* The same for a value of a spec: ${ is written $${, so that it is no variable. */
void yaml_write_value(struct str *out, struct slice text, enum yaml_place place);

/* A value of one line or several; several become a block of lines, `indent` spaces deep. */
void yaml_write_lines(struct str *out, struct slice text, size_t indent);

/* Text for readers that take bare words for numbers, dates and truth values, as those of YAML 1.1
   and 1.2 do: text to them too. ${ stays. Several lines become a block, `indent` spaces deep. */
void yaml_write_text(struct str *out, struct slice text, size_t indent);

#endif
