/* Table properties of other engines, from grammar/foreign_properties.def. */
#ifndef RULES_FORMAT_FOREIGN_H
#define RULES_FORMAT_FOREIGN_H

#include <stdbool.h>

#include "base/slice.h"

/* Whether another user of the catalog knows the property and Redshift does not. */
bool is_foreign_property(struct slice name);

#endif
