/*
 * What a listing shows of one table, and the renderers of it. A renderer appends to a string and
 * reads nothing but the inspection: no option, no terminal, no clock.
 */
#ifndef REPORT_INSPECTION_H
#define REPORT_INSPECTION_H

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

#endif
