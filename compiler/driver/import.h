/* DDL, or what Glue says about a table, to the text of a spec that compiles to it. */
#ifndef DRIVER_IMPORT_H
#define DRIVER_IMPORT_H

#include "driver/session.h"

/* Reads one source into the session's model, and folds partitions into ranges. Findings of the rules
   do not prevent the spec from being written: it can be corrected there. False if the source itself
   has errors. */
bool import_read(struct session *session, struct source *source);

/* Appends the specs of the model, after a comment line for each thing that they cannot express. */
void import_write(struct str *out, struct session *session);

#endif
