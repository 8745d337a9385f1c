/* What the target copy cannot load, and by which role it reads. */
#ifndef WRITE_COPY_REVIEW_H
#define WRITE_COPY_REVIEW_H

#include "plan/statement.h"

/* Adds an error for each thing that COPY cannot do: SP1001, SP1011, SP1040 to SP1043, SP1065, and
   SP0706 for two tables that would be loaded into one. */
void copy_review(struct diags *diags, const struct statement *statement);

/* The role by which COPY reads the files: the block's own, else the schema's; NULL: not known. */
const struct roles *copy_roles(const struct statement *statement);

#endif
