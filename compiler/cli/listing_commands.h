/* What the commands that read a listing share: the table that is listed, and the survey of it. */
#ifndef CLI_LISTING_COMMANDS_H
#define CLI_LISTING_COMMANDS_H

#include "cli/run.h"
#include "plan/partitions.h"
#include "plan/survey/survey.h"

/* The only table of the specs, or the one that --table names. NULL after reporting why on stderr.
 */
struct document *only_table(struct run *run);

/* Reads --listing into the survey of a table; the findings go to the session. False, after
   reporting why on stderr, when it could not be read. */
bool survey_listing(struct run *run, struct survey *survey);

/* Like survey_listing, and adds the findings about the keys, except those that the specs allow.
   *partitions becomes those that the listing shows; none after an error. */
bool survey_partitions(struct run *run, struct survey *survey, struct partition_list *partitions);

/* Removes the findings of one code about `table` (NULL: about any), which the command answers
   itself. */
void forget_findings(struct diags *diags, enum diag_code code, const struct table *table);

#endif
