/* The calendar of a coverage, day by day, for renderers to draw. Owns nothing and prints nothing.
   */
#ifndef REPORT_CALENDAR_H
#define REPORT_CALENDAR_H

#include "plan/survey/coverage.h"

/* A day or, for coarser partitions, a month or a year. Partitions finer than a day are added up by
   day. */
struct calendar_day {
    struct civil when;
    enum cell_state state;
    uint32_t present, expected;
};

/* Calls `show` for each day (or month, or year) of the range, in order. The coverage must have
   dates. */
void calendar_walk(const struct coverage *coverage,
                   void (*show)(void *context, const struct calendar_day *day), void *context);

#endif
