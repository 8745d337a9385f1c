/* Table properties that a catalog has and a spec does not need. */
#ifndef READ_CATALOG_PROPERTIES_H
#define READ_CATALOG_PROPERTIES_H

#include "model/table.h"

/* Removes the table properties that the catalog adds; reports Athena's projection (SP1106). */
void catalog_properties_clean(struct diags *diags, struct property_list *properties);

#endif
