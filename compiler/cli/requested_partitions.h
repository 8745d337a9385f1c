/* The partitions that the command line requests, in place of those that the spec lists. */
#ifndef CLI_REQUESTED_PARTITIONS_H
#define CLI_REQUESTED_PARTITIONS_H

#include "cli/options.h"
#include "driver/session.h"

/* Puts entries made of --on, --from, --to and --value in place of the table's own, so that the
   rules vet them as they vet a spec's; findings point into the command line. An unknown column is
   SP0111, and the rules are then silent about the entries. */
void requested_partitions_amend(const struct options *options, struct session *session,
                                struct document *document);

#endif
