/*
 * Specs: YAML to the model. Reads what can be read; anything else is a diagnostic, and marks the
 * facet of the document that it belongs to as broken.
 */
#ifndef READ_SPEC_SPEC_H
#define READ_SPEC_SPEC_H

#include "model/table.h"
#include "read/spec/vars.h"

/* Adds the documents of one source to the model. `overrides` holds the variables of --set and
   --vars. */
void spec_read(struct diags *diags, struct source *source, struct variables *overrides,
               struct model *model);

#endif
