/*
 * "Did you mean": of a set of words, the one nearest to a word that was written. Offer the
 * candidates in a fixed order; of equally near ones the first is kept.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/slice.h"

struct nearest {
    struct slice word;
    struct slice best;
    size_t distance; /* edits between word and best */
    bool is_tied;    /* another candidate is as near */
};

struct nearest nearest_to(struct slice word);
void nearest_offer(struct nearest *nearest, struct slice candidate);

/* True when the best candidate is near enough to be worth suggesting: the edits (insertion,
   deletion, replacement, or swap of neighbours) are at most a third of the word's bytes; letter
   case is ignored. */
bool nearest_found(const struct nearest *nearest);

/* Like nearest_found, and no other candidate is as near: sure enough to replace the word. */
bool nearest_is_sure(const struct nearest *nearest);

#endif
