/* Text as a YAML scalar that is read back as the same text. Each byte that is not UTF-8 becomes
   U+FFFD. */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "base/str.h"

enum yaml_place {
    YAML_BLOCK, /* after a key on a line of its own */
    YAML_FLOW   /* between braces or brackets, where commas and brackets end a value */
};

/* Appends a key, or a value that is used exactly as written: bare if it certainly reads back the
   same, else in double quotes, or in single ones if it has backslashes or double quotes. */
void text_into_yaml(struct str *out, struct slice text, enum yaml_place place);

/* Appends a value in a spec: ${ becomes $${, so that it is not read as a variable. */
void text_into_spec(struct str *out, struct slice text, enum yaml_place place);

/* The same for text of one or more lines; several become a literal block, indented by `indent`
   spaces. */
void text_into_spec_lines(struct str *out, struct slice text, size_t indent);

/* Appends text for readers of YAML 1.1 and 1.2, which take some bare words for numbers, dates or
   booleans: those are quoted. ${ is kept. Several lines become a literal block, indented by
   `indent` spaces. */
void text_into_strict_yaml(struct str *out, struct slice text, size_t indent);

#endif
