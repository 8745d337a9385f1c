/* Amazon Athena: Hive's DDL over the same Glue catalog, and queries in Trino's dialect (facts:
   Athena). */
#ifndef WRITE_ATHENA_H
#define WRITE_ATHENA_H

#include "write/sql/external.h"

extern const struct dialect athena_ddl;
extern const struct sql athena_query;

/* Adds an error for everything in the statement that Athena cannot express. */
void athena_review(struct diags *diags, const struct statement *statement);

#endif
