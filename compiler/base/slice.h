/* A slice is a borrowed run of bytes: it owns nothing, need not end in NUL and may hold any byte.
 */
#ifndef BASE_SLICE_H
#define BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len; /* bytes */
};

#define SLICE(literal) ((struct slice){"" literal, sizeof(literal) - 1})
#define SLICE_ARG(s) (int)(s).len, (s).at /* for "%.*s" */

static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, strlen(text)};
}

static inline bool slice_eq(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.len) == 0));
}

static inline bool slice_is(struct slice a, const char *text)
{
    return slice_eq(a, slice_of(text));
}

static inline bool slice_starts(struct slice a, struct slice head)
{
    return a.len >= head.len && (head.len == 0 || memcmp(a.at, head.at, head.len) == 0);
}

static inline bool slice_ends(struct slice a, struct slice tail)
{
    return a.len >= tail.len &&
           (tail.len == 0 || memcmp(a.at + a.len - tail.len, tail.at, tail.len) == 0);
}

/* The bytes [lo, hi). Adds nothing to the NULL of a zeroed slice, which would be undefined. */
static inline struct slice slice_cut(struct slice a, size_t lo, size_t hi)
{
    return (struct slice){lo ? a.at + lo : a.at, hi - lo};
}

static inline struct slice slice_from(struct slice a, size_t lo)
{
    return slice_cut(a, lo, a.len);
}

/* Compares by bytes; a prefix sorts first. Negative, zero or positive, as from memcmp. */
int slice_cmp(struct slice a, struct slice b);

bool slice_eq_folded_bytes(struct slice a, struct slice b); /* of one length */

/* ASCII letters compare equal in both cases; other bytes compare as they are. */
static inline bool slice_eq_folded(struct slice a, struct slice b)
{
    return a.len == b.len && slice_eq_folded_bytes(a, b);
}

/* Offset of the first `byte`, or a.len. */
size_t slice_find(struct slice a, char byte);

/* Offset of the first `needle`, or a.len. An empty needle is found at 0. */
size_t slice_find_slice(struct slice a, struct slice needle);

/* Without the ASCII spaces, tabs and line ends at both ends. */
struct slice slice_trim(struct slice a);

/* True, with *value set, when all of `a` is an optional sign and decimal digits, and the number
   fits. */
bool slice_to_int(struct slice a, long long *value);

#endif
