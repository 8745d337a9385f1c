/* UTF-8: well-formedness, code points, and how many terminal columns a text takes. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/str.h"

/* Offset of the first byte that is not well-formed UTF-8 (no overlong forms, no surrogates), or
   text.len. */
size_t utf8_valid_len(struct slice text);

/* Appends `text` as well-formed UTF-8: each byte that is not part of a well-formed sequence becomes
   U+FFFD. */
void utf8_mend(struct str *out, struct slice text);

/* Whether every byte is ASCII. */
bool utf8_is_ascii(struct slice text);

/* The code point at *at, which must be before `end`; moves *at past it. A byte that does not begin
   a well-formed sequence yields U+FFFD and is one byte long. */
uint32_t utf8_next(const char **at, const char *end);

enum { UTF8_MAX = 4 }; /* bytes of a code point */

/* Writes the code point, which must not be a surrogate; returns its bytes, at most UTF8_MAX. */
size_t utf8_put(char *to, uint32_t code_point);

/* Code points in `text`. */
size_t utf8_count(struct slice text);

/* Terminal columns of a code point: 0 for combining and zero-width, 2 for wide, else 1. */
int utf8_width(uint32_t code_point);

/* Printable: assigned, and not a control, format, surrogate or line-separator character. */
bool utf8_is_printable(uint32_t code_point);

/* Printable, and not one of the letters and marks that Unicode lets a reader ignore, such as
   fillers and variation selectors: a text with them looks like one without. */
bool utf8_is_visible(uint32_t code_point);

#endif
