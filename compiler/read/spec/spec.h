/*
 * Specs: YAML to the model. Reads what can be read; everything else is a diagnostic, and the facet
 * of the document that it belongs to is marked broken.
 */
#ifndef READ_SPEC_SPEC_H
#define READ_SPEC_SPEC_H

#include "model/table.h"
#include "read/spec/vars.h"

/* Adds the documents of one source to the model. `overrides` holds what --set and --vars say. */
void spec_read(struct diags *diags, struct source *source, struct variables *overrides,
               struct model *model);

#endif
