/* The location and path that would match a listing: what `inspect` proposes when a spec does not
   match. */
#ifndef PLAN_SURVEY_PROPOSE_H
#define PLAN_SURVEY_PROPOSE_H

#include "plan/survey/survey.h"

struct proposal {
    struct slice location, path; /* as they would be written in the spec */
    bool is_new_location, is_new_path;
    uint64_t count; /* keys that they would match, estimated */
};

/* Finds the best proposal; false if nothing would match more keys than the spec already does. The
   survey must have keeps_forms set. */
bool propose(const struct survey *survey, struct proposal *proposal);

/* The folder of the listing nearest to the location, for when no key is in the location; empty:
   none. */
struct slice nearest_location(const struct survey *survey);

#endif
