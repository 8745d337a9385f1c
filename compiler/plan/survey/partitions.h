/* From a survey of a listing to the partitions that it shows. */
#ifndef PLAN_SURVEY_PARTITIONS_H
#define PLAN_SURVEY_PARTITIONS_H

#include "plan/statement.h"
#include "plan/survey/survey.h"

/* The partitions, in order of value, in the arena of `diags`. Of two folders of one
   partition the second is left out, with a warning (SP0913). Folders without files are there, but
   marked as empty. */
struct partition_list plan_surveyed(struct diags *diags, const struct survey *survey);

#endif
