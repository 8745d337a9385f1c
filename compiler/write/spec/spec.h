/* Writes the model as a spec: YAML that reads back as the same model. */
#ifndef WRITE_SPEC_SPEC_H
#define WRITE_SPEC_SPEC_H

#include "base/str.h"
#include "model/table.h"

/* Appends all documents, separated by `---`. */
void spec_write(struct str *out, const struct model *model);

#endif
