/* Inside rules/: questions about role clauses. */
#ifndef RULES_ROLES_H
#define RULES_ROLES_H

#include "rules/rule.h"

/* Whether the clause is the word SESSION. */
bool roles_are_session(const struct roles *roles);

/* "aws" of arn:aws:iam::..., "aws-cn", "aws-us-gov"; empty where the text is no ARN. */
struct slice role_partition(struct slice arn);

#endif
