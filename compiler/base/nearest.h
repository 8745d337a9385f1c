/*
 * "Did you mean": the nearest of a set of words to one that was written. Offer every candidate in a
 * fixed order; of equally near ones the first stays.
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

/* True when the best candidate is near enough to be worth suggesting: at most a third of the word's
   bytes differ, by an insertion, deletion, replacement or swap of neighbours; letter case is free.
 */
bool nearest_found(const struct nearest *nearest);

/* The same, and no other candidate is as near: sure enough to be written in place of the word. */
bool nearest_is_sure(const struct nearest *nearest);

#endif
