/*
 * A text is a scalar of an input: its value, and its span in the source. In the value, YAML's
 * escapes are decoded and ${variables} are replaced.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include "diag/diag.h"

enum text_style {
    TEXT_PLAIN,  /* the bytes of the span are the value, except where lines are folded */
    TEXT_SINGLE, /* between ' and ' */
    TEXT_DOUBLE, /* between " and " */
    TEXT_OTHER   /* a block, or changed by a variable: no part of it can be located */
};

struct text {
    struct slice value;
    struct span span; /* nowhere: the text is not in the source but derived */
    enum text_style style;
};

/* The span of the bytes [lo, hi) of the value; the whole span if they cannot be located. */
struct span text_span(struct text text, size_t lo, size_t hi);

/* Where each byte of a value stands, for who asks for more than a few of them: text_span goes over
   the text from its start each time. */
struct text_places {
    struct text text;
    uint32_t *offsets; /* by byte of the value, in the scalar's inside; NULL: it is not quoted */
    size_t known;      /* how many there are: none after the line where a scalar is folded */
};

struct text_places text_places(struct arena *arena, struct text text);

/* The same as text_span. */
struct span text_places_span(const struct text_places *places, size_t lo, size_t hi);

/* Offers a fix: `with` in place of the bytes [lo, hi) of the value, which must not split a code
   point. A plain scalar that then needs quotes gets them. Offers nothing and returns false if these
   bytes are not in the source literally (a block, a folded line, a variable, an escape), or if
   `with` would have to be escaped. */
bool text_fix(struct diags *diags, struct diag *diag, struct text text, size_t lo, size_t hi,
              struct slice with, bool is_safe);

/* The same for the whole value. */
bool text_fix_all(struct diags *diags, struct diag *diag, struct text text, struct slice with,
                  bool is_safe);

/* `value` in double quotes, or in single ones if double ones would need an escape; an empty slice
   with `at` NULL if both would. */
struct slice text_quoted(struct arena *arena, struct slice value);

static inline bool text_is_given(struct text text)
{
    return text.value.at != NULL;
}

#endif
