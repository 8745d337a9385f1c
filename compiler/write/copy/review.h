/* What the target copy cannot load, and the role that it reads with. */
#ifndef WRITE_COPY_REVIEW_H
#define WRITE_COPY_REVIEW_H

#include "plan/statement.h"

/* Adds an error for everything that COPY cannot do: SP1001, SP1011, SP1040 to SP1043, SP1065; and
   SP0706 if two tables would be loaded into one. */
void copy_review(struct diags *diags, const struct statement *statement);

/* The role that COPY reads the files with: the `native` block's, else the schema's; NULL: unknown.
   */
const struct roles *copy_roles(const struct statement *statement);

#endif
