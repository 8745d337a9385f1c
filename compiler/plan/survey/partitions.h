/* From a survey of a listing to the partitions that it shows. */
#ifndef PLAN_SURVEY_PARTITIONS_H
#define PLAN_SURVEY_PARTITIONS_H

#include "plan/statement.h"
#include "plan/survey/survey.h"

/* The partitions, sorted by value, in the arena of `diags`. If two folders are the same partition,
   one is left out, with a warning (SP0913). Folders without files are included and marked as empty.
 */
struct partition_list plan_surveyed(struct diags *diags, const struct survey *survey);

#endif
