/*
 * The shape of a regular expression, read without compiling it: where its groups are, and whether
 * one of them repeats what repeats itself. Of a pattern that does not compile it says nothing sure.
 */
#ifndef RULES_FORMAT_REGEX_H
#define RULES_FORMAT_REGEX_H

#include "base/vec.h"

struct regex_range {
    size_t lo, hi; /* half-open bytes of the pattern */
};

struct regex_shape {
    VEC(struct regex_range) groups; /* that capture, in the order of their numbers */
    bool has_nested;
    struct regex_range nested; /* the first such group, with its repetition: (a+)* */
};

struct regex_shape regex_shape(struct arena *arena, struct slice text);

#endif
