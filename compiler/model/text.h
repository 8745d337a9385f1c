/*
 * A text is a scalar of an input as the model keeps it: its value, and where it stands. The value
 * is after YAML's unescaping and after ${variables}.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include "diag/diag.h"

enum text_style {
    TEXT_PLAIN,  /* the bytes of the span are the value, or nearly */
    TEXT_SINGLE, /* between ' and ' */
    TEXT_DOUBLE, /* between " and " */
    TEXT_OTHER   /* a block, or changed by a variable: only the whole can be pointed at */
};

struct text {
    struct slice value;
    struct span span; /* nowhere: the text was not written, but follows from others */
    enum text_style style;
};

/* Where the bytes [lo, hi) of the value stand; the whole span where that cannot be told. */
struct span text_span(struct text text, size_t lo, size_t hi);

/* Offers an edit that mends the finding: `with` in place of the bytes [lo, hi) of the value, which
   part no code point. A plain scalar is put in quotes where it needs them then. Offers nothing,
   and returns false, where these bytes do not stand in the source as they are (a block, a folded
   line, a variable, an escape), or where `with` would have to be escaped. */
bool text_fix(struct diags *diags, struct diag *diag, struct text text, size_t lo, size_t hi,
              struct slice with, bool is_safe);

/* The same for the whole of the value. */
bool text_fix_all(struct diags *diags, struct diag *diag, struct text text, struct slice with,
                  bool is_safe);

/* `value` between the quotes that need no escape in it; not given where both would. */
struct slice text_quoted(struct arena *arena, struct slice value);

static inline bool text_is_given(struct text text)
{
    return text.value.at != NULL;
}

#endif
