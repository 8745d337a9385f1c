/*
 * What a listing shows about one table, and its renderers. A renderer appends to a string and
 * reads only the inspection: no option, no terminal, no clock.
 */
#ifndef REPORT_INSPECTION_H
#define REPORT_INSPECTION_H

#include "plan/survey/coverage.h"
#include "plan/survey/propose.h"

struct inspection {
    const struct document *document;
    const struct survey *survey;
    bool is_whole; /* the listing was read to its end; if not, there is nothing to report */
    struct coverage coverage;
    bool has_proposal;
    struct proposal proposal;
    struct slice nearest; /* the nearest folder, if no key is in the location; or empty */
    double price;         /* USD per TB (10^12 bytes) */
    bool use_color;
};

void inspect_text(struct str *out, const struct inspection *inspection);
void inspect_json(struct str *out, const struct inspection *inspection);

/* Only the calendar. */
void inspect_svg(struct str *out, const struct inspection *inspection);

#endif
