/* What the unit tests share: assertions on slices, and random numbers that can be had again. */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <check.h>
#include <stdint.h>

#include "base/str.h"

#define SUITE(name) Suite *name##_suite(void);
#include "tests/unit/suites.def"
#undef SUITE

/* ck_assert for checks made a hundred thousand times: Check writes each of its own to a pipe. */
#define assert_quick(holds)                                                                        \
    do {                                                                                           \
        if (!(holds))                                                                              \
            ck_abort_msg("%s", #holds);                                                            \
    } while (0)

/* `got` is a slice, `want` a string literal, which may hold NULs. */
#define assert_slice(got, want) assert_slices(__FILE__, __LINE__, (got), SLICE(want))

static inline void assert_slices(const char *file, int line, struct slice got, struct slice want)
{
    if (!slice_eq(got, want))
        ck_abort_msg("%s:%d: got\n[%.*s]\nbut want\n[%.*s]", file, line, SLICE_ARG(got),
                     SLICE_ARG(want));
}

/* Random numbers, the same in each run unless TEST_SEED is set; the seed is told on stderr. */
struct dice {
    uint64_t state;
};

struct dice dice_of(const char *test);
uint64_t dice_next(struct dice *dice);

/* How often to roll: TEST_PERCENT percent of `whole`, at least 2.
   Valgrind is asked for less. */
size_t rounds_of(size_t whole);

/* At least `lo`, less than `hi`. */
size_t dice_between(struct dice *dice, size_t lo, size_t hi);

#endif
