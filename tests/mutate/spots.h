/*
 * A good spec as a set of places, and one edit of it: what the mistakes are made of. Everything
 * lives in the mutant's arena.
 */
#ifndef MUTATE_SPOTS_H
#define MUTATE_SPOTS_H

#include "read/yaml/compose.h"

/* A value of the spec: its place in the file and in the tree. */
struct spot {
    const char *path; /* its keys from the document down, with `-` for an item of a list */
    const struct node *node;
    const struct node *parent; /* the mapping or list that it is in */
    size_t index;              /* its place there */
    struct span head;          /* the key that begins its document */
};

struct mutant {
    struct arena *arena;
    struct source *source; /* the good spec */
    VEC(struct spot) spots;
    size_t lo, hi; /* what is replaced */
    struct slice with;
    size_t at; /* the byte of the mutant whose line must be shown */
};

void seed_draws(uint64_t seed);

/* A number at random, below `count`. */
size_t draw_below(size_t count);

/* Fills mutant->spots. What aliases and merges repeat is there once, where it is written. */
void find_spots(struct mutant *mutant);

/* The bytes of a scalar, with its quotes. */
struct slice raw_of(const struct node *node);

/* Where a value ends: the line ends that a block scalar includes are left out. */
size_t end_of(const struct node *node);

bool is_within(struct span inner, struct span outer);

bool is_scalar(const struct spot *spot);
bool is_in_mapping(const struct spot *spot);

/* A mapping with a pair that is not merged. */
bool has_own_pairs(const struct spot *spot);

/* The pair of a spot that is in a mapping. */
const struct node_pair *pair_of(const struct spot *spot);

/* A spot at random of those that `fits` takes (NULL: all), with a path of the pattern; or NULL. */
const struct spot *pick(struct mutant *mutant, const char *pattern,
                        bool (*fits)(const struct spot *spot));

/* The same, whatever the path. */
const struct spot *pick_any(struct mutant *mutant, bool (*fits)(const struct spot *spot));

/* Where one of the places of `find` in a scalar's bytes is (see mistakes.def). False: nowhere. */
bool find_in(struct slice raw, const char *find, size_t *lo, size_t *hi);

/* Makes the edit: `with` for the bytes [lo, hi) of the source; the finding is to be on the line of
   its byte `shown`. False where that would take an anchor away. */
bool put(struct mutant *mutant, size_t lo, size_t hi, struct slice with, size_t shown);

/* Puts a pair before the first of a mapping. */
bool add_pair(struct mutant *mutant, const struct node *mapping, struct slice pair);

/* Takes a pair out of its mapping. False where that is not plain. */
bool remove_pair(struct mutant *mutant, const struct spot *spot);

/* The offsets where the line of the byte `at` begins and ends. */
size_t line_start(const struct source *source, size_t at);
size_t line_end(const struct source *source, size_t at);

#endif
