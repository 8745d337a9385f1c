/* Between the rules of formats: what the rules of table properties ask those of SerDes. */
#ifndef RULES_FORMAT_FORMATS_H
#define RULES_FORMAT_FORMATS_H

#include "rules/rule.h"

/* Reports a table property that is one of a SerDe (SP0512). False where it is none. */
bool report_serde_property(struct rule_run *run, const struct property *property);

#endif
