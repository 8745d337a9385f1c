/* The calendar of a coverage: what every renderer draws, day by day, in its own way. */
#ifndef REPORT_CALENDAR_H
#define REPORT_CALENDAR_H

#include "plan/survey/coverage.h"

/* A row of the calendar holds a year of months, or a month of days; finer dates are counted up to
   their day. */
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
