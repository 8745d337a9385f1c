/* What the commands over a listing share: the one table that it is of, and what it shows. */
#ifndef CLI_LISTING_COMMANDS_H
#define CLI_LISTING_COMMANDS_H

#include "cli/run.h"
#include "plan/partitions.h"
#include "plan/survey/survey.h"

/* The table of the specs, or that which --table names. NULL after saying why on stderr. */
struct document *only_table(struct run *run);

/* Reads --listing into the survey of a table; the findings go to the session. False where it could
   not be read, after saying why on stderr. */
bool survey_listing(struct run *run, struct survey *survey);

/* The same, and adds the findings that the keys give, without those that the specs allow. The
   partitions are those that the listing shows; after an error none. */
bool survey_partitions(struct run *run, struct survey *survey, struct partition_list *partitions);

/* Takes the findings of one code out: what the command at work answers. `table` is whose; NULL: of
   all. */
void forget_findings(struct diags *diags, enum diag_code code, const struct table *table);

#endif
