/*
 * The shape of a regular expression, read without compiling it: where its groups are, and whether
 * one nests a repetition in another. The result is unreliable if the pattern does not compile.
 */
#ifndef RULES_FORMAT_REGEX_H
#define RULES_FORMAT_REGEX_H

#include "base/vec.h"

struct regex_range {
    size_t lo, hi; /* half-open bytes of the pattern */
};

struct regex_shape {
    VEC(struct regex_range) groups; /* capturing groups, in the order of their numbers */
    bool has_nested;
    struct regex_range nested; /* the first group that nests repetitions, with its own: (a+)* */
};

struct regex_shape regex_shape(struct arena *arena, struct slice text);

#endif
