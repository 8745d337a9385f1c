/*
 * A table's registered partitions, from a file: the rows of svv_external_partitions, or the output of
 * SHOW EXTERNAL TABLE ... PARTITION, in any form of read/rows/; or that of `aws glue get-partitions`.
 */
#ifndef READ_REGISTERED_H
#define READ_REGISTERED_H

#include "diag/diag.h"
#include "model/registered.h"

/* False, with findings (SP0921), if the file has neither form, is not all there, or is not of this
   table; rows that name another table are passed over. `schema` is the one deployed, or empty for
   the table's own. An empty file means no partitions. */
bool registered_read(struct diags *diags, struct source *source, const struct table *table,
                     struct slice schema, struct registered *registered);

#endif
