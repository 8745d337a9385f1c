/*
 * A text is a scalar of an input as the model keeps it: its value, and where it stands. The value
 * is after YAML's unescaping and after ${variables}.
 */
#ifndef MODEL_TEXT_H
#define MODEL_TEXT_H

#include "source/source.h"

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

static inline bool text_is_given(struct text text)
{
    return text.value.at != NULL;
}

#endif
