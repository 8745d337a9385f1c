/* Inside rules/format/: what the rules for table properties ask of the rules for SerDes. */
#ifndef RULES_FORMAT_SERDES_H
#define RULES_FORMAT_SERDES_H

#include "rules/rule.h"

/* Reports a table property that belongs to a SerDe (SP0512). False if it does not. */
bool report_serde_property(struct rule_run *run, const struct property *property);

#endif
