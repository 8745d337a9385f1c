/* Table properties that a catalog has, and a spec needs not. */
#ifndef READ_CATALOG_PROPERTIES_H
#define READ_CATALOG_PROPERTIES_H

#include "model/table.h"

/* Takes out what the catalog adds to table properties; Athena's projection is reported (SP1106). */
void catalog_properties_clean(struct diags *diags, struct property_list *properties);

#endif
