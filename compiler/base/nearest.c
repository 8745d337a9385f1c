#include "base/nearest.h"

#include <stdint.h>

#include "base/ascii.h"

enum { LONGEST = 63 }; /* longer words are not compared: no candidate is that long */

struct nearest nearest_to(struct slice word)
{
    return (struct nearest){.word = word, .distance = SIZE_MAX};
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Optimal string alignment distance over case-folded bytes. */
static size_t edit_distance(struct slice a, struct slice b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];

    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *spare = before;
        char c = ascii_lower(a.at[i - 1]);

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char d = ascii_lower(b.at[j - 1]);

            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (c != d));
            if (i > 1 && j > 1 && c == ascii_lower(b.at[j - 2]) && d == ascii_lower(a.at[i - 2]) &&
                before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        before = above;
        above = row;
        row = spare;
    }
    return above[b.len];
}

void nearest_offer(struct nearest *nearest, struct slice candidate)
{
    size_t distance;

    if (nearest->word.len > LONGEST || candidate.len > LONGEST || !nearest->word.len)
        return;
    distance = edit_distance(nearest->word, candidate);
    if (distance == nearest->distance && !slice_eq(candidate, nearest->best))
        nearest->is_tied = true;
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
        nearest->is_tied = false;
    }
}

bool nearest_found(const struct nearest *nearest)
{
    size_t allowed = (nearest->word.len + 2) / 3;

    return nearest->distance <= allowed && nearest->distance < nearest->best.len;
}

bool nearest_is_sure(const struct nearest *nearest)
{
    return nearest_found(nearest) && !nearest->is_tied;
}
