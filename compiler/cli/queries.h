/* Queries that the user runs elsewhere, and whose results `partitions` reads. */
#ifndef CLI_QUERIES_H
#define CLI_QUERIES_H

#include "base/str.h"
#include "model/table.h"

/* Redshift: what is registered. `schema` is as it is deployed. */
void query_registered(struct str *out, const struct table *table, struct slice schema);

/* Athena: the folders of partitions that an S3 Inventory table holds, with files and bytes. */
void query_inventory(struct str *out, const struct table *table);

#endif
