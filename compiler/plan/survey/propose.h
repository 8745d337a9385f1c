/* The location and path that would match a listing: what `inspect` proposes where a spec misses. */
#ifndef PLAN_SURVEY_PROPOSE_H
#define PLAN_SURVEY_PROPOSE_H

#include "plan/survey/survey.h"

struct proposal {
    struct slice location, path; /* as they would stand in the spec */
    bool is_new_location, is_new_path;
    uint64_t count; /* keys that they would match, about */
};

/* The best that can be found; false where nothing would match more than the spec does already. The
   survey must have kept the forms of folders. */
bool propose(const struct survey *survey, struct proposal *proposal);

/* The folder of the listing that is nearest to the location, which no key is in; empty: none. */
struct slice nearest_location(const struct survey *survey);

#endif
