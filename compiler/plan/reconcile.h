/* Compares the partitions that should exist with those in the catalog, and plans the statements
   that make up the difference. */
#ifndef PLAN_RECONCILE_H
#define PLAN_RECONCILE_H

#include "model/registered.h"
#include "plan/statement.h"

struct reconcile_options {
    struct statement common; /* of the table, as plan_common makes it; it may replace partitions */
    const struct registered *registered; /* NULL: unknown, so all partitions are added */
    bool drops_missing;
};

struct tally {
    size_t found, added, moved, dropped, elsewhere;
};

/* Adds ADD statements for partitions that are not registered, SET LOCATION where the registered
   location differs, and, with drops_missing, DROP for registered partitions that are not in the
   list. Integers are compared by value. Warns of another spelling (SP0922), and when no registered
   partition is in the table's location (SP0927). Partitions registered outside the table's
   location, and those with a location in the spec, stay as they are. If everything would be
   dropped, nothing is, and that is an error (SP0924). */
void plan_reconcile(struct diags *diags, struct partition_list partitions,
                    const struct reconcile_options *options, struct statement_list *statements,
                    struct tally *tally);

#endif
