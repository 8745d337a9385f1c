/* What `inspect` has found, for its renderers. They append and depend on nothing else. */
#ifndef CLI_INSPECT_REPORT_H
#define CLI_INSPECT_REPORT_H

#include "plan/survey/coverage.h"
#include "plan/survey/propose.h"

struct inspection {
    const struct document *document;
    const struct survey *survey;
    bool is_whole; /* the listing could be read to its end: there is something to be told */
    struct coverage coverage;
    bool has_proposal;
    struct proposal proposal;
    struct slice nearest; /* folder that is there, where no key is in the location; may be empty */
    double price;         /* of a TB, 10^12 bytes */
    bool use_color;
};

void inspect_text(struct str *out, const struct inspection *inspection);
void inspect_json(struct str *out, const struct inspection *inspection);

/* The calendar alone. */
void inspect_svg(struct str *out, const struct inspection *inspection);

/* A row of the calendar holds a year of months, or a month of days; finer dates are counted up to
   their day. */
struct calendar_day {
    struct civil when;
    enum cell_state state;
    uint32_t present, expected;
};

/* Calls `show` for each day (or month, or year) of the range. */
void calendar_walk(const struct coverage *coverage,
                   void (*show)(void *context, const struct calendar_day *day), void *context);

#endif
