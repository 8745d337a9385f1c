/* The types of other engines and libraries, and what to write in their place (grammar/types.def). */
#ifndef MODEL_TYPE_HINT_H
#define MODEL_TYPE_HINT_H

#include "base/slice.h"

enum type_fit {
    FIT_SAME,    /* the type in Redshift's words */
    FIT_NEAR,    /* the nearest type */
    FIT_ELEMENTS /* a word that element types follow */
};

struct type_hint {
    struct slice words; /* in lower case, with single blanks */
    struct slice write;
    enum type_fit fit;
    const char *remark; /* follows the type in a message; may be empty */
};

/* How much of `text` is the phrase: in any letter case, with any blanks between its words, and not
   the start of a longer word. 0 if it does not begin with the phrase. */
size_t type_phrase_len(struct slice text, struct slice phrase);

/* The hint with the most words at the start of `text`, and how much of it they are; or NULL. */
const struct type_hint *type_hint_at(struct slice text, size_t *len);

/* The hint that `word` probably misspells, if no type of ours is as near; or NULL. *len is the
   word's length. */
const struct type_hint *type_hint_near(struct slice word, size_t *len);

#endif
