/* Partitions that should be, against those that the catalog has: the statements between the two. */
#ifndef PLAN_RECONCILE_H
#define PLAN_RECONCILE_H

#include "model/registered.h"
#include "plan/statement.h"

struct reconcile_options {
    struct statement common; /* of the table, as plan_common makes it; it may replace partitions */
    const struct registered *registered; /* NULL: not known, all partitions are added */
    bool drops_missing;
};

struct tally {
    size_t found, added, moved, dropped, elsewhere;
};

/* Adds ADD statements for partitions that are not registered, SET LOCATION where the registered
   location is another, and, under drops_missing, DROP for registered ones that are not in the list.
   Integers compare by value; another spelling is a warning (SP0922), as it is where nothing that is
   registered is in the table's location (SP0927). What is registered outside of
   the table's location, or where the spec has an entry with a location, stays as it is. Where
   everything would be dropped, nothing is, and it is an error (SP0924). */
void plan_reconcile(struct diags *diags, struct partition_list partitions,
                    const struct reconcile_options *options, struct statement_list *statements,
                    struct tally *tally);

#endif
