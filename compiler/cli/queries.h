/* Queries for the user to run elsewhere; `partitions` reads their results. */
#ifndef CLI_QUERIES_H
#define CLI_QUERIES_H

#include "base/str.h"
#include "model/table.h"

/* For Redshift: the registered partitions. `schema` is the deployed name. */
void query_registered(struct str *out, const struct table *table, struct slice schema);

/* For Athena: the folders of partitions in an S3 Inventory table, with their files and bytes. */
void query_inventory(struct str *out, const struct table *table);

#endif
