/* The partitions that the command line requests, which replace those that the spec lists. */
#ifndef CLI_REQUESTED_PARTITIONS_H
#define CLI_REQUESTED_PARTITIONS_H

#include "cli/options.h"
#include "driver/session.h"

/* Replaces the table's entries with ones made from --on, --from, --to and --value, so that the
   rules check them like those of a spec; findings point into the command line. An unknown column is
   SP0111, and the rules then say nothing about the entries. */
void requested_partitions_amend(const struct options *options, struct session *session,
                                struct document *document);

#endif
