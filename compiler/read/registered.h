/*
 * A table's registered partitions, from a file: the rows of `select "values", location from
 * svv_external_partitions` as psql prints them (--csv, -At, or aligned), or the output of SHOW
 * EXTERNAL TABLE ... PARTITION.
 */
#ifndef READ_REGISTERED_H
#define READ_REGISTERED_H

#include "diag/diag.h"
#include "model/registered.h"

/* False, with findings (SP0921), if the file has neither form, or is not of this table. An empty
   file means no partitions. */
bool registered_read(struct diags *diags, struct source *source, const struct table *table,
                     struct registered *registered);

#endif
